import { type EntityWords, withoutMarks } from "../../rules/index.ts";
import type { FindingCandidate, Kit, Values } from "../candidate.ts";
import { type ColumnFacts, fitsFamily } from "../column-name.ts";
import { isKeyOfRow } from "../keys/index.ts";
import type { CompiledRule } from "../rules.ts";
import { scoreOf } from "../score.ts";
import { shownValues } from "../shown-values.ts";
import { contradictions } from "../vetoes.ts";
import { featuresOf, keyOf, type ModelledColumn } from "./features.ts";
import { ask, type ColumnModel, type ModelAnswer } from "./model.ts";

/** Returns what the model looks at. */
export function modelledColumn({ name, family, entity }: ColumnFacts, entities: EntityWords): ModelledColumn {
  return { words: withoutMarks(entities.wordsOf(name), entity), family, entity };
}

/** Asks the model whether a column is personal data, by its name, its type and its table. */
export function askAbout(facts: ColumnFacts, model: ColumnModel, kit: Kit): ModelAnswer {
  const { own, around } = featuresOf(modelledColumn(facts, kit.rules.entities));
  return ask(model, { own: own.map(keyOf), around: around.map(keyOf) });
}

/** Between the probability and the score: what a model says weighs less than a rule. */
const discount = 0.35;
/** A column of which fewer than this share are personal data speaks against a rule that matches its name. */
const unlikely = 0.01;
const lossOfUnlikely = 0.4;
/** A special category needs more certainty and its own name to say so, besides a table of persons. */
const certain = 0.92;
/** What the column itself must say, so that no table makes all of its columns personal data. */
const leastAlone = 0.05;
/** `a`, `pt`: a name that can mean anything. */
const shortestName = 3;
/** How many of the most probable categories are looked at for one that the type allows. */
const triedCategories = 2;

/** Returns a finding for a column that no rule matches, but that looks like labelled columns of persons. */
export function learnedColumn(
  facts: ColumnFacts,
  values: Values,
  answer: ModelAnswer,
  kit: Kit,
): FindingCandidate | undefined {
  if (!kit.rules.entities.wordsOf(facts.name).some(({ length }) => length >= shortestName)) return undefined;
  if (isKeyOfRow(facts, kit.rules.entities)) return undefined;
  const compiled = ruleFor(facts, answer, kit);
  if (compiled === undefined) return undefined;
  const vetoes = contradictions(compiled.rule, values, kit);
  const text = shareText(answer);
  const score = Math.max(0, answer.probability - discount);
  const { value, steps } = scoreOf({
    start: { step: "learned", text, score },
    vetoes,
    ceiling: { score: 1 - discount, text: "the highest score that examples alone can give" },
  });
  const all = values.distinct.map((_, index) => ({ index }));
  const { category, special_category: isSpecial, severity } = compiled.rule;
  const kind = isSpecial || severity === "high" ? "hidden" : "words";
  return {
    compiled,
    ...{ score: value, steps },
    matches: { count: 0, distinct: 0, sample: values.distinct.length, share: null },
    ...shownValues(all, { values, kind, category, kit }),
    explain: { base: score, signals: [`learned: ${text}`], vetoes: vetoes.map((veto) => veto.text) },
  };
}

/** Returns what the model says against a rule that matches the name of a column. */
export function learnedVetoes({
  probability,
}: ModelAnswer): readonly { readonly text: string; readonly loss: number }[] {
  if (probability >= unlikely) return [];
  return [
    { text: "most labelled columns with such a name, type and table hold no personal data", loss: lossOfUnlikely },
  ];
}

const shareText = ({ probability }: ModelAnswer): string => `${Math.round(probability * 100)} % of such columns`;

/** Returns a rule of the most probable category. A special category needs a table of persons as a second signal. */
function ruleFor(
  facts: ColumnFacts,
  { categories, probability, alone }: ModelAnswer,
  { rules }: Kit,
): CompiledRule | undefined {
  if (alone.probability < leastAlone) return undefined;
  for (const category of categories.slice(0, triedCategories)) {
    const own = rules.rules.filter(({ rule }) => rule.category === category && rule.coded !== "only");
    const fitting = own.find((one) => fitsFamily(one, facts));
    if (fitting === undefined) continue;
    const isSaid = alone.category === category && alone.probability >= 0.5;
    const isSupported = facts.entity.person !== "unknown" && isSaid && probability >= certain;
    return !fitting.rule.special_category || isSupported ? fitting : undefined;
  }
  return undefined;
}
