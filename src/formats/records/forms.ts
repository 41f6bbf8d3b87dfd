import { cards } from "./cards.ts";
import { chat } from "./chat.ts";
import { json } from "./json/index.ts";
import { labels } from "./labels.ts";
import { logLines } from "./log-lines.ts";
import type { RecordForm, RecordReader, TextHead } from "./record-reader.ts";
import { settings } from "./settings.ts";
import { sql } from "./sql.ts";
import { csv } from "./tables/index.ts";
import { toml } from "./toml.ts";
import { xml } from "./xml.ts";
import { yaml } from "./yaml.ts";

/** The forms in the order in which they are tried: those that are unmistakable first. */
const forms: readonly RecordForm[] = [cards, xml, json, toml, sql, yaml, chat, csv, logLines, settings, labels];

/** Forms that a name promises, as a notice calls them. */
const promised: readonly (readonly [extensions: RegExp, form: string])[] = [
  [/^(?:json5?|jsonl|ndjson|geojson|jsonld)$/, "JSON"],
  [/^(?:csv|tsv|tab)$/, "a table"],
  [/^xml$/, "XML"],
  [/^(?:vcf|vcard)$/, "vCard"],
  [/^ics$/, "iCalendar"],
];

/** Opens a reader of records for a text that has one of the known forms, by its content first and its name second. */
export function openRecords(path: string, text: string, isWhole: boolean): RecordReader | undefined {
  const name = (path.split(/[/›]/).at(-1) ?? path).trim().toLowerCase();
  const extension = /\.([^.]+)$/.exec(name)?.[1] ?? "";
  const head: TextHead = { path, extension, text: text.replace(/^\uFEFF/, ""), isWhole };
  if (head.text.trim() === "") return undefined;
  for (const form of forms) {
    const reader = form.open(head);
    if (reader !== undefined) return reader;
  }
  const [, form] = promised.find(([extensions]) => extensions.test(extension)) ?? [];
  return form === undefined ? undefined : unread(path, form);
}

function unread(path: string, form: string): RecordReader {
  const reason = `its name says ${form}, but its content is something else; read as text only`;
  return { feed: () => undefined, end: () => [{ kind: "notice", path, reason }] };
}
