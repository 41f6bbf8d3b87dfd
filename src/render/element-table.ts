import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";
import { cutTo, oneLine, padded, paddedLeft } from "./live/fit.ts";
import { placeOf } from "./report/index.ts";
import { textWidth } from "./table.ts";

/** A column of elements: a key, or the element itself where it is no object. */
export interface ElementColumn {
  readonly title: string;
  /** Null: the whole element. */
  readonly key: string | null;
}

/** The keys that the elements have: those of the schema first, in its order, then others as they come. */
export function elementColumns(known: readonly string[], sample: readonly JsonValue[]): readonly ElementColumn[] {
  const objects = sample.filter(isJsonObject);
  const present = new Set(objects.flatMap((element) => Object.keys(element)));
  const keys = [...known.filter((key) => present.has(key)), ...[...present].filter((key) => !known.includes(key))];
  const columns = keys.map((key): ElementColumn => ({ title: oneLine(key), key }));
  return objects.length === sample.length ? columns : [...columns, { title: "value", key: null }];
}

/** The value of a cell; undefined: the element has none. */
export function cellOf(element: JsonValue, { key }: ElementColumn): JsonValue | undefined {
  if (key === null) return isJsonObject(element) ? undefined : element;
  return isJsonObject(element) && Object.hasOwn(element, key) ? element[key] : undefined;
}

export interface ElementTableOptions {
  /** null: as wide as it is. */
  readonly width: number | null;
  readonly ascii: boolean;
}

/** Lines of a table whose widths were measured on a sample. */
export interface ElementTable {
  readonly head: string;
  readonly row: (element: JsonValue) => string;
  /** Columns for which there was no room. */
  readonly left: readonly string[];
}

/** Narrower than this a column tells nothing: rather the last ones are left out. */
const narrowest = 12;
const gap = 2;

/** A table fitted to a width: the widest columns give way first, then the last ones are left out. */
export function elementTable(
  columns: readonly ElementColumn[],
  sample: readonly JsonValue[],
  { width, ascii }: ElementTableOptions,
): ElementTable {
  const shownOf = (element: JsonValue, column: ElementColumn): JsonValue | undefined => {
    const value = cellOf(element, column);
    return width === null ? value : inShort(value);
  };
  const natural = columns.map((column) =>
    sample.reduce<number>(
      (widest, element) => Math.max(widest, textWidth(cellText(shownOf(element, column)))),
      textWidth(column.title),
    ),
  );
  const widths = width === null ? natural : fitted(natural, width);
  const shown = columns.slice(0, widths.length);
  const isRight = shown.map((column) => sample.every((element) => isNumeric(shownOf(element, column))));
  const mark = ascii ? "..." : "…";
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const room = widths[i] ?? 0;
        const text = width === null ? cell : cutTo(cell, room, mark);
        return isRight[i] ? paddedLeft(text, room) : padded(text, room);
      })
      .join(" ".repeat(gap))
      .trimEnd();
  return {
    head: line(shown.map(({ title }) => title)),
    row: (element) => line(shown.map((column) => cellText(shownOf(element, column)))),
    left: columns.slice(widths.length).map(({ title }) => title),
  };
}

/** On a terminal a place is told as people write it, and the first twelve digits of an id or a digest tell it apart. */
function inShort(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value === "string" && /^[0-9a-f]{32,64}$/.test(value)) return value.slice(0, 12);
  return isLocator(value) ? placeOf(value) : value;
}

const isLocator = (value: JsonValue | undefined): value is JsonObject => {
  if (!isJsonObject(value)) return false;
  const { kind, path, table } = value;
  if (kind === "file" || kind === "field") return typeof path === "string";
  return (kind === "table" || kind === "column") && typeof table === "string";
};

const isNumeric = (value: JsonValue | undefined): boolean => value === undefined || typeof value === "number";

function cellText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return oneLine(
    isJsonObject(value)
      ? Object.entries(value)
          .map(([key, one]) => `${key}: ${plain(one)}`)
          .join(", ")
      : plain(value),
  );
}

/** A row is for eyes: quotes and braces of the outermost level would fill it. */
const plain = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Columns that fit are as wide as they are; the others share what is left. */
function fitted(natural: readonly number[], width: number): readonly number[] {
  let count = natural.length;
  const least = (some: number): number =>
    natural.slice(0, some).reduce((sum, one) => sum + Math.min(one, narrowest), gap * (some - 1));
  while (count > 1 && least(count) > width) count -= 1;
  const room = Math.max(1, width - gap * (count - 1));
  const kept = natural.slice(0, count);
  const most = sharedLimit(kept, room);
  return kept.map((one) => Math.min(one, most));
}

/** The largest width that no column may pass so that all fit. */
function sharedLimit(widths: readonly number[], room: number): number {
  let left = room;
  const ascending = widths.toSorted((a, b) => a - b);
  for (const [i, width] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - i));
    if (width > share) return Math.max(1, share);
    left -= width;
  }
  return Number.POSITIVE_INFINITY;
}

/** `{ columns, row }` of a table as JSON. */
export function elementRow(columns: readonly ElementColumn[], element: JsonValue): readonly JsonValue[] {
  return columns.map((column) => cellOf(element, column) ?? null);
}

/** Keys of a stream's elements in the order of the JSON Schema of the content; none when it does not say. */
export function schemaKeys(schema: JsonObject | null, stream: string | null): readonly string[] {
  const at = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
    isJsonObject(value) ? value[key] : undefined;
  if (schema === null || stream === null) return [];
  let items = at(at(at(schema, "properties"), stream), "items");
  const ref = at(items, "$ref");
  if (typeof ref === "string" && ref.startsWith("#/")) {
    items = ref.slice(2).split("/").reduce<JsonValue | undefined>(at, schema);
  }
  const properties = at(items, "properties");
  return isJsonObject(properties) ? Object.keys(properties) : [];
}
