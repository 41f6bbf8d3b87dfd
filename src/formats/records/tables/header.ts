import { type CellKind, isShortNumber, isValueKind, kindOf } from "../cells.ts";
import { columnWordShare } from "../column-words.ts";

/** Where the records of a table start, and the names of its columns. */
export interface TableStart {
  /** Index of the first record among the rows. */
  readonly first: number;
  /** The cells of the header; undefined when the table has none. */
  readonly header: readonly string[] | undefined;
  readonly width: number;
  /** How sure it is that the rows have a header: the number of columns that say so. */
  readonly evidence: number;
}

const mostTitleRows = 12;

/** Decides from the first rows of a table which of them is the header. Rows above it are titles. */
export function findHeader(rows: readonly (readonly string[])[]): TableStart {
  const width = usualWidth(rows);
  const last = Math.min(rows.length, mostTitleRows);
  for (let at = 0; at < last; at++) {
    const cells = rows[at] ?? [];
    // A title fills the first cell, or is the only cell of its row.
    if (filled(cells) < Math.max(1, Math.ceil(width / 2)) || cells.length * 2 <= width) continue;
    const body = rows.slice(at + 1);
    const evidence = headerEvidence(cells, body);
    if (evidence < 1) {
      const isFollowed = body.slice(0, 4).some((next, index) => isNamedRow(next, body.slice(index + 1)));
      if (isRecord(cells, width) || !isFollowed) break;
      continue;
    }
    return withSecondHeader(rows, at, { width, evidence });
  }
  const first = rows.findIndex((cells) => filled(cells) >= Math.max(1, Math.ceil(width / 2)));
  return { first: Math.max(0, first), header: undefined, width, evidence: 0 };
}

/** A row with values is not a title, so no header follows it. */
function isRecord(cells: readonly string[], width: number): boolean {
  return filled(cells) * 4 >= width * 3 && cells.some((cell) => isValueKind(kindOf(cell)));
}

/** Whether a header may follow a full row, such as codes of questions: most cells are known names. */
function isNamedRow(cells: readonly string[], body: readonly (readonly string[])[]): boolean {
  return body.length > 0 && knownCells(cells) * 2 >= filled(cells);
}

const knownCells = (cells: readonly string[]): number =>
  cells.filter((cell) => columnWordShare(cell.trim()) >= 1 / 3).length;

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== "").length;

/** Returns the number of cells, without empty ones at the end, that most rows have; the larger one of equals. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const cells of rows) {
    let length = cells.length;
    while (length > 0 && (cells[length - 1] ?? "").trim() === "") length--;
    if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, ofA], [b, ofB]) => ofB - ofA || b - a);
  return best?.[0] ?? 1;
}

/** Counts the columns for which a row is a name and the rows below are values. 0: the row is no header. */
export function headerEvidence(cells: readonly string[], body: readonly (readonly string[])[]): number {
  const named = cells.flatMap((cell, index) => (cell.trim() === "" ? [] : [{ cell: cell.trim(), index }]));
  if (named.length === 0) return 0;
  const values = named.filter(({ cell }) => isValueKind(kindOf(cell)) && !isShortNumber(cell));
  const labels = named.filter(({ cell }) => /\p{L}/u.test(cell) && !isValueKind(kindOf(cell)));
  const columns = named.map(({ cell, index }) =>
    columnEvidence(
      cell,
      body.map((row) => row[index] ?? ""),
    ),
  );
  const known = columns.filter((one) => one === "known").length;
  const differing = columns.filter((one) => one === "differs").length;
  const repeated = columns.filter((one) => one === "repeated").length;
  const isOfValues = values.length * 3 > named.length || (values.length > 0 && known === 0);
  if (isOfValues || labels.length * 2 < named.length) return 0;
  // A row of values often has a cell that is also a word for columns, such as a street.
  const isKnown = known >= 2 || known * 3 >= named.length || (known > 0 && differing > 0);
  const isTyped = differing > 0 && columns.every((one) => one !== "alike");
  if (!isKnown && !isTyped)
    return areIdentifiers(
      named.map(({ cell }) => cell),
      body,
    )
      ? 1
      : 0;
  return Math.max(0, known + differing - repeated);
}

type ColumnEvidence = "known" | "differs" | "repeated" | "alike" | "none";

/** `alike`: the column consists of typed values, and so does the cell. */
function columnEvidence(cell: string, body: readonly string[]): ColumnEvidence {
  const below = body.filter((value) => kindOf(value) !== "empty");
  if (below.some((value) => value.trim() === cell)) return "repeated";
  const usual = usualKind(below);
  const isTyped = isValueKind(usual) || usual === "flag";
  const own = kindOf(cell);
  if (isTyped && isValueKind(own) && !isShortNumber(cell)) return "alike";
  if (columnWordShare(cell) >= 1 / 3) {
    const alsoBelow = below.filter((value) => columnWordShare(value) >= 1 / 3).length;
    if (alsoBelow * 3 <= below.length || below.length === 0) return "known";
  }
  return isTyped && (own === "word" || own === "text" || own === "flag") ? "differs" : "none";
}

function usualKind(cells: readonly string[]): CellKind {
  const counts = new Map<CellKind, number>();
  for (const cell of cells) counts.set(kindOf(cell), (counts.get(kindOf(cell)) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best !== undefined && best[1] * 5 >= cells.length * 4 ? best[0] : "text";
}

/** `first_field;otherField`: the spelling of programs, which the rows below do not have. */
function areIdentifiers(names: readonly string[], body: readonly (readonly string[])[]): boolean {
  const isIdentifier = (text: string): boolean =>
    /^[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)+$|^[a-z]+(?:[A-Z][a-z0-9]+)+$/.test(text.trim());
  const isOfIdentifiers = (cells: readonly string[]): boolean => cells.filter(isIdentifier).length * 2 > cells.length;
  return isOfIdentifiers(names) && !body.some(isOfIdentifiers);
}

/**
 * A second row of names follows where the first one holds groups (`Customer;;Address;`) or where both rows are names,
 * such as names for people and names for programs. Groups are put before the names with a dot.
 */
function withSecondHeader(
  rows: readonly (readonly string[])[],
  at: number,
  { width, evidence }: Pick<TableStart, "width" | "evidence">,
): TableStart {
  const [upper, lower] = [rows[at] ?? [], rows[at + 1] ?? []];
  const body = rows.slice(at + 2);
  const below = body.length > 0 && filled(lower) * 2 >= width ? headerEvidence(lower, body) : 0;
  const isNames = below >= 1 && lower.every((cell) => !isValueKind(kindOf(cell)) || isShortNumber(cell));
  if (!isNames || below * 2 < filled(lower) || knownCells(lower) * 2 < filled(lower))
    return { first: at + 1, header: upper, width, evidence };
  if (filled(upper) < filled(lower)) return { first: at + 2, header: grouped(upper, lower), width, evidence: below };
  return { first: at + 2, header: evidence >= below ? upper : lower, width, evidence: Math.max(evidence, below) };
}

function grouped(upper: readonly string[], lower: readonly string[]): readonly string[] {
  let group = "";
  return lower.map((cell, index) => {
    const above = (upper[index] ?? "").trim();
    if (above !== "") group = above;
    if (cell.trim() === "") return group;
    return group === "" ? cell : `${group.replaceAll(".", "")}.${cell.trim()}`;
  });
}
