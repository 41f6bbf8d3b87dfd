const starts: ReadonlySet<string> = new Set(["id", "fk"]);
const ends: ReadonlySet<string> = new Set(["id", "uuid", "guid", "fk"]);
/** Words that say where the values of a key stand. `concept`: in a vocabulary, `cv`: among the values of codes. */
const lists: ReadonlySet<string> = new Set(["code", "cd", "concept", "cv", "lookup", "lov"]);

/** Returns whether a name is that of a key: `gender_id`, `id_gender`, `fk_gender`. */
export const isKeyName = (words: readonly string[]): boolean =>
  words.length > 1 && (ends.has(words.at(-1) ?? "") || starts.has(words[0] ?? ""));

/**
 * Returns the words for what a key or code stands, the longest first: `gender concept` and `gender` of `gender_concept_id`.
 * Empty for another name.
 */
export function codedWords(words: readonly string[]): readonly (readonly string[])[] {
  if (!isKeyName(words)) return [];
  const named = ends.has(words.at(-1) ?? "") ? words.slice(0, -1) : words.slice(1);
  // `gender_source_concept_id`: the code of the source beside the one of the vocabulary.
  let rest = named.filter((word, at) => word !== "source" || named[at + 1] !== "concept");
  const forms = [rest];
  while (rest.length > 1 && lists.has(rest.at(-1) ?? "")) {
    rest = rest.slice(0, -1);
    forms.push(rest);
  }
  return forms;
}

/** Returns whether the name of a key says itself that it is one to a list: `race_concept_id`, `icd_code_id`. */
export const saysList = (words: readonly string[]): boolean => words.length > 2 && lists.has(words.at(-2) ?? "");

/** Returns whether a name is that of a key to a vocabulary: `race_concept_id`. */
export const saysConcept = (words: readonly string[]): boolean => words.length > 2 && words.at(-2) === "concept";
