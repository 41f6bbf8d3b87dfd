import { entityKey } from "../locators.ts";
import { matchPhrases, wordsOf } from "../rules/index.ts";
import { isNamed, type NameRule } from "./names.ts";
import type { NamedTable } from "./tables.ts";

/**
 * Adds to each table whose rows the tables of general rules are. `users` alone may be anybody; `users` that orders refer
 * to are customers, and `users` with a key to `employees` are employees. Tables are compared within their database.
 */
export function withGeneralTables(tables: readonly NamedTable[], rules: readonly NameRule[]): readonly NamedTable[] {
  if (!rules.some(({ isGeneral }) => isGeneral)) return tables;
  const databases = Map.groupBy(tables, ({ locator }) => `${locator.database}\n${locator.schema ?? ""}`);
  const better = new Map<string, number>();
  const others = new Map<string, Map<string, number>>();
  for (const [database, members] of databases) {
    const named = new Map<string, number>();
    others.set(database, named);
    for (const table of members) {
      const rule = ruleOf(table, members, rules);
      if (rule === undefined) continue;
      better.set(entityKey(table.locator), rule);
      named.set(singularKey(table.name), rule);
    }
  }
  return tables.map((table) => ({
    ...table,
    general: {
      own: better.get(entityKey(table.locator)),
      others: others.get(`${table.locator.database}\n${table.locator.schema ?? ""}`) ?? new Map(),
    },
  }));
}

const singularKey = (name: string): string => wordsOf(name).join(" ");

/** A key of the table itself says more than a table that refers to it. */
const ownKey = 3;

/** Returns the one rule that the table's keys, and the tables with keys to it, speak for most. */
function ruleOf(table: NamedTable, members: readonly NamedTable[], rules: readonly NameRule[]): number | undefined {
  const words = wordsOf(table.name);
  if (!rules.some((rule) => rule.isGeneral && isNamed(words, rule))) return undefined;
  if (rules.some((rule) => !rule.isGeneral && isNamed(words, rule))) return undefined;
  const referring = members.filter((member) => member !== table && refersTo(member, words));
  const votes = rules.map((rule) => {
    if (rule.isGeneral || rule.referencedBy.length === 0) return 0;
    const own = targetsOf(table).some((target) => isNamed(target, rule)) ? ownKey : 0;
    return (
      own + referring.filter(({ name }) => matchPhrases(wordsOf(name), rule.referencedBy)?.isAtEnd === true).length
    );
  });
  const most = Math.max(...votes);
  const [best, ...equal] = votes.flatMap((count, index) => (count === most ? [index] : []));
  return most === 0 || equal.length > 0 ? undefined : best;
}

const refersTo = (table: NamedTable, words: readonly string[]): boolean =>
  targetsOf(table).some((target) => target.join(" ") === words.join(" "));

/** The words of the tables that a table refers to, by declared keys and by names such as `user_id`. */
function targetsOf({ columns, references = [] }: NamedTable): readonly (readonly string[])[] {
  const byName = columns.map(wordsOf).filter((words) => words.length > 1 && words.at(-1) === "id");
  return [...references.map(({ table }) => wordsOf(table)), ...byName.map((words) => words.slice(0, -1))];
}
