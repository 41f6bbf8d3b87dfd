import { entityKey } from "../locators.ts";
import { matchPhrases, wordsOf } from "../rules/index.ts";
import { type DecidedTable, decideGeneralTables } from "./general-tables.ts";
import { isAudit, isTenantKey, keyColumns, keyTarget } from "./key-columns.ts";
import { isMentioned, isNamedIn, type NameRule } from "./name-rules.ts";
import { databaseOf, type LinkedTable } from "./table-links.ts";

/** A column that refers to a table of persons, or of their records, with the rule of these. */
export interface PersonKey {
  readonly column: string;
  readonly rule: number;
  readonly isRecord: boolean;
}

/** A table with what the other tables of its database say about it. */
export interface RelatedTable extends LinkedTable {
  readonly keys: readonly PersonKey[];
  /** Whose its rows are, which another table says. */
  readonly decided: DecidedTable | undefined;
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
    const decided = decideGeneralTables(members, rules);
    const keysOf = keyReader(members, rules, decided);
    const hasFindings = members.some(isPersonal);
    const direct = members.map((table) => ({
      ...table,
      ...(hasFindings ? { isPersonal: isPersonal(table) } : {}),
      keys: keysOf(table),
      decided: decided.get(entityKey(table.locator)),
    }));
    return throughOthers(direct, rules, isPersonal);
  });
}

type Owners = readonly { readonly rule: number; readonly isRecord: boolean }[];

function keyReader(
  members: readonly LinkedTable[],
  rules: readonly NameRule[],
  decided: ReadonlyMap<string, DecidedTable>,
): (table: LinkedTable) => readonly PersonKey[] {
  const names = new Map(members.map((table) => [table.words.join(" "), table]));
  const byName = new Map(
    members.flatMap(({ words, locator }) => {
      const one = decided.get(entityKey(locator));
      return one === undefined ? [] : [[words.join(" "), one.rule] as const];
    }),
  );
  const ownersOf = remembered((words: readonly string[]): Owners => {
    const better = byName.get(words.join(" "));
    if (better !== undefined) return [{ rule: better, isRecord: false }];
    const columns = names.get(words.join(" "))?.columns.map(wordsOf) ?? [];
    return namedOwners(words, rules).filter(
      ({ rule }) => !columns.some((column) => matchPhrases(column, rules[rule]?.excludeColumns ?? []) !== undefined),
    );
  });
  const isPersons = ({ words, locator }: LinkedTable) =>
    decided.has(entityKey(locator)) || ownersOf(words).some(({ isRecord }) => !isRecord);
  const byColumn = keyColumns(members.filter(isPersons));
  // Whoever enters or changes a row is not whom it is about.
  const isActor = ({ rule }: Owners[number]) => rules[rule]?.isGeneral === true || rules[rule]?.isActing === true;
  const isGeneralTable = (words: readonly string[]) =>
    byName.has(words.join(" ")) || ownersOf(words).some(({ rule }) => rules[rule]?.isGeneral === true);

  const declaredOwners = (words: readonly string[], target: readonly string[], own: readonly string[]): Owners => {
    const owners = ownersOf(target);
    if (!isGeneralTable(target)) return isAudit(words) ? owners.filter((one) => !isActor(one)) : owners;
    if (isAudit(words)) return [];
    // `student_id` that refers to persons.
    const role = namedOwners(
      words.filter((word) => word !== "id"),
      rules,
    ).filter((one) => !one.isRecord && !isActor(one));
    if (role.length > 0) return role;
    return ofDecided(target, own, owners);
  };
  // The absences of staff refer to persons, who are pupils in the other tables of a school.
  const ofDecided = (target: readonly string[], own: readonly string[], owners: Owners): Owners => {
    const ofName = byName.has(target.join(" ")) ? mentionedOwners(own, rules) : [];
    return ofName.length > 0 ? ofName : owners;
  };
  const impliedOwners = (
    words: readonly string[],
    target: readonly string[] | undefined,
    own: readonly string[],
  ): Owners => {
    const isKnown = target !== undefined && names.has(target.join(" "));
    const named = target === undefined ? [] : isKnown ? ownersOf(target) : namedOwners(target, rules, true);
    const through = named.length > 0 || isKnown ? target : byColumn(words);
    const found = ofDecided(through ?? [], own, through === target ? named : ownersOf(through ?? []));
    return isAudit(words) ? found.filter((one) => !isActor(one)) : found;
  };
  return ({ words: own, columns, references = [], withoutPrefix }) =>
    columns.flatMap((column) => {
      const words = wordsOf(column);
      const targets = references.filter((one) => one.column === column).map(({ table }) => table.split(" "));
      const implied = keyTarget(words);
      const target = implied === undefined ? undefined : withoutPrefix(implied);
      const key = target?.join(" ");
      if (isTenantKey(column, members)) return [];
      // The table's own key, and the parent in a tree.
      if (targets.length === 0 && (key === own.join(" ") || key === "parent")) return [];
      const owners =
        targets.length === 0
          ? impliedOwners(words, target, own)
          : targets.flatMap((target) => declaredOwners(words, target, own));
      return owners.map((owner) => ({ column, ...owner }));
    });
}

/** `isImplied`: a name that must be whole says too little without a table of this name. */
function namedOwners(words: readonly string[], rules: readonly NameRule[], isImplied = false): Owners {
  const all = rules.flatMap((rule, index) => {
    const isWhole = isImplied && matchPhrases(words, rule.tables)?.phrase.isWhole === true;
    if (!isWhole && isNamedIn(words, rule.tables, rule)) return [{ rule: index, isRecord: false }];
    return isNamedIn(words, rule.records, rule) ? [{ rule: index, isRecord: true }] : [];
  });
  const specific = all.filter(({ rule }) => rules[rule]?.isGeneral !== true);
  return specific.length > 0 ? specific : all;
}

/** The persons that a table's name has anywhere in it. */
function mentionedOwners(words: readonly string[], rules: readonly NameRule[]): Owners {
  return rules.flatMap((rule, index) => {
    if (rule.isGeneral || matchPhrases(words, rule.exclude) !== undefined) return [];
    return matchPhrases(words, rule.tables) === undefined ? [] : [{ rule: index, isRecord: false }];
  });
}

function remembered<T>(read: (words: readonly string[]) => T): (words: readonly string[]) => T {
  const known = new Map<string, T>();
  return (words) => {
    const key = words.join(" ");
    const held = known.get(key) ?? read(words);
    known.set(key, held);
    return held;
  };
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
