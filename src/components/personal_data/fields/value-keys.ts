import { partsOf } from "../../../formats/index.ts";
import { wordsOf } from "../../rules/index.ts";
import type { Kit, Values, ValueTotal } from "../candidate.ts";

type Fields = ReadonlyMap<string, Values>;

/** Names that are common keys in any kind of file, although no rule contains them. */
const ordinary = new Set(
  (
    "id key name date time code type status number no amount price total quantity sku description note value created " +
    "updated data item list record result info detail meta from to cc bcc subject body header home work main other " +
    "primary secondary first second billing shipping delivery invoice private business office emergency sender receiver " +
    "recipient owner holder author creator editor support sales service team default old new before after"
  ).split(" "),
);

/**
 * Replaces keys that are personal data with `*`, as for maps: a person's name as a key must not appear in the location
 * of a finding. `found`: the fields that contain personal data. Fields without such keys keep their names, and their
 * findings keep their ids.
 */
export function hideValueKeys(fields: Fields, found: ReadonlySet<string>, kit: Kit): Fields {
  const known = knownWords(kit);
  const isUnknown = (key: string): boolean => {
    const words = wordsOf(bare(key));
    return words.length > 0 && !words.some((word) => known.has(word));
  };
  const values = wordsOfValues(fields, found);
  const keys = keysIn(fields, found);
  const hidden = new Set(
    [...keys].flatMap(([path, key]) => {
      if (isRecognised(bare(key.name), kit)) return [path];
      const isValue =
        isUnknown(key.name) && (isFullName(key.name) || values.has(textOf(key.name)) || isPerson(key, isUnknown));
      return isValue ? [path] : [];
    }),
  );
  return hidden.size === 0 ? fields : renameFields(fields, (field) => renamed(field, hidden));
}

interface Key {
  readonly name: string;
  /** Paths below the key; empty for a value. */
  readonly below: readonly string[];
  /** Sibling keys that also lead to personal data and have the same paths below them. */
  readonly alike: readonly string[];
  /** All keys of the same object, including this one. */
  readonly siblings: readonly string[];
  readonly parent: string;
}

/** Returns every key on the path to personal data, by its own path. */
function keysIn(fields: Fields, found: ReadonlySet<string>): ReadonlyMap<string, Key> {
  const below = new Map<string, string[]>();
  for (const field of fields.keys()) {
    const parts = partsOf(field);
    for (let at = 1; at <= parts.length; at++) {
      const path = parts.slice(0, at).join(".");
      const rest = below.get(path);
      if (rest === undefined) below.set(path, [parts.slice(at).join(".")]);
      else rest.push(parts.slice(at).join("."));
    }
  }
  const leading = new Set([...found].flatMap((field) => prefixesOf(field)));
  const siblings = Map.groupBy(below.keys(), parentOf);
  const beside = Map.groupBy(leading, (path) => `${parentOf(path)}\n${below.get(path)?.toSorted().join("\n")}`);
  return new Map(
    [...beside.values()].flatMap((paths) =>
      paths.map((path): [string, Key] => {
        const alike = paths.filter((other) => other !== path).map(nameOf);
        const parent = parentOf(path);
        return [
          path,
          {
            ...{ name: nameOf(path), alike, parent: nameOf(parent) },
            below: below.get(path)?.filter((rest) => rest !== "") ?? [],
            siblings: siblings.get(parent)?.map(nameOf) ?? [],
          },
        ];
      }),
    ),
  );
}

const prefixesOf = (field: string): readonly string[] => {
  const parts = partsOf(field);
  return parts.map((_, at) => parts.slice(0, at + 1).join("."));
};

const parentOf = (path: string): string => partsOf(path).slice(0, -1).join(".");
const nameOf = (path: string): string => partsOf(path).at(-1) ?? path;
const bare = (key: string): string => key.replaceAll("[]", "");
const textOf = (key: string): string => wordsOf(bare(key)).join(" ");

/** Splits `ErikaMustermann` and `Erika_Mustermann` into words. */
const spaced = (key: string): string => key.replace(/[_-]+/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");

function isRecognised(key: string, { recognisers, options }: Kit): boolean {
  return [key, spaced(key)].some((text) =>
    recognisers.some((one) => {
      const threshold = options.threshold(one.id);
      if ((one.test(text, { isNamed: false })?.score ?? 0) >= threshold) return true;
      return [...one.find(text)].some(({ score }) => score >= threshold);
    }),
  );
}

/** Returns whether a key is a first and last name, in any spelling. The words must be unknown to the rules. */
const isFullName = (key: string): boolean => /^\p{Lu}[\p{Ll}'’]+(?: \p{Lu}[\p{Ll}'’]+)+$/u.test(spaced(bare(key)));

/**
 * Returns whether a key is a person's name. A single name looks like any other word, so the keys around it decide. A
 * key of a value is a name if other keys also lead to personal data and all keys of its object are unknown and
 * capitalized. A key of an object is a name if it is capitalized and the keys below it are not, or if unknown sibling
 * keys have the same paths below them.
 */
function isPerson({ name, below, alike, siblings, parent }: Key, isUnknown: (key: string) => boolean): boolean {
  if (below.length === 0) {
    return alike.length > 0 && !isCapital(parent) && siblings.every((key) => isUnknown(key) && isCapital(key));
  }
  const isAlone = isCapital(name) && below.every((rest) => !isCapital(rest));
  return isAlone || (alike.length > 0 && alike.every(isUnknown));
}

const isCapital = (key: string): boolean => /^\p{Lu}\p{Ll}/u.test(key);

/** Returns the values that contain personal data, and each of their words: `Erika Mustermann` gives three entries. */
function wordsOfValues(fields: Fields, found: ReadonlySet<string>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const field of found) {
    for (const value of fields.get(field)?.distinct ?? []) {
      if (value.length > 100 || !/^[\p{L} .,'’-]+$/u.test(value)) continue;
      const own = wordsOf(value);
      words.add(own.join(" "));
      for (const word of own) if (word.length > 2) words.add(word);
    }
  }
  return words;
}

const knownBy = new WeakMap<Kit, ReadonlySet<string>>();

/** Returns the words in the names of rules and of entities. */
function knownWords(kit: Kit): ReadonlySet<string> {
  const held = knownBy.get(kit);
  if (held !== undefined) return held;
  const known = new Set([...ordinary, ...kit.rules.entities.known]);
  knownBy.set(kit, known);
  return known;
}

function renamed(field: string, hidden: ReadonlySet<string>): string {
  const parts = partsOf(field);
  const shown = parts.map((part, at) => {
    const isHidden = hidden.has(parts.slice(0, at + 1).join("."));
    return isHidden ? `*${part.slice(bare(part).length)}` : part;
  });
  return shown.join(".");
}

/** Renames fields. Fields that get the same name are merged, with their values combined. */
function renameFields(fields: Fields, rename: (field: string) => string): Fields {
  const joined = new Map<string, Values>();
  for (const [field, values] of fields) {
    const name = rename(field);
    const held = joined.get(name);
    joined.set(name, held === undefined ? values : join(held, values));
  }
  return joined;
}

function join(a: Values, b: Values): Values {
  const positions = new Map(a.distinct.map((value, index) => [value, index] as const));
  const [counts, rows, lines] = [[...a.counts], [...(a.rows ?? [])], [...(a.lines ?? [])]];
  for (const [index, value] of b.distinct.entries()) {
    const at = positions.get(value);
    if (at === undefined) {
      positions.set(value, counts.length);
      counts.push(b.counts[index] ?? 0);
      rows.push(b.rows?.[index] ?? 0);
      lines.push(b.lines?.[index] ?? 0);
    } else counts[at] = (counts[at] ?? 0) + (b.counts[index] ?? 0);
  }
  const hasLines = a.lines !== undefined && b.lines !== undefined;
  const total = a.total === undefined || b.total === undefined ? undefined : joinTotals(a.total, b.total);
  return {
    ...{ distinct: [...positions.keys()], counts, rows },
    ...(hasLines ? { lines } : {}),
    ...(total === undefined ? {} : { total }),
  };
}

const joinTotals = (a: ValueTotal, b: ValueTotal): ValueTotal => ({
  values: a.values + b.values,
  isWhole: a.isWhole && b.isWhole,
  isEstimated: a.isEstimated || b.isEstimated,
});
