import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { cutTo, oneLine, padded, paddedLeft, textWidth } from "../text/index.ts";
import { abbreviate } from "./abbreviate.ts";
import { cellOf, chosenColumns, type ElementColumn } from "./columns.ts";

interface ElementTableOptions {
  /** null: unlimited. */
  readonly width: number | null;
  readonly ascii: boolean;
}

/** Lines of a table whose widths were measured on a sample. */
interface FittedTable {
  readonly head: string;
  readonly row: (element: JsonValue) => string;
  /** Titles of columns that did not fit. */
  readonly left: readonly string[];
}

const gap = 2;

/** Fits a table to a width: the widest columns are narrowed first, then the least important ones are left out. */
export function elementTable(
  columns: readonly ElementColumn[],
  sample: readonly JsonValue[],
  { width, ascii }: ElementTableOptions,
): FittedTable {
  const shownOf = (element: JsonValue, column: ElementColumn): JsonValue | undefined => {
    const value = cellOf(element, column);
    return width === null ? value : abbreviate(value);
  };
  const naturalOf = (column: ElementColumn): number =>
    sample.reduce<number>(
      (widest, element) => Math.max(widest, textWidth(cellText(shownOf(element, column)))),
      textWidth(column.title),
    );
  const measured = columns.map((column) => ({
    column,
    natural: naturalOf(column),
    values: sample.map((element) => cellOf(element, column)),
  }));
  const kept = width === null ? measured : chosenColumns(measured, { width, gap });
  const natural = kept.map((one) => one.natural);
  const widths = width === null ? natural : fitted(natural, width);
  const shown = kept.map(({ column }) => column);
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
    left: columns.filter((column) => !shown.includes(column)).map(({ title }) => title),
  };
}

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

/** Omits the outermost quotes of a text, which would only take up width. */
const plain = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Gives small columns their natural width; the others share the rest. */
function fitted(natural: readonly number[], width: number): readonly number[] {
  const most = sharedLimit(natural, Math.max(1, width - gap * (natural.length - 1)));
  return natural.map((one) => Math.min(one, most));
}

/** Returns the largest limit of the column widths with which all columns fit. */
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

/** Returns a row of a table as JSON, as in `{ columns, row }`. */
export function elementRow(columns: readonly ElementColumn[], element: JsonValue): readonly JsonValue[] {
  return columns.map((column) => cellOf(element, column) ?? null);
}

/**
 * Returns the keys of a stream's elements in the order of the JSON Schema of the content; none if it does not define
 * them.
 */
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
