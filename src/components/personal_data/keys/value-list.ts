import type { StandardInputTable } from "../../../plugin/index.ts";
import type { Entity, EntityWords } from "../../rules/index.ts";

/** Returns the words of a list with blanks between them. */
export const wordsIn = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** What a value in a list has: a key, a code, a text, a place in the order and the marks of its upkeep. */
const ofValues = wordsIn(
  "id uuid guid key pk code cd kode codigo name nombre nom nome naam navn namn bezeichnung label libelle title titel titulo titre description desc descripcion descricao beschreibung sort sorting order ordering position pos sequence seq rank is active enabled deleted default visible activo aktiv actif language lang locale short long abbreviation abbr",
);
/** Who wrote a row is no person whom it is about: `created_user_id`, `fk_user_modif`. */
const upkeep = wordsIn(
  "created create creat creator creation updated update updater modified modify modif mod modifier changed changer deleted delete deleter inserted added edited editor author by audit",
);
const languages = wordsIn("language lang locale");
/** Words in front of the name of a list that say that it is one. */
const marksOfLists = wordsIn(
  "ref reference lookup lkp lut lov list dim dict master tbl table cat catalog type code cd def enum",
);

/** Returns whether a word says that a column is about the upkeep of its row. */
export const isUpkeep = (word: string): boolean => upkeep.has(word);

/**
 * Returns whether the rows of a table are values that many persons may have. A date, an amount or a key to another table
 * makes them something else: `races(year, round, circuit_id)`.
 */
export function isValueList(table: StandardInputTable, { words, columns }: Entity): boolean {
  const isOwn = (word: string) => ofValues.has(word) || words.includes(word);
  return table.columns.every(({ references }, at) => {
    const column = columns[at] ?? [];
    if (column.some(isUpkeep) || column.some((word) => languages.has(word))) return true;
    return column.every(isOwn) && (references === null || references.table === table.name);
  });
}

/**
 * Returns the whole name of a list for which a key stands by its last words, `payment condition` for `condition`, and
 * undefined if the words in front say only that it is a list or whose: `ref_gender`, `customer_genders`.
 */
export function longerName(
  key: readonly string[],
  list: readonly string[],
  { isNeutral }: Pick<EntityWords, "isNeutral">,
): readonly string[] | undefined {
  if (list.slice(-key.length).join(" ") !== key.join(" ")) return undefined;
  const front = list.slice(0, -key.length);
  const start = front.findIndex((word) => !marksOfLists.has(word) && !isNeutral(word));
  return start === -1 ? undefined : list.slice(start);
}
