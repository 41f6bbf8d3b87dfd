/** Where values go: a field, with the fields below it. */
interface ValueTarget {
  /** The elements of a list. */
  readonly element: ValueTarget;
  readonly key: (name: string, position: number) => ValueTarget;
  readonly add: (value: string, row: number, line: number) => void;
}

interface RecordPlace {
  readonly row: number;
  readonly line: number;
}

const deepest = 64;

/** Adds the values of an object as `JSON.parse` and other parsers give it. */
export function addValues(node: ValueTarget, value: unknown, place: RecordPlace, depth = 0): void {
  if (value === null || value === undefined || depth > deepest) return;
  if (Array.isArray(value)) {
    for (const element of value) addValues(node.element, element, place, depth + 1);
  } else if (value instanceof Date) {
    node.add(Number.isNaN(value.getTime()) ? "" : dateText(value), place.row, place.line);
  } else if (value instanceof Map) {
    let position = 0;
    for (const [key, child] of value) addValues(node.key(String(key), position++), child, place, depth + 1);
  } else if (typeof value === "object") {
    let position = 0;
    for (const [key, child] of Object.entries(value)) {
      addValues(node.key(key, position++), child, place, depth + 1);
    }
  } else if (typeof value !== "symbol" && typeof value !== "function") node.add(String(value), place.row, place.line);
}

const dateText = (date: Date): string => date.toISOString().replace("T00:00:00.000Z", "");
