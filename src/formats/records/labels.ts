import { FieldCollector } from "./collector.ts";
import { columnWordShare } from "./column-words.ts";
import { FieldTree } from "./field-tree.ts";
import { firstLines, LineSplitter } from "./lines.ts";
import type { RecordForm, RecordReader } from "./record-reader.ts";

const notForms =
  /^(?:[cm]?[jt]sx?|py|java|kt|c|h|cpp|hpp|cs|go|rs|rb|php|swift|scala|sh|bash|ps1|sql|css|scss|less|html?|vue|svelte|json\w*|xml|svg|tex|lock|diff|patch)$/;

/** A text that is filled in like a form: `Name: Ines Falk`, `Telefon ....... 030 901820`. */
export const labels: RecordForm = {
  open(head) {
    if (notForms.test(head.extension)) return undefined;
    const lines = firstLines(head, 1000);
    const found = new Set(lines.flatMap((line) => labelledIn(line).map(({ label }) => label)));
    const isShort = head.isWhole && lines.length <= 10;
    return found.size >= 2 || (found.size === 1 && isShort) ? reader(head.path) : undefined;
  },
};

interface Labelled {
  readonly label: string;
  readonly value: string;
}

const labelled =
  /^[\s>*•·\-–|[\]xX()\d.]{0,12}?\*{0,2}(\p{L}[\p{L}\p{N} .,'’()/&-]{0,58}?)\*{0,2}\s?(?:[:：]\*{0,2}|(?: ?\.){3,}:?|_{3,}|…+)\s*(\S.{0,500})$/u;
const aligned = /^\s{0,8}(\p{L}[\p{L} ./-]{1,40}?)(?:\t+| {3,})(\S.{0,200})$/u;
const alone = /^\s{0,8}(\p{L}[\p{L} ./-]{1,40}?)\s?[:：]\s*$/u;

function labelledIn(line: string): readonly Labelled[] {
  if (line.length > 600) return [];
  // Two pairs in one line: `Name: Ines Falk    Telefon: 030 901820`.
  const parts = line.split(/(?:\t| {3,})(?=\p{L}[\p{L} .-]{1,40}[:：] ?\S)/u);
  return parts.flatMap((part) => {
    const [, label = "", value = ""] = labelled.exec(part) ?? [];
    if (isLabel(label, 1 / 3) && !isCode(value)) return [{ label: label.trim(), value: cleaned(value) }];
    const [, own = "", beside = ""] = aligned.exec(part) ?? [];
    return isLabel(own, 1) ? [{ label: own.trim(), value: cleaned(beside) }] : [];
  });
}

const isLabel = (label: string, share: number): boolean =>
  label !== "" &&
  !isEndOfSentence(label) &&
  columnWordShare(label) >= (label.trim().split(/\s+/).length > 2 ? Math.max(share, 0.6) : share);

/** `Grohne). Addresses: #12`, `by 15.09.2025. Salary 45,000 EUR. Location: Gera`: sentences before the label. */
const isEndOfSentence = (label: string): boolean =>
  label.split("(").length !== label.split(")").length ||
  /(?:[\p{L}\p{N}]{5,}|\d|\d \p{Lu}{2,4})\. \p{Lu}|\d[.,]\d{3}/u.test(label);

/** `username: z.string(),`: a line of an example in a manual. */
const isCode = (value: string): boolean => /^[\w.$]+\(.*\)[,;]?$|[;{([]$/.test(value.trim());

/** Underscores and dots that were to be written on. */
const cleaned = (value: string): string => value.replace(/^[_.\s]+|[_\s|]+$/g, "");

function reader(path: string): RecordReader {
  const collector = new FieldCollector();
  const { root } = new FieldTree(collector);
  let seen = new Set<string>();
  let waiting: string | undefined;
  collector.records = 1;
  const add = ({ label, value }: Labelled, line: number): void => {
    if (seen.has(label)) {
      seen = new Set();
      collector.records++;
    }
    seen.add(label);
    root.key(label).add(value, collector.records, line);
  };
  const lines = new LineSplitter((line, number) => {
    const found = labelledIn(line);
    for (const one of found) add(one, number);
    // The value may stand in the next line.
    if (
      waiting !== undefined &&
      found.length === 0 &&
      line.trim() !== "" &&
      line.length <= 120 &&
      !line.includes(":")
    ) {
      add({ label: waiting, value: line.trim() }, number);
    }
    const [, label] = found.length === 0 ? (alone.exec(line) ?? []) : [];
    waiting = label !== undefined && isLabel(label, 1) ? label : undefined;
  });
  return {
    feed: (text) => lines.feed(text),
    end: () => {
      lines.end();
      return collector.pieces(path);
    },
  };
}
