import type { ObjectShape, Shape } from "./shape.ts";

/** The columns that a shape has for certain, as dotted paths. */
export function pathsOf(shape: Shape, path = ""): readonly string[] {
  if (shape.kind === "cell") return [path === "" ? "value" : path];
  if (shape.kind === "list") return [...shape.item.properties.keys()].map((key) => joined(path, key));
  return [...shape.properties].flatMap(([key, inner]) => pathsOf(inner, joined(path, key)));
}

/** Whether values may have columns that the shape does not name. */
export function isOpen(shape: Shape): boolean {
  if (shape.kind === "list") return shape.item.isOpen;
  return shape.kind === "object" && (shape.isOpen || [...shape.properties.values()].some(isOpen));
}

/** Path of a column -> text of its cell; columns without a value are absent. */
export function cellsOf(value: unknown, shape: Shape): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  collect({ value, shape, path: "", cells });
  return cells;
}

interface Place {
  readonly value: unknown;
  readonly shape: Shape;
  readonly path: string;
  readonly cells: Map<string, string>;
}

function collect({ value, shape, path, cells }: Place): void {
  if (value === undefined || value === null) return;
  if (shape.kind === "object" && isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const known = shape.properties.get(key) ?? { kind: "cell" };
      collect({ value: inner, shape: known, path: joined(path, key), cells });
    }
  } else if (shape.kind === "list" && Array.isArray(value) && value.every(isRecord)) {
    for (const key of keysOf(shape.item, value)) {
      const values = value.map((one) => (Object.hasOwn(one, key) ? one[key] : null));
      if (values.some((one) => one !== null)) cells.set(joined(path, key), cellText(values));
    }
  } else cells.set(path === "" ? "value" : path, cellText(value));
}

const keysOf = (
  { properties }: ObjectShape,
  items: readonly Readonly<Record<string, unknown>>[],
): ReadonlySet<string> => new Set([...properties.keys(), ...items.flatMap((item) => Object.keys(item))]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const joined = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** Several plain values in one cell are set apart by `; `; anything with structure is JSON. */
function cellText(value: unknown): string {
  if (typeof value === "string") return guarded(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  // A null joins as nothing between two separators, so that the values of several columns stay side by side.
  return value.every(isPlain) ? guarded(value.join("; ")) : JSON.stringify(value);
}

const isPlain = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);

/*
 * A spreadsheet would take such a text for a formula, and run it; an apostrophe makes it a text. Numbers are written as
 * they are: `-5` stays a number.
 */
export const guarded = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

/** A row of RFC 4180, line break included. */
export function csvRow(cells: readonly string[]): string {
  // An empty line is no row to many readers.
  return cells.length === 1 && cells[0] === "" ? '""\r\n' : `${cells.map(quoted).join(",")}\r\n`;
}

/** The first row: names of columns may come from others, too. */
export const csvHead = (columns: readonly string[]): string => csvRow(columns.map(guarded));

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
