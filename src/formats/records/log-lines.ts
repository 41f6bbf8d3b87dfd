import type { FieldPiece, NoticePiece } from "../piece.ts";
import { FieldCollector } from "./collector.ts";
import { FieldTree } from "./field-tree.ts";
import { firstLines, LineSplitter } from "./lines.ts";
import { addValues } from "./plain-values.ts";
import type { RecordForm, RecordReader, TextHead } from "./record-reader.ts";

const logExtensions = /^(?:log|out|err|trace|audit|\d+)$/;
const neverLogs =
  /^(?:[cm]?[jt]sx?|py|java|kt|c|h|cpp|hpp|cs|go|rs|rb|php|swift|scala|sh|bash|zsh|ps1|bat|sql|css|scss|less|html?|vue|svelte|ya?ml|json\w*|xml|svg|toml|ini|cfg|conf|properties|env|eml|vcf|ics|csv|tsv|tab|md|tex)$/;

/** Lines of a log: JSON behind a prefix, `key=value`, and the lines of web servers. */
export const logLines: RecordForm = {
  open(head) {
    if (neverLogs.test(head.extension)) return undefined;
    return logExtensions.test(head.extension) || areLogLines(head) ? new LogReader(head.path) : undefined;
  },
};

function areLogLines(head: TextHead): boolean {
  const lines = firstLines(head);
  const structured = lines.filter((line) => jsonIn(line) !== undefined || isAccess(line) || pairsIn(line).length >= 2);
  return structured.length >= 3 && structured.length * 2 >= lines.length;
}

class LogReader implements RecordReader {
  readonly #path: string;
  readonly #collector = new FieldCollector();
  readonly #tree = new FieldTree(this.#collector);
  readonly #lines = new LineSplitter((line, number) => this.#read(line, number));

  constructor(path: string) {
    this.#path = path;
  }

  feed(text: string): void {
    this.#lines.feed(text);
  }

  end(): readonly (FieldPiece | NoticePiece)[] {
    this.#lines.end();
    return this.#collector.pieces(this.#path);
  }

  #read(line: string, number: number): void {
    const place = { row: number, line: number };
    const { root } = this.#tree;
    const json = jsonIn(line);
    if (json !== undefined) addValues(root, json.value, place);
    const access = accessLine.exec(line);
    if (access !== null) {
      root.key("client").add(access[1] ?? "", number, number);
      if (access[2] !== "-") root.key("user").add(access[2] ?? "", number, number);
    } else {
      const rest = json === undefined ? line : line.slice(0, json.start);
      for (const [key, value] of pairsIn(rest)) root.key(key).add(value, number, number);
    }
    if (json !== undefined || access !== null || line.includes("=")) this.#collector.records++;
  }
}

/** The common and the combined log format of Apache and nginx. */
const accessLine = /^(\S{2,64}) \S+ (\S{1,64}) \[[^\]]{10,40}\] "/;
const isAccess = (line: string): boolean => accessLine.test(line);

/** Returns the object at the end of a line, and where it starts. */
function jsonIn(line: string): { readonly value: unknown; readonly start: number } | undefined {
  const end = line.lastIndexOf("}");
  if (end < 0) return undefined;
  for (let start = line.indexOf("{"), tries = 0; start >= 0 && start < end && tries < 4; tries++) {
    if (/^\{\s*"/.test(line.slice(start, start + 20))) {
      const value = parsed(line.slice(start, end + 1)) ?? parsed(line.slice(start, end + 1).replace(/\\"/g, '"'));
      if (typeof value === "object" && value !== null) return { value, start };
    }
    start = line.indexOf("{", start + 1);
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const pair =
  /(?<=^|[\s,;|[{(])([\p{L}_][\p{L}\p{N}_.-]{0,60})=("(?:[^"\\]|\\.){0,2000}"|'[^']{0,2000}'|[^\s,;|})\]"']{1,2000})/gu;

/** Returns the pairs `key=value` and `key="a value"` of a line. */
function pairsIn(line: string): readonly (readonly [key: string, value: string])[] {
  if (!line.includes("=")) return [];
  return [...line.matchAll(pair)].map(([, key = "", value = ""]) => [key, unquoted(value)] as const);
}

function unquoted(value: string): string {
  const quote = value.charAt(0);
  if (quote !== '"' && quote !== "'") return value;
  const inner = value.slice(1, -1);
  return quote === '"' ? inner.replace(/\\(["\\])/g, "$1") : inner;
}
