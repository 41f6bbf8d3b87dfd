import { guarded } from "./dialect.ts";
import type { ContentShape, ObjectContent } from "./shape.ts";

/** Returns the columns that every value of a shape has, as dotted paths. */
export function pathsOf(shape: ContentShape, path = ""): readonly string[] {
  if (shape.kind === "cell") return [path === "" ? "value" : path];
  if (shape.kind === "list") return [...shape.item.properties.keys()].map((key) => joined(path, key));
  return [...shape.properties].flatMap(([key, inner]) => pathsOf(inner, joined(path, key)));
}

/** Returns whether values may have columns that the shape does not name. */
export function isOpen(shape: ContentShape): boolean {
  if (shape.kind === "list") return shape.item.isOpen;
  return shape.kind === "object" && (shape.isOpen || [...shape.properties.values()].some(isOpen));
}

/** Returns the cells of a value: path of a column -> text of its cell. Columns without a value are absent. */
export const cellsOf = (value: unknown, shape: ContentShape, decimal = "."): ReadonlyMap<string, string> =>
  new Map([...valuesOf(value, shape)].map(([path, cell]) => [path, cellText(cell, decimal)]));

/**
 * Returns the cells of a value: path of a column -> value of its cell. A list of objects gives a list for each of their
 * keys. Columns without a value are absent.
 */
export function valuesOf(value: unknown, shape: ContentShape): ReadonlyMap<string, unknown> {
  const cells = new Map<string, unknown>();
  collect({ value, shape, path: "", cells });
  return cells;
}

interface CellContext {
  readonly value: unknown;
  readonly shape: ContentShape;
  readonly path: string;
  readonly cells: Map<string, unknown>;
}

function collect({ value, shape, path, cells }: CellContext): void {
  if (value === undefined || value === null) return;
  if (shape.kind === "object" && isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const known = shape.properties.get(key) ?? { kind: "cell" };
      collect({ value: inner, shape: known, path: joined(path, key), cells });
    }
  } else if (shape.kind === "list" && Array.isArray(value) && value.every(isRecord)) {
    for (const key of keysOf(shape.item, value)) {
      const values = value.map((one) => (Object.hasOwn(one, key) ? one[key] : null));
      if (values.some((one) => one !== null)) cells.set(joined(path, key), sharedValue(values));
    }
  } else cells.set(path === "" ? "value" : path, value);
}

/** All objects of a list are often in the same file: a value that they share is written once. */
function sharedValue(values: readonly unknown[]): readonly unknown[] {
  const [first] = values;
  return values.every((one) => one === first) ? [first] : values;
}

const keysOf = (
  { properties }: ObjectContent,
  items: readonly Readonly<Record<string, unknown>>[],
): ReadonlySet<string> => new Set([...properties.keys(), ...items.flatMap((item) => Object.keys(item))]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const joined = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** Formats the text of one cell of CSV, which a spreadsheet must not run as a formula. */
function cellText(value: unknown, decimal: string): string {
  if (typeof value === "number") return String(value).replace(".", decimal);
  return isText(value) ? guarded(plainText(value)) : plainText(value);
}

const isText = (value: unknown): boolean => typeof value === "string" || (Array.isArray(value) && value.every(isPlain));

/** Returns the text of a value. Several plain values are joined with `; `; nested values become JSON. */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  // A null becomes an empty string between two separators, so that the values of several columns stay aligned.
  if (Array.isArray(value) && value.every(isPlain)) return value.join("; ");
  return JSON.stringify(value);
}

const isPlain = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);
