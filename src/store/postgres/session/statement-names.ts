/** Uses after which the server keeps a statement, and how many it keeps in a session. */
const [usesBefore, mostNames] = [3, 60];
/** Characters. Longer statements have as many variants as they have rows. */
const longest = 12_000;

/**
 * Names the statements that are used often, so that the server parses and plans each once in a session: they take less
 * time than their plans.
 */
export class StatementNames {
  readonly #uses = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** Undefined: the statement is used once, as far as is known. */
  of(sql: string): string | undefined {
    const known = this.#names.get(sql);
    if (known !== undefined) return known;
    if (sql.length > longest || this.#names.size >= mostNames) return undefined;
    const uses = (this.#uses.get(sql) ?? 0) + 1;
    if (uses < usesBefore) {
      this.#uses.set(sql, uses);
      return undefined;
    }
    this.#uses.delete(sql);
    const name = `wct_${this.#names.size}`;
    this.#names.set(sql, name);
    return name;
  }
}
