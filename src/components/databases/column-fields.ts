import { type CellField, CellFields, isJsonLike } from "../../formats/index.ts";
import type { Cell } from "./cell.ts";

/** The fields inside the values of columns, while rows arrive. */
export interface ColumnFields {
  readonly add: (row: readonly Cell[]) => void;
  /** The fields of a column, by its position; empty if it has plain values. */
  readonly of: (column: number) => readonly CellField[];
}

/**
 * Finds the fields inside columns. A column of JSON has the fields of its objects. In a table of keys and values, such as
 * settings or attributes of users, the column of values has one field for each key.
 */
export function fieldsOfColumns(names: readonly string[]): ColumnFields {
  const json = names.map(() => new JsonColumn());
  const pair = pairIn(names);
  const pairs = new CellFields();
  return {
    add(row) {
      let index = 0;
      for (const column of json) column.add(row[index++] ?? null);
      if (pair === undefined) return;
      const [key, value] = [row[pair.key], row[pair.value]];
      if (typeof key === "string" && typeof value === "string") pairs.addPair(key, value);
    },
    of: (column) => (column === pair?.value ? pairs.fields() : (json[column]?.fields() ?? [])),
  };
}

/** So many plain values show that a column holds no JSON. */
const fewestPlain = 20;

class JsonColumn {
  readonly #cells = new CellFields();
  #json = 0;
  #plain = 0;

  add(cell: Cell): void {
    if (typeof cell !== "string" || cell === "" || this.#isPlain()) return;
    if (isJsonLike(cell)) {
      this.#json += 1;
      this.#cells.addJson(cell);
    } else this.#plain += 1;
  }

  fields(): readonly CellField[] {
    return this.#json === 0 || this.#isPlain() || this.#plain * 4 > this.#json ? [] : this.#cells.fields();
  }

  #isPlain(): boolean {
    return this.#plain > fewestPlain && this.#plain > this.#json;
  }
}

interface ColumnPair {
  readonly key: number;
  readonly value: number;
}

/** Words for what a row sets, and for its value, in the languages that tables are named in. */
const keyWord =
  /(?:^|_)(?:key|name|code|attribute|attr|field|property|prop|option|setting|param|parameter|variable|label|schluessel|schlüssel|cle|clave|chiave)$/i;
const valueWord = /(?:^|_)(?:value|val|wert|valeur|valor|valore)$/i;
/** Words that say that a table holds keys, even without a word for a key: `option_name`, `meta_key`. */
const holder =
  /^(?:meta|attribute|attr|field|property|prop|option|setting|param|parameter|config|custom|extra|user_?data|data|item|pref|preference|variable)/i;

/** Returns the columns of a table of keys and values: `meta_key` and `meta_value`, `key` and `value`. */
function pairIn(names: readonly string[]): ColumnPair | undefined {
  const values = names.flatMap((name, at) => (valueWord.test(snake(name)) ? [at] : []));
  const [value] = values;
  if (value === undefined || values.length > 1) return undefined;
  const stem = snake(names[value] ?? "").replace(valueWord, "");
  const ranked = names
    .map((name, at) => ({ at, rank: rankOf(snake(name), stem) }))
    .filter(({ at, rank }) => at !== value && rank > 0)
    .toSorted((a, b) => b.rank - a.rank);
  const [best] = ranked;
  return best === undefined ? undefined : { key: best.at, value };
}

/** How likely a column holds the keys of a value column with this stem; 0 if it does not. */
function rankOf(name: string, stem: string): number {
  if (!keyWord.test(name)) return 0;
  const own = name.replace(keyWord, "");
  if (own === stem) return /(?:^|_)key$/i.test(name) ? 4 : 3;
  if (own === "" || holder.test(name)) return stem === "" ? 2 : 0;
  return 0;
}

const snake = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
