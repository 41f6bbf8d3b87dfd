import type { Located } from "../model.ts";
import type { SourceText, TextSpan } from "../yaml/index.ts";

export function located<T>(value: T, { span }: { readonly span: TextSpan }, source: SourceText): Located<T> {
  return new Placed(value, source, span);
}

/**
 * Computes its location on access. It is a class because objects with their own getters would be slow to create and
 * read.
 */
class Placed<T> implements Located<T> {
  readonly value: T;
  readonly #source: SourceText;
  readonly #span: TextSpan;

  constructor(value: T, source: SourceText, span: TextSpan) {
    this.value = value;
    this.#source = source;
    this.#span = span;
  }

  get location() {
    return this.#source.range(this.#span);
  }
}
