import type { EntityWords } from "./entity-words.ts";

type Columns = readonly (readonly string[])[];

/** Words without a meaning around names of columns, which say in which table they stand. */
export interface Marks {
  /** A word with which most columns begin: `au` of `au_lname`, `au_phone`. */
  readonly prefix: string | undefined;
  /** A word with which most columns end: `adh` of `nom_adh`, `ville_adh`. */
  readonly suffix: string | undefined;
}

/** Returns the words around the names of a table's columns. */
export function marksOf(table: readonly string[], columns: Columns, known: EntityWords): Marks {
  const prefix =
    prefixOf(columns, known) ?? tailOf(table, columns, known) ?? abbreviationOf(table.join(""), columns, known);
  return { prefix, suffix: suffixOf(table, columns, known) };
}

/** Returns the words of a column's name without those of its table. */
export function withoutMarks(words: readonly string[], { prefix, suffix }: Marks): readonly string[] {
  const rest = prefix !== undefined && words[0] === prefix && words.length > 1 ? words.slice(1) : words;
  return suffix !== undefined && rest.at(-1) === suffix && rest.length > 1 ? rest.slice(0, -1) : rest;
}

const longestPrefix = 3;
const shortestRest = 6;

/** Returns the words of a table's name without a few letters before a known word: `aqbooksellers`, `vwcustomers`. */
export function withoutShortPrefix(words: readonly string[], { known }: EntityWords): readonly string[] {
  const [only = "", ...others] = words;
  if (others.length > 0 || known.has(only)) return words;
  for (let cut = 1; cut <= longestPrefix && only.length - cut >= shortestRest; cut++) {
    if (known.has(only.slice(cut))) return [only.slice(cut)];
  }
  return words;
}

const prefixedColumns = 3;

/** Returns the unknown word with which most columns begin. */
const prefixOf = (columns: Columns, { known }: EntityWords): string | undefined =>
  firstOfMost(columns, (word) => !known.has(word));

/** Returns the word with which most columns begin, among those that count. */
export function firstOfMost(columns: Columns, isCounted: (word: string) => boolean): string | undefined {
  const counts = new Map<string, number>();
  for (const [first = "", second] of columns) {
    if (second !== undefined && isCounted(first)) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= prefixedColumns && most[1] * 2 > columns.length ? most[0] : undefined;
}

/** Returns the word at the end of a table's name that abbreviates the rest and starts its columns: `family_fam`, `fam_city`. */
function tailOf(table: readonly string[], columns: Columns, known: EntityWords): string | undefined {
  const tail = table.at(-1) ?? "";
  if (tail.length > longestAbbreviation || known.ownerOf(tail) !== undefined) return undefined;
  return abbreviates(tail, table.slice(0, -1).join("")) ? firstOfMost(columns, (word) => word === tail) : undefined;
}

/** Returns the unknown word with which most columns end, or many if the table's name begins with it. */
function suffixOf(table: readonly string[], columns: Columns, { known }: EntityWords): string | undefined {
  const reversed = columns.map((column) => column.toReversed());
  const most = firstOfMost(reversed, (word) => !known.has(word));
  if (most !== undefined) return most;
  return reversed
    .map(([last = ""]) => last)
    .find(
      (last, at, all) =>
        at === all.indexOf(last) &&
        last.length > 1 &&
        !known.has(last) &&
        table.some((word) => word !== last && word.startsWith(last)) &&
        all.filter((one) => one === last).length >= prefixedColumns,
    );
}

const abbreviatedColumns = 2;
const longestAbbreviation = 4;

/** Returns the unknown word that abbreviates the name of the table and starts columns: `SB_NAME` of `SACHBEARBEITER`. */
function abbreviationOf(table: string, columns: Columns, { known }: EntityWords): string | undefined {
  const starts = columns.flatMap(([first = "", second]) => (second === undefined || known.has(first) ? [] : [first]));
  return starts.find(
    (start) =>
      start.length <= longestAbbreviation &&
      starts.filter((one) => one === start).length >= abbreviatedColumns &&
      abbreviates(start, table),
  );
}

/** Returns whether a word has the first letter of a name, and all of its letters occur there in their order. */
function abbreviates(short: string, name: string): boolean {
  if (short.length < 2 || short[0] !== name[0]) return false;
  let at = -1;
  return [...short].every((letter) => {
    at = name.indexOf(letter, at + 1);
    return at >= 0;
  });
}
