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
export function cellsOf(value: unknown, shape: ContentShape, decimal = "."): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  collect({ value, shape, path: "", cells, decimal });
  return cells;
}

interface CellContext {
  readonly value: unknown;
  readonly shape: ContentShape;
  readonly path: string;
  readonly cells: Map<string, string>;
  readonly decimal: string;
}

function collect({ value, shape, path, cells, decimal }: CellContext): void {
  if (value === undefined || value === null) return;
  if (shape.kind === "object" && isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const known = shape.properties.get(key) ?? { kind: "cell" };
      collect({ value: inner, shape: known, path: joined(path, key), cells, decimal });
    }
  } else if (shape.kind === "list" && Array.isArray(value) && value.every(isRecord)) {
    for (const key of keysOf(shape.item, value)) {
      const values = value.map((one) => (Object.hasOwn(one, key) ? one[key] : null));
      if (values.some((one) => one !== null)) cells.set(joined(path, key), cellText(sharedValue(values), decimal));
    }
  } else cells.set(path === "" ? "value" : path, cellText(value, decimal));
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

/** Formats the text of one cell. Several plain values are joined with `; `; nested values become JSON. */
function cellText(value: unknown, decimal: string): string {
  if (typeof value === "string") return guarded(value);
  if (typeof value === "number") return String(value).replace(".", decimal);
  if (!Array.isArray(value)) return JSON.stringify(value);
  // A null becomes an empty string between two separators, so that the values of several columns stay aligned.
  return value.every(isPlain) ? guarded(value.join("; ")) : JSON.stringify(value);
}

const isPlain = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);
