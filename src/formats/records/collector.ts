import type { FieldPiece, FieldValues } from "../piece.ts";
import { hideMapKeys } from "./map-keys.ts";

const mostFields = 2000;
const mostDistinct = 1000;
const mostCharacters = 256 * 1024;
const mostCharactersInAll = 32 * 1024 * 1024;
const longestValue = 4000;
/** A full field whose values no longer repeat is not searched any more: its counts would hardly change. */
const fewestLookups = 20_000;

/** The distinct values of one field, while they arrive. */
export class FieldStore {
  readonly #budget: { left: number };
  readonly #positions = new Map<string, number>();
  readonly #counts: number[] = [];
  readonly #rows: number[] = [];
  readonly #lines: number[] = [];
  #present = 0;
  #characters = 0;
  #lookups = 0;
  #hits = 0;

  constructor(budget: { left: number }) {
    this.#budget = budget;
  }

  /** `line`: 0 where the format has no lines. */
  add(value: string, row: number, line: number): void {
    if (value === "" || (value.charCodeAt(0) <= 32 && value.trim() === "")) return;
    this.#present++;
    const isFull = this.#isFull();
    if (isFull && this.#lookups >= fewestLookups && this.#hits * 100 < this.#lookups) return;
    const text = value.length > longestValue ? value.slice(0, longestValue) : value;
    const at = this.#positions.get(text);
    if (isFull) this.#lookups++;
    if (at !== undefined) {
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
      if (isFull) this.#hits++;
      return;
    }
    if (isFull) return;
    this.#positions.set(copied(text), this.#counts.length);
    this.#counts.push(1);
    this.#rows.push(row);
    if (line > 0) this.#lines.push(line);
    this.#characters += text.length;
    this.#budget.left -= text.length;
  }

  values(records: number): FieldValues {
    const hasLines = this.#lines.length === this.#counts.length;
    return {
      distinct: [...this.#positions.keys()],
      counts: this.#counts,
      rows: this.#rows,
      ...(hasLines ? { lines: this.#lines } : {}),
      records,
      present: this.#present,
    };
  }

  #isFull(): boolean {
    return this.#counts.length >= mostDistinct || this.#characters > mostCharacters || this.#budget.left <= 0;
  }
}

// A slice keeps the whole text that it was cut from in memory; 16 characters are copied anyway.
const copied = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1));

/** Collects the distinct values of each field of a file, in bounded memory. */
export class FieldCollector {
  /** Number of records read so far. The reader of the format sets it. */
  records = 0;
  readonly #budget = { left: mostCharactersInAll };
  readonly #stores = new Map<string, FieldStore>();
  #dropped = new Set<string>();

  /** Returns the store of a field; undefined when the file has too many fields. */
  field(name: string): FieldStore | undefined {
    const held = this.#stores.get(name);
    if (held !== undefined) return held;
    if (this.#stores.size >= mostFields) {
      if (this.#dropped.size < mostFields) this.#dropped.add(name);
      return undefined;
    }
    const store = new FieldStore(this.#budget);
    this.#stores.set(name, store);
    return store;
  }

  add(name: string, value: string, { row, line }: { readonly row: number; readonly line: number }): void {
    this.field(name)?.add(value, row, line);
  }

  /** Why not every field is here; undefined if all are. */
  get incomplete(): string | undefined {
    return this.#dropped.size === 0 ? undefined : `more than ${mostFields} fields; the others are read as text only`;
  }

  /**
   * Returns the fields. Keys that are values are replaced with `*`; columns without a name and without values are left
   * out.
   */
  pieces(path: string, sheet?: string): readonly FieldPiece[] {
    const fields = new Map([...this.#stores].map(([name, store]) => [name, store.values(this.records)] as const));
    return [...hideMapKeys(fields)]
      .filter(([field, values]) => values.present > 0 || !/^column \d+$/.test(field))
      .map(([field, values]) => ({ kind: "field", path, ...(sheet === undefined ? {} : { sheet }), field, values }));
  }
}
