import { entityKey } from "../locators.ts";
import { matchPhrases } from "../rules/index.ts";
import { isNamed, type NameRule } from "./names.ts";
import { databaseOf, type LinkedTable } from "./table-links.ts";

/**
 * Adds to each table whose rows the tables of general rules are. `users` alone may be anybody; `users` that orders refer
 * to are customers, and `users` with a key to `employees` are employees. Tables are compared within their database.
 */
export function withGeneralTables(tables: readonly LinkedTable[], rules: readonly NameRule[]): readonly LinkedTable[] {
  if (!rules.some(({ isGeneral }) => isGeneral)) return tables;
  const better = new Map<string, number>();
  const others = new Map<string, Map<string, number>>();
  for (const [database, members] of Map.groupBy(tables, databaseOf)) {
    const named = new Map<string, number>();
    others.set(database, named);
    for (const table of members) {
      const rule = ruleOf(table, members, rules);
      if (rule === undefined) continue;
      better.set(entityKey(table.locator), rule);
      named.set(table.words.join(" "), rule);
    }
  }
  return tables.map((table) => ({
    ...table,
    general: { own: better.get(entityKey(table.locator)), others: others.get(databaseOf(table)) ?? new Map() },
  }));
}

/** A key of the table itself says more than a table that refers to it. */
const ownKey = 3;

/** Returns the one rule that the table's keys, and the tables with keys to it, speak for most. */
function ruleOf(table: LinkedTable, members: readonly LinkedTable[], rules: readonly NameRule[]): number | undefined {
  if (!rules.some((rule) => rule.isGeneral && isNamed(table.words, rule))) return undefined;
  if (rules.some((rule) => !rule.isGeneral && isNamed(table.words, rule))) return undefined;
  const own = table.words.join(" ");
  const referring = members.filter(
    (member) => member !== table && member.targets.some((words) => words.join(" ") === own),
  );
  const votes = rules.map((rule) => {
    if (rule.isGeneral || rule.referencedBy.length === 0) return 0;
    const fromKey = table.targets.some((target) => isNamed(target, rule)) ? ownKey : 0;
    return fromKey + referring.filter(({ words }) => matchPhrases(words, rule.referencedBy)?.isAtEnd === true).length;
  });
  const most = Math.max(...votes);
  const [best, ...equal] = votes.flatMap((count, index) => (count === most ? [index] : []));
  return most === 0 || equal.length > 0 ? undefined : best;
}
