import { entityKey } from "../locators.ts";
import { wordsOf } from "../rules/index.ts";
import { isTenantKey, keyTarget } from "./key-columns.ts";
import type { NamedTable } from "./tables.ts";

/** A table with the words of its name and of the tables that it refers to, without a prefix that all tables have. */
export interface LinkedTable extends NamedTable {
  readonly words: readonly string[];
  readonly targets: readonly (readonly string[])[];
  /** Returns words without the prefix that all tables have. */
  readonly withoutPrefix: (words: readonly string[]) => readonly string[];
}

/** The key of a table's database and schema. */
export const databaseOf = ({ locator: { database, schema = "" } }: NamedTable): string => `${database}\n${schema}`;

/** Reads which tables each table refers to, by declared keys and by names of columns such as `user_id` and `userid`. */
export function withLinks(tables: readonly NamedTable[]): readonly LinkedTable[] {
  return [...Map.groupBy(tables, databaseOf).values()].flatMap((members) => {
    const prefix = commonPrefix(members);
    const withoutPrefix = (words: readonly string[]) =>
      words.length > 1 && words[0] === prefix ? words.slice(1) : words;
    return members.map((table) => ({
      ...table,
      words: withoutSuffix(withoutPrefix(wordsOf(table.name)), table.columns),
      references: (table.references ?? []).map(({ column, table: target }) => ({
        column,
        table: withoutPrefix(wordsOf(target)).join(" "),
      })),
      targets: targetsOf(table, members).map(withoutPrefix),
      withoutPrefix,
    }));
  });
}

const fewestTables = 3;
const leastShare = 0.6;

/** `wp` of `wp_users`, `wp_posts` and `wp_comments`. */
function commonPrefix(tables: readonly NamedTable[]): string | undefined {
  if (tables.length < fewestTables) return undefined;
  const firsts = tables.flatMap(({ name }) => wordsOf(name).slice(0, 1));
  const counts = [...Map.groupBy(firsts, (first) => first)].map(([first, { length }]) => ({ first, length }));
  return counts.find(({ length }) => length >= tables.length * leastShare)?.first;
}

const longestSuffix = 4;

/** `person_per`, whose columns are `per_id` and `per_name`, is a table of persons. */
function withoutSuffix(words: readonly string[], columns: readonly string[]): readonly string[] {
  const last = words.at(-1);
  const isSuffix =
    words.length > 1 &&
    (last ?? "").length <= longestSuffix &&
    columns.length > 1 &&
    columns.every((column) => wordsOf(column)[0] === last);
  return isSuffix ? words.slice(0, -1) : words;
}

function targetsOf(
  { columns, references = [] }: NamedTable,
  members: readonly NamedTable[],
): readonly (readonly string[])[] {
  return [
    ...references.map(({ table }) => wordsOf(table)),
    ...columns.flatMap((column) => (isTenantKey(column, members) ? [] : [keyTarget(wordsOf(column)) ?? []])),
  ].filter(({ length }) => length > 0);
}

/** Returns the keys of the tables that refer to a table with personal data. Their rows are about persons too. */
export function tablesAboutPersons(
  tables: readonly LinkedTable[],
  hasPersonalData: (table: LinkedTable) => boolean,
): ReadonlySet<string> {
  const about = new Set<string>();
  for (const members of Map.groupBy(tables, databaseOf).values()) {
    const personal = new Set(members.filter(hasPersonalData).map(({ words }) => words.join(" ")));
    for (const { locator, targets } of members) {
      if (targets.some((words) => personal.has(words.join(" ")))) about.add(entityKey(locator));
    }
  }
  return about;
}
