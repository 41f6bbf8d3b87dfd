import { matchPhrases } from "../../rules/index.ts";
import { isMentioned, type NameRule } from "../name-rules.ts";
import type { LinkedTable } from "../table-links.ts";

/** What most tables of a database are about, as the index of a rule, and the table that says it first. */
export interface DatabaseSubject {
  readonly rule: number;
  readonly witness: LinkedTable;
}

const fewestTables = 3;
const leastShare = 0.12;
/** By how much the first must be ahead of the second. */
const lead = 1.3;

/**
 * Returns what a database is about: the rule that most tables speak for. Undefined if only few do, or if as many speak
 * for another rule. Rules that `counts` denies have no say.
 */
export function databaseSubject(
  tables: readonly LinkedTable[],
  rules: readonly NameRule[],
  counts: (rule: number) => boolean,
): DatabaseSubject | undefined {
  const supporters = rules.map((rule, index) =>
    rule.database.length === 0 || !counts(index) || isDenied(tables, rule)
      ? []
      : tables.filter(({ words }) => speaksFor(words, rule)),
  );
  const numbers = supporters.map(({ length }) => length);
  const most = Math.max(0, ...numbers);
  const rule = numbers.indexOf(most);
  const witness = supporters[rule]?.[0];
  const second = Math.max(0, ...numbers.filter((_, index) => index !== rule));
  const isClear = most >= fewestTables && most >= tables.length * leastShare && most >= second * lead;
  return isClear && witness !== undefined ? { rule, witness } : undefined;
}

const isDenied = (tables: readonly LinkedTable[], { notAbout }: NameRule): boolean =>
  tables.some(({ words }) => matchPhrases(words, notAbout) !== undefined);

function speaksFor(words: readonly string[], rule: NameRule): boolean {
  if (matchPhrases(words, rule.database) !== undefined) return true;
  return isMentioned(words, rule) && matchPhrases(words, rule.exclude) === undefined;
}
