import type { FieldCollector, FieldStore } from "./collector.ts";
import { isFieldName } from "./field-names.ts";
import { addValues } from "./plain-values.ts";

// An object with more keys than a typical record is a map, and its keys may be values.
const mostKeys = 64;
const mostNodes = 20_000;

/** One field of nested records, or the object or list that contains fields. Paths are put together once. */
export class FieldNode {
  readonly path: string;
  readonly #tree: FieldTree;
  readonly #children = new Map<string, FieldNode>();
  #element: FieldNode | undefined;
  #store: FieldStore | undefined;
  #isFull = false;

  constructor(tree: FieldTree, path: string) {
    this.#tree = tree;
    this.path = path;
  }

  /** The elements of a list. */
  get element(): FieldNode {
    this.#element ??= this.#tree.node(`${this.path}[]`);
    return this.#element;
  }

  /**
   * Returns the value of a key. Keys that are values, and keys of an object with very many, are the same field `*`.
   * `position`: the number of keys before it in the object.
   */
  key(name: string, position = 0): FieldNode {
    const held = this.#children.get(name);
    if (held !== undefined && position < mostKeys) return held;
    const shown = position < mostKeys && this.#tree.hasRoom ? nameOf(name) : "*";
    const child = this.#children.get(shown) ?? this.#tree.node(this.path === "" ? shown : `${this.path}.${shown}`);
    this.#children.set(shown, child);
    if (shown !== "*") this.#children.set(name, child);
    return child;
  }

  /** Adds a value. Of JSON that was written into a text, as logs and queues do, the fields are added. */
  add(value: string, row: number, line: number): void {
    const inner = jsonInside(value);
    if (inner !== undefined) {
      addValues(this, inner, { row, line });
      return;
    }
    if (value === "" || this.path === "" || this.path === "[]") return;
    if (this.#store === undefined && !this.#isFull) {
      this.#store = this.#tree.collector.field(this.path);
      this.#isFull = this.#store === undefined;
    }
    this.#store?.add(value, row, line);
  }
}

/** The fields of nested records. */
export class FieldTree {
  readonly collector: FieldCollector;
  readonly root: FieldNode;
  #nodes = 0;

  constructor(collector: FieldCollector) {
    this.collector = collector;
    this.root = this.node("");
  }

  get hasRoom(): boolean {
    return this.#nodes < mostNodes;
  }

  node(path: string): FieldNode {
    this.#nodes++;
    return new FieldNode(this, path);
  }
}

function nameOf(key: string): string {
  const name = key.length > 500 ? "" : key.replace(/[\s\u00a0\u200b]+/gu, " ").trim();
  return isFieldName(name) ? name.replace(/ ?[:*]+$/u, "") || "*" : "*";
}

function jsonInside(value: string): object | undefined {
  if (!/^\s*(?:\{\s*"|\[\s*\{\s*")/.test(value) || !/[}\]]\s*$/.test(value)) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
