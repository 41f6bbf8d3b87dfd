import { entityKey } from "../../locators.ts";
import { matchPhrases } from "../../rules/index.ts";
import { isNamed, isNamedIn, type NameRule } from "../name-rules.ts";
import type { LinkedTable } from "../table-links.ts";
import { type DatabaseSubject, databaseSubject } from "./database-subject.ts";

/** Whose the rows of a table of users or persons are, by the index of a rule, and the table that says it. */
export interface DecidedTable {
  readonly rule: number;
  readonly witness: LinkedTable;
}

/**
 * Returns whose the rows of the tables of general rules are, by the key of the table. `users` alone may be anybody;
 * `users` that orders refer to are customers, `users` with a key to `employees` are employees, and `persons` in a
 * database about diagnoses are patients. The tables are those of one database.
 */
export function decideGeneralTables(
  tables: readonly LinkedTable[],
  rules: readonly NameRule[],
): ReadonlyMap<string, DecidedTable> {
  const database = databaseSubject(tables, rules);
  const decided = new Map<string, DecidedTable>();
  for (const table of tables) {
    if (rules.some((rule) => !rule.isGeneral && isNamed(table.words, rule))) continue;
    const isUsers = rules.some((rule) => rule.isGeneral && isNamed(table.words, rule));
    const isPersons = rules.some(({ persons }) => matchPhrases(table.words, persons)?.isAtEnd === true);
    if (!isUsers && !isPersons) continue;
    const byKey = byKeys(table, tables, rules);
    // A draw stays one, whatever the rest of the database is about.
    const found = byKey === "draw" ? undefined : (byKey ?? byDatabase(table, { tables, rules, database }));
    if (found !== undefined) decided.set(entityKey(table.locator), found);
  }
  return decided;
}

/** A key of the table itself says more than a table that refers to it. */
const ownKey = 3;

/** Returns the one rule that the table's keys, and the tables with keys to it, speak for most. */
function byKeys(
  table: LinkedTable,
  members: readonly LinkedTable[],
  rules: readonly NameRule[],
): DecidedTable | "draw" | undefined {
  const own = table.words.join(" ");
  const referring = members.filter(
    (member) => member !== table && member.targets.some((words) => words.join(" ") === own),
  );
  const votes = rules.map((rule) => {
    if (rule.isGeneral || rule.referencedBy.length === 0) return { count: 0, witness: table };
    const fromKey = table.targets.some((target) => isNamedIn(target, rule.tables, rule)) ? ownKey : 0;
    const voters = referring.filter(
      ({ words, targets }) =>
        matchPhrases(words, rule.referencedBy)?.isAtEnd === true &&
        // Orders with a key to customers are theirs, and the user is who entered them.
        !targets.some((target) => target.join(" ") !== own && isNamedIn(target, rule.tables, rule)),
    );
    return { count: fromKey + voters.length, witness: voters[0] ?? table };
  });
  const most = Math.max(...votes.map(({ count }) => count));
  const [best, ...equal] = votes.flatMap(({ count, witness }, rule) => (count === most ? [{ rule, witness }] : []));
  if (most === 0) return undefined;
  return equal.length > 0 ? "draw" : best;
}

interface Database {
  readonly tables: readonly LinkedTable[];
  readonly rules: readonly NameRule[];
  readonly database: DatabaseSubject | undefined;
}

/** Returns what the database is about, unless a table of its own holds these persons. */
function byDatabase(table: LinkedTable, { tables, rules, database }: Database): DecidedTable | undefined {
  const rule = database === undefined ? undefined : rules[database.rule];
  if (database === undefined || rule === undefined) return undefined;
  const isUsers = rules.some((one) => one.isGeneral && isNamed(table.words, one));
  const isPersonsOf = (words: readonly string[], one: NameRule) =>
    matchPhrases(words, one.persons)?.isAtEnd === true && (one.isGeneral || one === rule);
  if (!isUsers) return rules.some((one) => isPersonsOf(table.words, one)) ? database : undefined;
  // Those who act on the rows of others also log in.
  if (rule.isActing) return database;
  const hasOwnTable = tables.some(
    ({ words }) => isNamedIn(words, rule.tables, rule) || rules.some((one) => isPersonsOf(words, one)),
  );
  return hasOwnTable ? undefined : database;
}
