import { binaryCell, type DumpCell, type DumpTable } from "../../formats/index.ts";
import { type Cell, type ColumnSample, gatherRows, seededRandom } from "../databases/index.ts";

/** Which rows of a table are kept. */
export interface SamplingOptions {
  readonly sampling: "first" | "random";
  readonly seed: number;
  readonly rows: number;
  readonly maxCellChars: number;
}

/** The rows of one table, counted, and a sample of them kept. */
export interface TableSample {
  readonly add: (cells: readonly DumpCell[]) => void;
  readonly total: () => number;
  /** Returns one sample for each column, in order. */
  readonly done: () => ColumnSample[];
}

const binary = new Uint8Array();
const isBinaryType = (type: string): boolean => /^(?:tiny|medium|long)?blob|binary|^bytea/i.test(type);

/** Keeps a sample of a table's rows while they pass. */
export function sampleTable({ columns, name }: DumpTable, options: SamplingOptions): TableSample {
  const isBinary = columns.map(({ type }) => isBinaryType(type));
  const cellsOf = (cells: readonly DumpCell[]): Cell[] =>
    isBinary.map((isOfBytes, at) => {
      const cell = cells[at] ?? null;
      return cell === null ? null : cell === binaryCell || isOfBytes ? binary : cell;
    });
  const gatherer = gatherRows(
    columns.map((column) => column.name),
    options.maxCellChars,
  );
  const kept = options.sampling === "first" ? firstRows(options.rows, gatherer.add) : randomRows(name.name, options);
  let total = 0;
  return {
    add(cells) {
      total += 1;
      const place = kept.place(total);
      if (place !== undefined) kept.put(place, cellsOf(cells));
    },
    total: () => total,
    done() {
      for (const row of kept.held()) gatherer.add(row);
      return gatherer.done();
    },
  };
}

/** Decides for the row of each number, from 1, whether and where it is kept. */
interface KeptRows {
  readonly place: (number: number) => number | undefined;
  readonly put: (place: number, row: readonly Cell[]) => void;
  readonly held: () => readonly (readonly Cell[])[];
}

function firstRows(rows: number, add: (row: readonly Cell[]) => void): KeptRows {
  return { place: (number) => (number <= rows ? number : undefined), put: (_, row) => add(row), held: () => [] };
}

/** Algorithm R of Vitter: every row has the same chance, though their number is not known before the end. */
function randomRows(table: string, { rows, seed, maxCellChars }: SamplingOptions): KeptRows {
  const random = seededRandom(seed, table);
  const held: { readonly number: number; readonly row: readonly Cell[] }[] = [];
  let current = 0;
  return {
    place(number) {
      current = number;
      if (number <= rows) return number - 1;
      const place = Math.floor(random() * number);
      return place < rows ? place : undefined;
    },
    put(place, row) {
      // One character more tells that the value is cut.
      const cut = row.map((cell) => (typeof cell === "string" ? cell.slice(0, maxCellChars + 1) : cell));
      held[place] = { number: current, row: cut };
    },
    held: () => held.toSorted((a, b) => a.number - b.number).map(({ row }) => row),
  };
}
