import { type FieldCollector, type FieldReader, isFieldName } from "./collector.ts";

const longestCell = 4000;
const mostColumns = 300;

/** Reads the cells of a CSV file under its header, `isHeader` says whether the first row is one. */
export function readCsv(collector: FieldCollector, isHeader: (cells: readonly string[]) => boolean): FieldReader {
  let delimiter: string | undefined;
  let head = "";
  let header: readonly string[] | undefined;
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  let wasQuote = false;
  let isBroken = false;

  const endRow = (): void => {
    row.push(cell);
    cell = "";
    const cells = row;
    row = [];
    if (cells.length === 1 && cells[0] === "") return;
    if (header === undefined) {
      const names = cells.map((name) => name.trim());
      header = names;
      isBroken =
        names.length < 2 ||
        names.length > mostColumns ||
        !names.every(isFieldName) ||
        new Set(names).size < names.length ||
        !isHeader(names);
    } else
      for (const [index, name] of header.entries())
        if ((cells[index] ?? "") !== "") collector.add(name, cells[index] ?? "");
  };
  const take = (text: string): void => {
    if (cell.length < longestCell) cell += text;
  };
  const special = (character: string): void => {
    if (isQuoted) {
      if (character === '"') isQuoted = false;
      else take(character);
      wasQuote = character === '"';
      return;
    }
    if (character === '"') {
      if (wasQuote) take('"');
      isQuoted = cell === "" || wasQuote;
    } else if (character === delimiter) {
      row.push(cell);
      cell = "";
    } else if (character === "\n") endRow();
    wasQuote = false;
  };
  const token = /["\n\r,;\t|]|[^"\n\r,;\t|]+/g;
  const read = (piece: string): void => {
    for (const [text] of piece.matchAll(token)) {
      if (isBroken) return;
      if (text === '"' || text === "\n" || text === delimiter) special(text);
      else if (text !== "\r" || isQuoted) {
        take(text);
        wasQuote = false;
      }
    }
  };
  return {
    feed(piece) {
      if (isBroken) return;
      if (delimiter !== undefined) return read(piece);
      head += piece;
      if (!head.includes("\n") && head.length < 100_000) return;
      delimiter = delimiterOf(head);
      isBroken = delimiter === undefined;
      read(head.replace(/^\uFEFF/, ""));
    },
    end() {
      if (delimiter !== undefined && (cell !== "" || row.length > 0) && !isBroken) endRow();
      return !isBroken && header !== undefined;
    },
  };
}

/** The separator that the first line has most of. */
function delimiterOf(text: string): string | undefined {
  const first = text.slice(0, text.indexOf("\n") < 0 ? text.length : text.indexOf("\n"));
  const counted = [",", ";", "\t", "|"].map((separator) => ({ separator, count: first.split(separator).length - 1 }));
  const [best] = counted.sort((a, b) => b.count - a.count);
  return best === undefined || best.count === 0 ? undefined : best.separator;
}
