import type { FieldPiece, NoticePiece } from "../../piece.ts";
import { FieldCollector } from "../collector.ts";
import { FieldTree } from "../field-tree.ts";
import type { RecordForm, RecordReader, TextHead } from "../record-reader.ts";
import { JsonValues } from "./json-values.ts";

const extensions: ReadonlySet<string> = new Set(
  "json jsonl ndjson ldjson geojson topojson json5 jsonc har webmanifest ipynb jsonld".split(" "),
);

/** What exports put before JSON: comments, `window.data = `, `callback(`, protection against inclusion. */
const lead =
  /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]{0,20000}?\*\/|#[^\n]*\n|\)\]\}',?|(?:var|let|const|export default)\b|[\w.$]{1,80}\s*[=(])*/;

/** JSON, JSON lines and documents one after another, with comments and commas at the end. */
export const json: RecordForm = {
  open(head) {
    const start = lead.exec(head.text)?.[0].length ?? 0;
    const isOpening = /[{[]/.test(head.text.charAt(start));
    const isNamed = extensions.has(head.extension);
    if (!isOpening) return undefined;
    return isNamed || isJson(head, start) ? new JsonRecords(head.path, start, head.text) : undefined;
  },
};

/** Whether the first part of a text can be read, and has keys. */
function isJson({ text, isWhole }: TextHead, start: number): boolean {
  const values = new JsonValues(new FieldTree(new FieldCollector()));
  values.feed(text.slice(start));
  if (isWhole) values.end();
  const { keys, documents, problems } = values;
  return keys > 0 && (problems === 0 || (documents > 2 && problems * 10 < documents));
}

class JsonRecords implements RecordReader {
  readonly #path: string;
  readonly #collector = new FieldCollector();
  readonly #values: JsonValues;
  #skip: number;

  constructor(path: string, skip: number, text: string) {
    this.#path = path;
    this.#skip = skip;
    const before = text.slice(0, skip);
    const lastLine = before.lastIndexOf("\n");
    const line = before.split("\n").length;
    this.#values = new JsonValues(new FieldTree(this.#collector), { line, column: skip - lastLine });
  }

  feed(text: string): void {
    const from = Math.min(this.#skip, text.length);
    this.#skip -= from;
    this.#values.feed(from === 0 ? text : text.slice(from));
  }

  end(): readonly (FieldPiece | NoticePiece)[] {
    this.#values.end();
    this.#collector.records = this.#values.records;
    const pieces = this.#collector.pieces(this.#path);
    const reasons = [this.#values.problem, this.#collector.incomplete].filter((reason) => reason !== undefined);
    return [...pieces, ...reasons.map((reason) => ({ kind: "notice", path: this.#path, reason }) as const)];
  }
}
