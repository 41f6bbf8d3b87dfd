import { columnWordShare } from "../column-words.ts";
import type { RecordForm, RecordReader, TextHead } from "../record-reader.ts";
import { alignedColumns, type Dialect, RowSplitter } from "./csv-rows.ts";
import { guessTable, isRule, oneColumn, regularityOf, type TableGuess } from "./dialect.ts";
import { readTable } from "./table.ts";

const tableExtensions: ReadonlySet<string> = new Set(["csv", "tsv", "tab", "psv", "ssv"]);

/** Tables as text: any delimiter, with or without a header, titles and comments above it. */
export const csv: RecordForm = {
  open(head) {
    const { text, isWhole, extension } = head;
    if (tableExtensions.has(extension)) {
      const guess = guessTable(text, { isWhole, isPossible: () => true });
      const table = guess !== undefined && isPlausible(guess) ? guess : oneColumn(head.text, head.isWhole);
      return table && reader(head, table);
    }
    if (notTables.test(extension) && !printedTable.test(text)) return undefined;
    const guess = guessTable(text, { isWhole, isPossible: canBeCertain });
    return guess !== undefined && isCertain(guess) ? reader(head, guess) : undefined;
  },
};

/** A file whose name says that it is a table. */
function isPlausible({ regularity, start, dialect: { delimiter } }: TableGuess): boolean {
  if (delimiter === ":" || delimiter === alignedColumns) return regularity >= 0.8 && start.evidence >= 2;
  return regularity >= 0.4 || start.evidence >= 2;
}

/** A file whose name says nothing: prose with commas, source code and logs must not become tables. */
function isCertain({ regularity, rows, start, width, dialect: { delimiter } }: TableGuess): boolean {
  if (start.header === undefined || start.first > mostTitles + 1) return false;
  const records = rows - start.first;
  if (records < fewestRecords(delimiter)) return false;
  const needed = Math.max(1, Math.min(2, width - 1));
  if (start.evidence < needed || !start.header.every(isPlainName) || start.header.every(isUnknown)) return false;
  if (delimiter === alignedColumns || delimiter === ":") return regularity >= 0.9 && start.evidence >= 2;
  return regularity >= leastRegularity;
}

const leastRegularity = 0.8;
const fewestRecords = (delimiter: string): number => (delimiter === "\t" ? 1 : 2);

/** Whether a table that starts at one of the first rows is regular enough to be certain. */
function canBeCertain(rows: readonly (readonly string[])[], delimiter: string): boolean {
  const last = Math.min(mostTitles + 1, rows.length - fewestRecords(delimiter));
  for (let first = 1; first <= last; first++) {
    const { width, regularity } = regularityOf(rows.slice(first - 1));
    if (width >= 2 && regularity >= leastRegularity) return true;
  }
  return false;
}

const mostTitles = 4;

/** Not a part of a sentence or of a program. */
const isPlainName = (cell: string): boolean =>
  cell.trim() === "" ||
  (/^[^={}<>;"]*[^={}<>;".!]$|^\p{L}+\.$/u.test(cell.trim()) && cell.trim().split(/\s+/).length <= 6);

const isUnknown = (cell: string): boolean => columnWordShare(cell) === 0;

const notTables =
  /^(?:[cm]?[jt]sx?|py|java|kt|c|h|cpp|hpp|cs|go|rs|rb|php|swift|scala|sh|bash|ps1|sql|css|scss|less|html?|vue|svelte|md|markdown|rst|tex|ya?ml|xml|svg|toml|ini|eml|vcf|ics)$/;

/** A Markdown file that starts with a table. */
const printedTable = /^\s*\|[^\n]+\|\s*\n\s*\|(?:\s*:?-+:?\s*\|){2,}/;

function reader(head: TextHead, guess: TableGuess): RecordReader {
  const table = readTable({ path: head.path });
  const skip = guess.skippedLines;
  let rowNumber = 0;
  const splitter = new RowSplitter(guess.dialect satisfies Dialect, (cells, line) => {
    rowNumber++;
    if (line > skip && !isRule(cells)) table.row(cells, rowNumber, line);
  });
  return {
    feed: (text) => splitter.feed(text),
    end: () => {
      splitter.end();
      return table.end();
    },
  };
}
