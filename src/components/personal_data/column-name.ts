import { type Entity, matchPhrases, type TypeFamily, wordsOf } from "../rules/index.ts";
import type { CompiledRule, CompiledRules } from "./rules.ts";
import { nameScore } from "./score.ts";

/** The facts about a column that are known before its values are read. */
export interface ColumnFacts {
  readonly name: string;
  readonly family: TypeFamily;
  readonly entity: Entity;
}

/** A rule that matches the name of a column. */
export interface NameMatch {
  readonly compiled: CompiledRule;
  readonly score: number;
  readonly length: number;
  readonly signals: readonly string[];
}

/** Returns the rule that matches the name best: the longest phrase, then the highest score. */
export function matchName(facts: ColumnFacts, rules: CompiledRules): NameMatch | undefined {
  const words = wordsOf(facts.name);
  let best: NameMatch | undefined;
  for (const compiled of rules.rules) {
    const match = matchRule(words, facts, compiled);
    if (match === undefined) continue;
    const isBetter =
      best === undefined || match.length > best.length || (match.length === best.length && match.score > best.score);
    if (isBetter) best = match;
  }
  return best;
}

/** Returns how a single rule matches the name; undefined if it does not. */
export const ruleMatchesName = (facts: ColumnFacts, compiled: CompiledRule): NameMatch | undefined =>
  matchRule(wordsOf(facts.name), facts, compiled);

function matchRule(words: readonly string[], facts: ColumnFacts, compiled: CompiledRule): NameMatch | undefined {
  const { rule } = compiled;
  const found = matchPhrases(words, compiled.names);
  if (found === undefined || rule.vetoed_types.some((family) => family === facts.family)) return undefined;
  // A column whose name ends in "id" is a key, unless the phrase of the rule itself ends in "id".
  if (words.at(-1) === "id" && !found.isAtEnd) return undefined;
  if (matchPhrases(found.others, compiled.exclude) !== undefined) return undefined;
  if (!fitsTable(facts.entity, rule.tables) || !hasNeighbour(words, facts.entity, compiled)) return undefined;
  const link = facts.entity.person;
  const signals = [`name: ${found.phrase.shown}`];
  if (link === "self") signals.push("table of persons");
  if (link === "linked") signals.push("table that refers to persons");
  return { compiled, score: nameScore(rule.base, link), length: found.phrase.words.length, signals };
}

/** Returns whether a rule may say something of a column of this table. */
export function fitsTable(entity: Entity, wanted: CompiledRule["rule"]["tables"]): boolean {
  switch (wanted) {
    case "any":
      return true;
    case "not_thing":
      return !entity.isThing || entity.person === "self";
    case "person":
      return entity.person === "self";
    case "person_or_linked":
      return entity.person !== "unknown" && !entity.isThing;
  }
}

function hasNeighbour(words: readonly string[], entity: Entity, { beside }: CompiledRule): boolean {
  if (beside.length === 0) return true;
  const own = words.join(" ");
  return entity.columns.some((column) => column.join(" ") !== own && matchPhrases(column, beside) !== undefined);
}
