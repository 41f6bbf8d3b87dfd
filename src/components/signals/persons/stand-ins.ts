import { matchPhrases, wordsOf } from "../../rules/index.ts";
import { keyTarget } from "../key-columns.ts";
import { isMentioned, isNamedIn, type NameRule } from "../name-rules.ts";
import type { LinkedTable } from "../table-links.ts";
import { type DatabaseSubject, databaseSubject } from "./database-subject.ts";

/**
 * The rules whose words mean others in a database, each with the rule that stands in for it; undefined if none does.
 * An applicant of a bank is its customer, and what a clinic bills its clients for is about its patients.
 */
export type StandIns = ReadonlyMap<number, number | undefined>;

/** What a database is about, and the rules whose words mean others in it. */
export interface Meaning {
  readonly database: DatabaseSubject | undefined;
  readonly standIns: StandIns;
}

/** Reads what the tables of one database are about. */
export function meaningOf(tables: readonly LinkedTable[], rules: readonly NameRule[]): Meaning {
  const alone = new Set(rules.flatMap((rule, index) => (isAlone(rule, tables) ? [index] : [])));
  const database = databaseSubject(tables, rules, (index) => !alone.has(index));
  const standIn = database?.rule;
  const about = standIn === undefined ? undefined : rules[standIn];
  const hasTable = (rule: NameRule) => tables.some(({ words }) => isNamedIn(words, rule.tables, rule));
  const isOfDatabase = (rule: NameRule) => {
    if (about === undefined || !rule.givesWayTo.includes(about.id)) return false;
    // The clients of a clinic without a table of patients are these.
    return hasTable(about) ? !hasTable(rule) : about.isServed;
  };
  const meant = rules.flatMap((rule, index) =>
    alone.has(index) || isOfDatabase(rule) ? [[index, standIn] as const] : [],
  );
  return { database, standIns: new Map(meant) };
}

/** Fewer other tables say nothing about what a database is for. */
const fewestOthers = 3;

/** Whether a rule's words lack the tables beside which they mean its persons: jobs, vacancies, interviews. */
function isAlone(rule: NameRule, tables: readonly LinkedTable[]): boolean {
  if (rule.beside.length === 0) return false;
  const others = tables.filter(({ name }) => !isMentioned(wordsOf(name), rule));
  if (others.length < fewestOthers) return false;
  return !tables.some(({ words, columns }) => {
    if (matchPhrases(words, rule.beside) !== undefined) return true;
    return columns.map(wordsOf).some((column) => {
      const key = keyTarget(column);
      return key !== undefined && !isMentioned(key, rule) && matchPhrases(key, rule.beside) !== undefined;
    });
  });
}
