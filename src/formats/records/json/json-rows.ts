import { columnWordShare } from "../column-words.ts";
import { isFieldName } from "../field-names.ts";
import type { FieldNode } from "../field-tree.ts";

const mostColumns = 1000;

/** Keys of lists that name the columns of the rows beside them. */
export const isNameOfColumns = (key: string): boolean =>
  /^(?:cols|column_?names?|columns|fields?|field_?names|headers?|header_?row|names)$/i.test(key);

/** The names of the columns of rows that are lists; undefined if the texts are values. */
export function columnsIn(texts: readonly string[]): readonly string[] | undefined {
  if (texts.length < 2 || texts.length > mostColumns || new Set(texts).size < texts.length) return undefined;
  const known = texts.filter((text) => columnWordShare(text) >= 1 / 3);
  return texts.every(isFieldName) && known.length * 2 >= texts.length ? texts : undefined;
}

/** The texts of a list, as long as it holds nothing else: it may be a row of names. */
export class HeldTexts {
  #texts: string[] | undefined = [];

  get texts(): readonly string[] {
    return this.#texts ?? [];
  }

  add(text: string): void {
    if (this.#texts !== undefined && this.#texts.length <= mostColumns) this.#texts.push(text);
  }

  /** The list holds other values. */
  stop(): void {
    this.#texts = undefined;
  }
}

/** The fields of the cells in each row below a list. */
export const fieldsOf = (list: FieldNode, names: readonly string[]): readonly FieldNode[] =>
  names.map((name) => list.key(name));
