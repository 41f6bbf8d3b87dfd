import type { FieldValues } from "../../piece.ts";
import { FieldCollector } from "../collector.ts";
import { FieldTree } from "../field-tree.ts";
import { JsonValues } from "./json-values.ts";

/** A field inside the cells of a column. */
export interface CellField {
  /** Nested keys with dots, `[]` for elements, `*` for keys that are values. */
  readonly field: string;
  readonly values: FieldValues;
}

/** Collects the fields of JSON that stands in the cells of a column, and of values beside their keys. */
export class CellFields {
  readonly #collector = new FieldCollector();
  readonly #tree = new FieldTree(this.#collector);
  #cells = 0;

  /** Reads a cell as JSON: an object, or a list of objects. One that is cut off is read as far as it goes. */
  addJson(text: string): void {
    this.#cells += 1;
    this.#read(text, this.#tree.root);
  }

  /** Adds a value under a key that stands beside it. If the value is JSON, its fields are below the key. */
  addPair(key: string, value: string): void {
    this.#cells += 1;
    const node = this.#tree.root.key(key);
    if (isJsonLike(value)) this.#read(value, node);
    else node.add(value, this.#cells, 0);
  }

  fields(): readonly CellField[] {
    this.#collector.records = this.#cells;
    return this.#collector.pieces("").map(({ field, values }) => ({ field, values }));
  }

  #read(text: string, root: FieldTree["root"]): void {
    const values = new JsonValues({ root });
    values.feed(text);
    values.end();
  }
}

/** Whether a cell begins like an object or a list in JSON. */
export const isJsonLike = (text: string): boolean => /^\s*(?:\{\s*(?:"|\})|\[\s*[[{"\]\d-])/.test(text);
