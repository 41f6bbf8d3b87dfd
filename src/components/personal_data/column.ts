import { matchPhrases, type PersonalDataRule, type TypeFamily } from "../rules/index.ts";
import { bestByCategory, type FindingCandidate, type Kit, type Values } from "./candidate.ts";
import { type ColumnFacts, fitsTable, matchName, matchNameInAnyTable, type NameMatch } from "./column-name.ts";
import { decodeText } from "./decode.ts";
import { mask } from "./mask.ts";
import { patternColumns } from "./patterns/pattern-hits.ts";
import type { Recogniser, Verdict } from "./recognisers/index.ts";
import type { CompiledRule } from "./rules.ts";
import { scanText } from "./scan.ts";
import { type ShownValue, shownAt, shownValues } from "./shown-values.ts";

/** Evaluates a column by its name, its table and its values. Repeated values count once. */
export function evaluateColumn(facts: ColumnFacts, values: Values, kit: Kit): readonly FindingCandidate[] {
  const name = matchName(facts, kit.rules);
  const looked = withoutAllowed(values, kit);
  const words = kit.rules.entities.wordsOf(facts.name);
  const byValue = kit.recognisers.flatMap(
    (recogniser) => wholeValues({ recogniser, name, words, family: facts.family, values: looked }, kit) ?? [],
  );
  const candidates = [
    ...byValue,
    ...patternColumns(facts, looked, kit),
    ...vocabulary(facts, looked, name, kit),
    ...phrasesInside(facts, looked, name, kit),
  ];
  if (name !== undefined && !candidates.some((one) => one.compiled.rule.category === name.compiled.rule.category)) {
    candidates.push(nameOnly(name, looked, kit));
  }
  const found = new Set(candidates.map((one) => one.compiled.rule.category));
  const inside = insideTexts(facts, looked, kit).filter((one) => !found.has(one.compiled.rule.category));
  const threshold = (one: FindingCandidate) => kit.options.threshold(one.compiled.rule.recogniser);
  return bestByCategory([...candidates, ...inside]).filter((one) => one.score >= threshold(one));
}

function withoutAllowed({ distinct, counts, rows, lines }: Values, kit: Kit): Values {
  const kept = distinct.flatMap((value, index) => (value.trim() === "" || kit.options.isAllowed(value) ? [] : [index]));
  const only = (numbers: readonly number[]): readonly number[] => kept.map((index) => numbers[index] ?? 0);
  return {
    distinct: kept.map((index) => decodeText(distinct[index] ?? "").text),
    counts: only(counts),
    ...(rows === undefined ? {} : { rows: only(rows) }),
    ...(lines === undefined ? {} : { lines: only(lines) }),
  };
}

interface WholeValues {
  readonly recogniser: Recogniser;
  readonly name: NameMatch | undefined;
  readonly words: readonly string[];
  readonly family: TypeFamily;
  readonly values: Values;
}

// Testing a national number tries every region. A few hundred values are as conclusive as all of them.
const mostTested = 300;

function wholeValues({ recogniser, name, words, family, values }: WholeValues, kit: Kit): FindingCandidate | undefined {
  const compiled = kit.rules.byRecogniser.get(recogniser.id);
  const isNamed = name !== undefined && name.compiled.rule.recogniser === recogniser.id;
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
  const isEnough = share >= minShare && (distinct >= minDistinct || (isNamed && distinct > 0));
  if (!isEnough) return undefined;
  const matches = {
    count: hits.reduce((sum, { index }) => sum + (values.counts[index] ?? 0), 0),
    distinct,
    sample: tested.length,
    share: round(share),
  };
  return {
    compiled: isNamed ? name.compiled : compiled,
    matches,
    ...shownValues(hits, { values, kind: recogniser.id, kit }),
    ...scoreValues(
      hits.map((hit) => hit.verdict),
      share,
      isNamed ? name : undefined,
    ),
  };
}

function scoreValues(verdicts: readonly Verdict[], share: number, name: NameMatch | undefined) {
  const mean = verdicts.reduce((sum, verdict) => sum + verdict.score, 0) / verdicts.length;
  const value = mean * (0.75 + 0.25 * share);
  const signals = [
    `values: ${Math.round(share * 100)} % match`,
    ...new Set(verdicts.flatMap((verdict) => verdict.notes)),
  ].slice(0, 6);
  if (name === undefined) return { score: value, explain: { base: round(mean), signals, vetoes: [] } };
  const agreed = Math.max(name.score, value) + 0.1;
  // Values with a low score of their own, such as role mailboxes, reduce the score of the name.
  const score = value < 0.6 && mean < 0.7 ? (name.score + value) / 2 : agreed;
  return {
    score: Math.min(0.99, score),
    explain: { base: name.compiled.rule.base, signals: [...name.signals, ...signals], vetoes: [] },
  };
}

/** How much it reduces the score of a name if no value has the form. Only closed forms can contradict a name. */
const contradiction: Partial<Record<string, number>> = { email: 0.4, ip_address: 0.35, iban: 0.15, phone: 0.2 };

function nameOnly(name: NameMatch, values: Values, kit: Kit): FindingCandidate {
  const { rule } = name.compiled;
  const vetoes = contradictions(rule, values, kit);
  const kind = rule.special_category || rule.severity === "high" ? "hidden" : "words";
  const all = values.distinct.map((_, index) => ({ index }));
  return {
    compiled: name.compiled,
    score: Math.max(0, name.score - Math.max(0, ...vetoes.map((veto) => veto.loss))),
    matches: { count: 0, distinct: 0, sample: values.distinct.length, share: null },
    ...shownValues(all, { values, kind, kit }),
    explain: { base: rule.base, signals: [...name.signals], vetoes: vetoes.map((veto) => veto.text) },
  };
}

/** Returns how much the values contradict the name, once there are enough of them. */
function contradictions(
  rule: PersonalDataRule,
  values: Values,
  kit: Kit,
): readonly { readonly text: string; readonly loss: number }[] {
  // `PWD=/home/ines`: the folder that a process works in.
  if (rule.category === "password" && values.distinct.length > 0 && values.distinct.every(isFolder)) {
    return [{ text: "the values are paths of files", loss: 0.75 }];
  }
  if (values.distinct.length < kit.options.minDistinct) return [];
  const isTested = kit.recognisers.some((one) => one.id === rule.recogniser);
  const loss = rule.recogniser !== undefined && isTested ? (contradiction[rule.recogniser] ?? 0) : 0;
  const ofForm = loss === 0 ? [] : [{ text: "no value has the form that the name promises", loss }];
  return isShape(rule.shape, values.distinct)
    ? ofForm
    : [...ofForm, { text: `most values are no ${rule.shape ?? ""}`, loss: 0.35 }];
}

const isFolder = (value: string): boolean => /^(?:~|[A-Z]:)?[\\/](?:[\w.-]|$)/i.test(value);

function isShape(shape: PersonalDataRule["shape"], values: readonly string[]): boolean {
  if (shape === undefined) return true;
  const hasForm = (value: string) => (shape === "words" ? /\p{L}/u.test(value) && !/\d/.test(value) : /\d/.test(value));
  return values.filter(hasForm).length * 2 >= values.length;
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
      score: Math.min(0.95, (named?.score ?? 0.5) + 0.15),
      matches: matchesAt(hits, values),
      ...shownValues(
        hits.map((index) => ({ index })),
        { values, kind: "hidden", kit },
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
      score: named === undefined ? 0.5 + 0.05 * Math.min(3, hits.length) : Math.min(0.95, named.score + 0.1),
      matches: matchesAt(hits, values),
      ...shownValues(
        hits.map((index) => ({ index })),
        { values, kind: "hidden", kit },
      ),
      explain: {
        base: compiled.rule.base,
        signals: [...(named?.signals ?? ["table about persons"]), "values: phrases of the rule"],
        vetoes: [],
      },
    };
  });
}

/** Counts the values at these positions, and their share of all distinct values. */
function matchesAt(hits: readonly number[], { distinct, counts }: Values): FindingCandidate["matches"] {
  return {
    count: hits.reduce((sum, index) => sum + (counts[index] ?? 0), 0),
    distinct: hits.length,
    sample: distinct.length,
    share: round(hits.length / distinct.length),
  };
}

/** Returns the indexes of the values that contain a phrase, by rule. */
function indexesOfPhrases({ distinct }: Values, kit: Kit): ReadonlyMap<CompiledRule, readonly number[]> {
  const found = new Map<CompiledRule, number[]>();
  for (const [index, value] of distinct.entries()) {
    for (const compiled of kit.rules.phrases.find(value).keys()) {
      const hits = found.get(compiled);
      if (hits === undefined) found.set(compiled, [index]);
      else hits.push(index);
    }
  }
  return found;
}

function insideTexts(facts: ColumnFacts, values: Values, kit: Kit): readonly FindingCandidate[] {
  if (facts.family !== "text" && facts.family !== "unknown") return [];
  const texts = values.distinct.flatMap((text, index) =>
    text.length >= 20 && text.includes(" ") ? [{ text, index }] : [],
  );
  if (texts.length === 0) return [];
  const seen = new Map<
    CompiledRule,
    { count: number; values: Set<string>; shown: ShownValue[]; score: number; notes: Set<string> }
  >();
  for (const { text, index } of texts) {
    for (const hit of scanText(text, kit)) {
      // A column that holds the addresses of shops is not about persons.
      if (hit.recogniser === "postal_address" && !fitsTable(facts.entity, hit.compiled.rule.tables)) continue;
      if (hit.recogniser === "person_name" && !isSentence(text)) continue;
      const entry = seen.get(hit.compiled) ?? { count: 0, values: new Set(), shown: [], score: 0, notes: new Set() };
      seen.set(hit.compiled, entry);
      entry.count++;
      entry.values.add(hit.span.value);
      entry.shown.push({
        text: mask(hit.text ?? text.slice(hit.span.start, hit.span.end), hit.recogniser ?? "hidden"),
        index,
      });
      entry.score = Math.max(entry.score, hit.score);
      for (const note of hit.span.notes) entry.notes.add(note);
    }
  }
  return [...seen].flatMap(([compiled, entry]) => {
    // One weak match in a whole column of texts is more likely a coincidence.
    if (entry.values.size < 2 && entry.score < 0.85) return [];
    return {
      compiled,
      score: Math.min(0.9, entry.score),
      matches: { count: entry.count, distinct: entry.values.size, sample: values.distinct.length, share: null },
      ...shownAt(entry.shown, values, kit),
      explain: { base: round(entry.score), signals: ["inside longer texts", ...entry.notes], vetoes: [] },
    };
  });
}

/** Titles of works and products hold names too, which say nothing of a person. A sentence has mostly words in small letters. */
function isSentence(text: string): boolean {
  const words = text.split(/\s+/);
  return words.length >= 6 && words.filter((word) => /^\p{Ll}/u.test(word)).length * 2 >= words.length;
}

const round = (share: number): number => Math.round(share * 1000) / 1000;
