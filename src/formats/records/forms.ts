import { csv } from "./csv.ts";
import { json } from "./json.ts";
import { logLines } from "./log-lines.ts";
import type { RecordForm, RecordReader, TextHead } from "./record-reader.ts";

/** The forms in the order in which they are tried: those that are unmistakable first. */
const forms: readonly RecordForm[] = [json, csv, logLines];

/** Opens a reader of records for a text that has one of the known forms, by its content first and its name second. */
export function openRecords(path: string, text: string, isWhole: boolean): RecordReader | undefined {
  const name = (path.split(/[/›]/).at(-1) ?? path).trim().toLowerCase();
  const extension = /\.([^.]+)$/.exec(name)?.[1] ?? (name.startsWith(".") ? name.slice(1) : "");
  const head: TextHead = { path, extension, text: text.replace(/^\uFEFF/, ""), isWhole };
  for (const form of forms) {
    const reader = form.open(head);
    if (reader !== undefined) return reader;
  }
  return undefined;
}
