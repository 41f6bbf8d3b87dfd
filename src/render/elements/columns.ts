import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import { oneLine } from "../text/index.ts";
import { isLocator, isMachineId } from "./abbreviate.ts";

/** A column of elements: a key, or the element itself if it is not an object. */
export interface ElementColumn {
  readonly title: string;
  /** Null: the whole element. */
  readonly key: string | null;
}

/** Returns a column for each key of the elements: keys of the schema first, in its order, then others as they occur. */
export function elementColumns(known: readonly string[], sample: readonly JsonValue[]): readonly ElementColumn[] {
  const objects = sample.filter(isJsonObject);
  const present = new Set(objects.flatMap((element) => Object.keys(element)));
  const keys = [...known.filter((key) => present.has(key)), ...[...present].filter((key) => !known.includes(key))];
  const columns = keys.map((key): ElementColumn => ({ title: oneLine(key), key }));
  return objects.length === sample.length ? columns : [...columns, { title: "value", key: null }];
}

/** Returns the value of a cell; undefined if the element has none. */
export function cellOf(element: JsonValue, { key }: ElementColumn): JsonValue | undefined {
  if (key === null) return isJsonObject(element) ? undefined : element;
  return isJsonObject(element) && Object.hasOwn(element, key) ? element[key] : undefined;
}

/** A column with its values in a sample of elements. */
interface MeasuredColumn {
  readonly column: ElementColumn;
  /** The width of its widest cell. */
  readonly natural: number;
  /** One per element; undefined if the element has none. */
  readonly values: readonly (JsonValue | undefined)[];
}

/** A narrower column is useless. */
const narrowest = 12;
/** Minimum width of the columns for subject, location and evidence. */
const comfortable = 20;

/** Chooses the most important columns, as many as fit, in their own order; at least one. */
export function chosenColumns(
  columns: readonly MeasuredColumn[],
  { width, gap }: { readonly width: number; readonly gap: number },
): readonly MeasuredColumn[] {
  const least = columns.reduce((sum, { natural }) => sum + Math.min(natural, narrowest) + gap, 0);
  if (least <= width + gap) return columns;
  const ranks = new Map(columns.map((one) => [one, rankOf(one)]));
  const byNeed = [...columns].sort((a, b) => ranks.get(a)! - ranks.get(b)!);
  const chosen = new Set<MeasuredColumn>();
  let left = width + gap;
  for (const one of byNeed) {
    const need = Math.min(one.natural, ranks.get(one)! <= rank.evidence ? comfortable : narrowest) + gap;
    if (need > left && chosen.size > 0) continue;
    left -= need;
    chosen.add(one);
  }
  return columns.filter((one) => chosen.has(one));
}

/** Importance for a reader; lower is more important. */
const rank = { subject: 0, location: 1, evidence: 2, judgement: 3, other: 4, detail: 5, constant: 6, id: 7 } as const;

/** Keys that built-in schemas, and many others, use for these things. */
const keys: Readonly<Record<string, number>> = {
  category: rank.subject,
  subject: rank.subject,
  purpose: rank.subject,
  title: rank.subject,
  name: rank.subject,
  message: rank.subject,
  locator: rank.location,
  path: rank.location,
  location: rank.location,
  evidence: rank.evidence,
  content: rank.evidence,
  text: rank.evidence,
  signals: rank.evidence,
  confidence: rank.judgement,
  severity: rank.judgement,
  special_category: rank.judgement,
  sensitive: rank.judgement,
  vulnerable: rank.judgement,
  matches: rank.judgement,
  count: rank.judgement,
  rule: rank.detail,
  explain: rank.detail,
  entity: rank.detail,
};

function rankOf({ column, values }: MeasuredColumn): number {
  const present = values.filter((value) => value !== undefined);
  if (present.length > 0 && present.every(isMachineId)) return rank.id;
  // A readable id names its row, but is less important than the subject of the row.
  const own = present.some(isLocator) ? rank.location : (keys[column.key ?? ""] ?? rank.other);
  const isConstant = values.length > 1 && new Set(values.map((value) => JSON.stringify(value))).size === 1;
  return isConstant && own > rank.evidence ? rank.constant : own;
}
