import { matchPhrases, type TypeFamily } from "../rules/index.ts";
import {
  bestByCategory,
  type FindingCandidate,
  type Kit,
  matchesAt,
  roundedShare,
  type Values,
  withTotal,
} from "./candidate.ts";
import { isNoValue } from "./code-values.ts";
import { askAbout, learnedColumn, learnedVetoes, type ModelAnswer } from "./column_model/index.ts";
import { type ColumnFacts, isCertain, matchName, matchNameInAnyTable, type NameMatch } from "./column-name.ts";
import { decodeText } from "./decode.ts";
import { insideTexts } from "./inside-texts.ts";
import { fieldOfPackage } from "./packages.ts";
import { patternColumns } from "./patterns/pattern-hits.ts";
import type { Recogniser, Verdict } from "./recognisers/index.ts";
import type { CompiledRule } from "./rules.ts";
import { highestScore, type Score, type ScoreSignals, scoreOf } from "./score.ts";
import { shownValues } from "./shown-values.ts";
import { contradictions, type OtherForm, otherForm } from "./vetoes.ts";

/** Evaluates a column by its name, its table and its values. Repeated values count once. */
export function evaluateColumn(facts: ColumnFacts, values: Values, kit: Kit): readonly FindingCandidate[] {
  const name = matchName(facts, kit.rules);
  const looked = withoutAllowed(values, kit);
  // `phone: none`, `password: ${DB_PASSWORD}`: a field that nobody filled in holds nothing of a person.
  if (looked.distinct.length > 0 && looked.distinct.every(isNoValue)) return [];
  const words = kit.rules.entities.wordsOf(facts.name);
  const other = name && otherForm(name.compiled.rule, looked, kit);
  const byValue = kit.recognisers.flatMap(
    (recogniser) => wholeValues({ recogniser, name, other, words, family: facts.family, values: looked }, kit) ?? [],
  );
  const candidates = [
    ...byValue,
    ...patternColumns(facts, looked, kit),
    ...vocabulary(facts, looked, name, kit),
    ...phrasesInside(facts, looked, name, kit),
  ];
  // The name may only lose to a form that is reported: the column is found as one of the two.
  const reported = candidates.some((one) => one.compiled.rule.recogniser === other?.id && isReported(one, kit))
    ? other
    : undefined;
  candidates.push(...byNameAlone({ facts, name, values: looked, candidates, reported }, kit));
  const found = new Set(candidates.map((one) => one.compiled.rule.category));
  const inside = insideTexts(facts, looked, kit).filter((one) => !found.has(one.compiled.rule.category));
  return bestByCategory([...candidates, ...inside])
    .filter((one) => isReported(one, kit))
    .map((one) => withTotal(one, looked));
}

const isReported = ({ score, compiled }: FindingCandidate, { options }: Kit): boolean =>
  score >= options.threshold(compiled.rule.recogniser);

interface NameAlone {
  readonly facts: ColumnFacts;
  readonly name: NameMatch | undefined;
  readonly values: Values;
  /** What the values say. */
  readonly candidates: readonly FindingCandidate[];
  readonly reported: OtherForm | undefined;
}

const isSameCategory = (one: FindingCandidate, name: NameMatch): boolean =>
  one.compiled.rule.category === name.compiled.rule.category;

/** Returns what only the name says: by the rule that matches it or, if there is none, by the model. */
function byNameAlone({ facts, name, values, candidates, reported }: NameAlone, kit: Kit): readonly FindingCandidate[] {
  const isKnown = candidates.some((one) => name === undefined || isSameCategory(one, name));
  if (isKnown) return [];
  const { columnModel } = kit;
  const answer = facts.isOfDatabase === true && columnModel ? askAbout(facts, columnModel, kit) : undefined;
  if (name !== undefined) return [nameOnly(name, { facts, values, reported, answer }, kit)];
  const learned = answer && learnedColumn(facts, values, answer, kit);
  return learned === undefined ? [] : [learned];
}

function withoutAllowed({ distinct, counts, rows, lines, total }: Values, kit: Kit): Values {
  const kept = distinct.flatMap((value, index) => (value.trim() === "" || kit.options.isAllowed(value) ? [] : [index]));
  const only = (numbers: readonly number[]): readonly number[] => kept.map((index) => numbers[index] ?? 0);
  return {
    distinct: kept.map((index) => decodeText(distinct[index] ?? "").text),
    counts: only(counts),
    ...(rows === undefined ? {} : { rows: only(rows) }),
    ...(lines === undefined ? {} : { lines: only(lines) }),
    // How many of the values that are not at hand are allowed is not known.
    ...(total === undefined ? {} : { total: total.isWhole ? { ...total, values: sumOf(only(counts)) } : total }),
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

interface WholeValues {
  readonly recogniser: Recogniser;
  readonly name: NameMatch | undefined;
  readonly other: OtherForm | undefined;
  readonly words: readonly string[];
  readonly family: TypeFamily;
  readonly values: Values;
}

// Testing a national number tries every region. A few hundred values are as conclusive as all of them.
const mostTested = 300;

function wholeValues({ recogniser, name, other, words, family, values }: WholeValues, kit: Kit) {
  const compiled = kit.rules.byRecogniser.get(recogniser.id);
  const isNamed = name !== undefined && name.compiled.rule.recogniser === recogniser.id;
  // A field for something else of a person needs no more values than one for this.
  const isExpected = isNamed || other?.id === recogniser.id;
  const isNumeric = family === "integer" || family === "real";
  if (compiled === undefined || family === "boolean" || family === "binary" || family === "date") return undefined;
  if (isNumeric && !isNamed) return undefined;
  // The form alone proves nothing here, and the column name indicates something else: a version, a server.
  if (!isNamed && !recogniser.isValidator && matchPhrases(words, compiled.exclude) !== undefined) return undefined;
  const tested = values.distinct.slice(0, mostTested);
  const verdicts = tested.map((value) => recogniser.test(value, { isNamed }));
  const hits = verdicts.flatMap((verdict, index) => (verdict === undefined ? [] : [{ verdict, index }]));
  const distinct = new Set(hits.map(({ verdict }) => verdict.value)).size;
  const share = tested.length === 0 ? 0 : hits.length / tested.length;
  const { minDistinct, minShare } = kit.options;
  const isEnough = share >= minShare && (distinct >= minDistinct || (isExpected && distinct > 0));
  if (!isEnough) return undefined;
  const matches = {
    count: hits.reduce((sum, { index }) => sum + (values.counts[index] ?? 0), 0),
    distinct,
    sample: tested.length,
    share: roundedShare(share),
  };
  return {
    compiled: isNamed ? name.compiled : compiled,
    matches,
    ...shownValues(hits, { values, kind: recogniser.id, category: compiled.rule.category, kit }),
    ...scoreValues(
      hits.map((hit) => hit.verdict),
      { share, isValidated: recogniser.isValidator },
      isNamed ? name : undefined,
    ),
  };
}

function scoreValues(
  verdicts: readonly Verdict[],
  { share, isValidated }: { readonly share: number; readonly isValidated: boolean },
  name: NameMatch | undefined,
) {
  const mean = verdicts.reduce((sum, verdict) => sum + verdict.score, 0) / verdicts.length;
  const notes = [...new Set(verdicts.flatMap((verdict) => verdict.notes))];
  const signals = [`values: ${Math.round(share * 100)} % match`, ...notes].slice(0, 6);
  const { value, steps } = scoreOf({
    name: name === undefined ? undefined : nameSignal(name),
    form: { score: mean, reasons: notes.slice(0, 5), isValidated },
    share,
    ceiling: highest,
  });
  const base = name === undefined ? roundedShare(mean) : name.compiled.rule.base;
  const explain = { base, signals: [...(name?.signals ?? []), ...signals], vetoes: [] };
  return { score: value, steps, explain };
}

const highest = { score: highestScore, text: "highest score" } as const;

const nameSignal = ({ compiled, score, signals }: NameMatch): NonNullable<ScoreSignals["name"]> => ({
  base: compiled.rule.base,
  score,
  signals,
});

function nameOnly(
  name: NameMatch,
  {
    facts,
    values,
    reported,
    answer,
  }: Omit<NameAlone, "name" | "candidates"> & { readonly answer: ModelAnswer | undefined },
  kit: Kit,
): FindingCandidate {
  const { rule } = name.compiled;
  const opposed =
    answer !== undefined && kit.opposesRules === true && !isCertain(name, facts) ? learnedVetoes(answer) : [];
  const vetoes = [...contradictions(rule, values, kit, reported), ...opposed];
  const kind = rule.special_category || rule.severity === "high" ? "hidden" : "words";
  const all = values.distinct.map((_, index) => ({ index }));
  const ceiling = facts.isOfPackage === true && rule.category !== "password" ? fieldOfPackage : highest;
  const { value: score, steps } = scoreOf({ name: nameSignal(name), vetoes, ceiling });
  return {
    compiled: name.compiled,
    ...{ score, steps },
    matches: { count: 0, distinct: 0, sample: values.distinct.length, share: null },
    ...shownValues(all, { values, kind, category: rule.category, kit }),
    explain: { base: rule.base, signals: [...name.signals], vetoes: vetoes.map((veto) => veto.text) },
  };
}

/** Matches whole values against a rule's list. Special categories require a second signal: a name or a person. */
function vocabulary(
  facts: ColumnFacts,
  values: Values,
  name: NameMatch | undefined,
  kit: Kit,
): readonly FindingCandidate[] {
  if (values.distinct.length === 0) return [];
  const plain = values.distinct.map((value) => value.trim().toLowerCase());
  return kit.rules.rules.flatMap((compiled) => {
    if (compiled.vocabulary.size === 0) return [];
    const hits = plain.flatMap((value, index) => (compiled.vocabulary.has(value) ? [index] : []));
    const share = hits.length / values.distinct.length;
    // The vocabulary is the second signal, so the table need not be about persons.
    const looser = matchNameInAnyTable(facts, compiled, kit.rules);
    const isNamed = name?.compiled === compiled || looser !== undefined;
    if (hits.length < kit.options.minDistinct || share < Math.max(0.5, kit.options.minShare)) return [];
    if (!isNamed && facts.entity.person === "unknown") return [];
    const named = name?.compiled === compiled ? name : looser;
    return {
      compiled,
      ...scoreOfSecond(named, { start: "table of persons", second: "values of the rule's list", effect: 0.15 }),
      matches: matchesAt(hits, values),
      ...shownValues(
        hits.map((index) => ({ index })),
        { values, kind: "hidden", category: compiled.rule.category, kit },
      ),
      explain: {
        base: compiled.rule.base,
        signals: [...(named?.signals ?? ["table of persons"]), "values: vocabulary"],
        vetoes: [],
      },
    };
  });
}

const fewValues = 20;

/**
 * Matches phrases inside values, in a table about persons or in a column that the rule names. A person must review
 * them.
 */
function phrasesInside(
  facts: ColumnFacts,
  values: Values,
  name: NameMatch | undefined,
  kit: Kit,
): readonly FindingCandidate[] {
  if (facts.family !== "text" && facts.family !== "unknown") return [];
  const found = indexesOfPhrases(values, kit);
  return kit.rules.rules.flatMap((compiled) => {
    const hits = found.get(compiled) ?? [];
    // A single match among many values is more likely a coincidence.
    if (hits.length === 0 || (hits.length === 1 && values.distinct.length > fewValues)) return [];
    const named = name?.compiled === compiled ? name : matchNameInAnyTable(facts, compiled, kit.rules);
    const isAboutPersons = facts.entity.person !== "unknown" && !facts.entity.isThing;
    if (named === undefined && !isAboutPersons) return [];
    return {
      compiled,
      ...scoreOfSecond(named, {
        start: "table about persons",
        second: "phrases of the rule in the values",
        effect: named === undefined ? 0.05 * Math.min(3, hits.length) : 0.1,
      }),
      matches: matchesAt(hits, values),
      ...shownValues(
        hits.map((index) => ({ index })),
        { values, kind: "hidden", category: compiled.rule.category, kit },
      ),
      explain: {
        base: compiled.rule.base,
        signals: [...(named?.signals ?? ["table about persons"]), "values: phrases of the rule"],
        vetoes: [],
      },
    };
  });
}

/** Scores a second signal beside a name or, without a name, beside a table about persons. */
function scoreOfSecond(
  name: NameMatch | undefined,
  { start, second, effect }: { readonly start: string; readonly second: string; readonly effect: number },
): { readonly score: number; readonly steps: Score["steps"] } {
  const { value, steps } = scoreOf({
    ...(name === undefined ? { start: { step: "table", text: start, score: 0.5 } } : { name: nameSignal(name) }),
    second: [{ text: second, effect }],
    ceiling: { score: 0.95, text: "the highest score without a validated form" },
  });
  return { score: value, steps };
}

/** Returns the indexes of the values that contain a phrase, by rule. */
function indexesOfPhrases({ distinct }: Values, kit: Kit): ReadonlyMap<CompiledRule, readonly number[]> {
  const found = new Map<CompiledRule, number[]>();
  for (const [index, value] of distinct.entries()) {
    for (const compiled of kit.rules.phrases.find(value).keys()) {
      // What is said of a person requires a sentence.
      if (typeof compiled === "string") continue;
      const hits = found.get(compiled);
      if (hits === undefined) found.set(compiled, [index]);
      else hits.push(index);
    }
  }
  return found;
}
