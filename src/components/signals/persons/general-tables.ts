import { entityKey } from "../../locators.ts";
import { matchPhrases, wordsOf } from "../../rules/index.ts";
import { isAudit, keyTarget } from "../key-columns.ts";
import { isNamed, isNamedIn, type NameRule } from "../name-rules.ts";
import type { LinkedTable } from "../table-links.ts";
import type { Meaning } from "./stand-ins.ts";

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
  meaning: Meaning,
): ReadonlyMap<string, DecidedTable> {
  const decided = new Map<string, DecidedTable>();
  for (const table of tables) {
    if (rules.some((rule) => !rule.isGeneral && isNamed(table.words, rule))) continue;
    const isUsers = isGeneralName(table.words, rules);
    const isPersons = rules.some(({ persons }) => matchPhrases(table.words, persons)?.isAtEnd === true);
    if (!isUsers && !isPersons) continue;
    const byKey = byKeys(table, tables, { rules, standIns: meaning.standIns });
    // A draw stays one, whatever the rest of the database is about.
    const found = byKey === "draw" ? undefined : (byKey ?? byDatabase(table, { tables, rules, meaning }));
    if (found !== undefined) decided.set(entityKey(table.locator), found);
  }
  return withLogins(decided, tables, rules);
}

/** Adds the tables of users whose keys refer to a decided one: the logins of users who are patients are theirs. */
function withLogins(
  decided: ReadonlyMap<string, DecidedTable>,
  tables: readonly LinkedTable[],
  rules: readonly NameRule[],
): ReadonlyMap<string, DecidedTable> {
  const byName = new Map(
    tables.flatMap(({ words, locator }) => {
      const one = decided.get(entityKey(locator));
      return one === undefined ? [] : [[words.join(" "), one] as const];
    }),
  );
  const logins = tables.flatMap((table) => {
    if (decided.has(entityKey(table.locator)) || !isGeneralName(table.words, rules)) return [];
    const [one] = personalKeys(table).flatMap((key) => byName.get(key) ?? []);
    return one === undefined ? [] : [[entityKey(table.locator), one] as const];
  });
  return new Map([...decided, ...logins]);
}

/** The tables that a table's keys name, without those of who entered or handles a row. */
const personalKeys = ({ columns }: LinkedTable): readonly string[] =>
  columns.map(wordsOf).flatMap((words) => (isAudit(words) ? [] : [keyTarget(words)?.join(" ") ?? []].flat()));

/** A key of the table itself says more than a table that refers to it, and so does a column such as a salary. */
const ownKey = 3;
const ownColumn = 2;

/** Returns the one rule that the table's keys and columns, and the tables with keys to it, speak for most. */
function byKeys(
  table: LinkedTable,
  members: readonly LinkedTable[],
  { rules, standIns }: { readonly rules: readonly NameRule[]; readonly standIns: Meaning["standIns"] },
): DecidedTable | "draw" | undefined {
  const own = table.words.join(" ");
  const referring = members.filter((member) => member !== table && refersTo(member, own));
  const columns = table.columns.map(wordsOf);
  const votes = rules.map((rule, index) => {
    if (rule.isGeneral || rule.referencedBy.length === 0 || standIns.has(index)) return { count: 0, witness: table };
    const fromKey = table.targets.some((target) => isNamedIn(target, rule.tables, rule)) ? ownKey : 0;
    const fromColumn = columns.some((words) => matchPhrases(words, rule.userColumns) !== undefined) ? ownColumn : 0;
    const voters = referring.filter(
      ({ words, targets }) =>
        matchPhrases(words, rule.referencedBy)?.isAtEnd === true &&
        // Orders with a key to customers are theirs, and the user is who entered them.
        !targets.some((target) => target.join(" ") !== own && isNamedIn(target, rule.tables, rule)),
    );
    return { count: fromKey + fromColumn + voters.length, witness: voters[0] ?? table };
  });
  const most = Math.max(...votes.map(({ count }) => count));
  const [best, ...equal] = votes.flatMap(({ count, witness }, rule) => (count === most ? [{ rule, witness }] : []));
  if (most === 0) return undefined;
  return equal.length > 0 ? "draw" : best;
}

const refersTo = ({ targets }: LinkedTable, name: string): boolean => targets.some((words) => words.join(" ") === name);

interface Database {
  readonly tables: readonly LinkedTable[];
  readonly rules: readonly NameRule[];
  readonly meaning: Meaning;
}

/** Returns what the database is about, unless a table of its own holds these persons. */
function byDatabase(table: LinkedTable, { tables, rules, meaning }: Database): DecidedTable | undefined {
  const { database } = meaning;
  const rule = database === undefined ? undefined : rules[database.rule];
  if (database === undefined || rule === undefined) return undefined;
  const isUsers = isGeneralName(table.words, rules);
  const isPersonsOf = (words: readonly string[], one: NameRule) =>
    matchPhrases(words, one.persons)?.isAtEnd === true && (one.isGeneral || one === rule);
  if (!isUsers) return rules.some((one) => isPersonsOf(table.words, one)) ? database : undefined;
  // Those who act on the rows of others also log in.
  if (rule.isActing) return database;
  const ownTables = tables.filter(({ words }) => isNamedIn(words, rule.tables, rule));
  const [witness] = ownTables;
  if (witness !== undefined) return besideOwnTable(table, { rules, rule, database, ownTables, witness });
  return tables.some(({ words }) => rules.some((one) => isPersonsOf(words, one))) ? undefined : database;
}

const isGeneralName = (words: readonly string[], rules: readonly NameRule[]): boolean =>
  rules.some((rule) => rule.isGeneral && isNamed(words, rule));

interface OwnTables {
  readonly rules: readonly NameRule[];
  readonly rule: NameRule;
  readonly database: DecidedTable;
  readonly ownTables: readonly LinkedTable[];
  readonly witness: LinkedTable;
}

/** Users whom patients refer to are the logins of these; other users beside patients are those who serve them. */
function besideOwnTable(table: LinkedTable, { rules, rule, database, ownTables, witness }: OwnTables) {
  const own = table.words.join(" ");
  if (ownTables.some((one) => personalKeys(one).includes(own))) return database;
  // What refers to users is whose they are.
  if (table.targets.some((words) => words.join(" ") !== own && isGeneralName(words, rules))) return undefined;
  const staff = rules.findIndex(({ isStaff }) => isStaff);
  return rule.isServed && staff >= 0 ? { rule: staff, witness } : undefined;
}
