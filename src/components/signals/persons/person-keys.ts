import { entityKey } from "../../locators.ts";
import { wordsOf } from "../../rules/index.ts";
import { isAudit, isTenantKey, keyTarget } from "../key-columns.ts";
import { isMentioned, isNamedIn, type NameRule } from "../name-rules.ts";
import { databaseOf, type LinkedTable } from "../table-links.ts";
import { type DecidedTable, decideGeneralTables } from "./general-tables.ts";
import { meaningOf, type StandIns } from "./stand-ins.ts";
import { type TableOwner, TableOwners } from "./table-owners.ts";

/** A column that refers to a table of persons, or of their records, with the rule of these. */
export interface PersonKey extends TableOwner {
  readonly column: string;
}

/** A table with what the other tables of its database say about it. */
export interface RelatedTable extends LinkedTable {
  readonly keys: readonly PersonKey[];
  /** Whose its rows are, which another table says. */
  readonly decided: DecidedTable | undefined;
  readonly standIns: StandIns;
  readonly about: number | undefined;
}

/**
 * Adds to each table whose rows its keys refer to. `isPersonal` says of which tables the keys of the tables that they
 * refer to count too: an answer belongs to a questionnaire, and this to a patient.
 */
export function withPersonKeys(
  tables: readonly LinkedTable[],
  rules: readonly NameRule[],
  isPersonal: (table: LinkedTable) => boolean,
): readonly RelatedTable[] {
  return [...Map.groupBy(tables, databaseOf).values()].flatMap((members) => {
    const meaning = meaningOf(members, rules);
    const { standIns } = meaning;
    const decided = decideGeneralTables(members, rules, meaning);
    const owners = new TableOwners(members, rules, { decided, standIns });
    const hasFindings = members.some(isPersonal);
    const direct = members.map((table) => ({
      ...table,
      ...(hasFindings ? { isPersonal: isPersonal(table) } : {}),
      keys: keysOf(table, members, owners),
      decided: decided.get(entityKey(table.locator)),
      standIns,
      about: meaning.database?.rule,
    }));
    return throughOthers(direct, rules, isPersonal);
  });
}

function keysOf(
  { words: own, columns, references = [], withoutPrefix }: LinkedTable,
  members: readonly LinkedTable[],
  owners: TableOwners,
): readonly PersonKey[] {
  return columns.flatMap((column) => {
    if (isTenantKey(column, members)) return [];
    const words = wordsOf(column);
    const declared = references.filter((one) => one.column === column).map(({ table }) => table.split(" "));
    const target = keyTarget(words);
    const implied = target === undefined ? undefined : withoutPrefix(target);
    const key = implied?.join(" ");
    // The table's own key, and the parent in a tree.
    if (declared.length === 0 && (key === own.join(" ") || key === "parent")) return [];
    const found =
      declared.length === 0
        ? owners.implied(words, implied, own)
        : declared.flatMap((one) => owners.declared(words, one, own));
    return found.map((owner) => ({ column, ...owner }));
  });
}

/** Whether rows are about these persons, and these do not only handle them. */
const isSubject = (rule: NameRule | undefined): boolean => rule?.isGeneral === false && !rule.isActing;

const isMentionedAt = ({ words }: LinkedTable, rule: NameRule | undefined): boolean =>
  rule !== undefined && isMentioned(words, rule);

/** How many tables may lie between a row and its person. */
const mostSteps = 2;

function throughOthers(
  tables: readonly RelatedTable[],
  rules: readonly NameRule[],
  isPersonal: (table: LinkedTable) => boolean,
): readonly RelatedTable[] {
  let known = tables;
  const isNoPerson = ({ words, decided }: RelatedTable) =>
    decided === undefined && !rules.some((rule) => isNamedIn(words, rule.tables, rule));
  for (let step = 0; step < mostSteps; step++) {
    // Not through other persons: what an employee did last was for a customer.
    const byName = new Map(known.filter(isNoPerson).map((table) => [table.words.join(" "), table]));
    known = known.map((table) => {
      const isOfPersons = table.keys.some(({ rule }) => isSubject(rules[rule]) || isMentionedAt(table, rules[rule]));
      if (isOfPersons || table.decided !== undefined || !isPersonal(table)) return table;
      if (!isNoPerson(table)) return table;
      return { ...table, keys: [...table.keys, ...keysThrough(table, byName, rules)] };
    });
  }
  return known;
}

function keysThrough(
  { words: own, columns, references = [], withoutPrefix }: RelatedTable,
  byName: ReadonlyMap<string, RelatedTable>,
  rules: readonly NameRule[],
): readonly PersonKey[] {
  return columns.flatMap((column) => {
    const words = wordsOf(column);
    if (isAudit(words)) return [];
    const declared = references.find((one) => one.column === column)?.table;
    const target = declared ?? withoutPrefix(keyTarget(words) ?? []).join(" ");
    if (target === "" || target === own.join(" ")) return [];
    const found = byName.get(target)?.keys ?? [];
    return found.filter(({ rule }) => isSubject(rules[rule])).map((key) => ({ ...key, column }));
  });
}
