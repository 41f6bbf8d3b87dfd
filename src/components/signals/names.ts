import { matchPhrases, type SignalWeights, wordsOf } from "../rules/index.ts";
import { keyTarget } from "./key-columns.ts";
import { isAtEnd, isNamed, isNamedIn, type NameRule } from "./name-rules.ts";
import type { NamedEntity, NameSignal } from "./named-entity.ts";
import { type RuleSignals, withoutWeaker } from "./persons/weaker-signals.ts";

/** Returns the signals from an entity's names, by rule. */
export function nameSignals(
  entity: NamedEntity,
  rules: readonly NameRule[],
  weights: SignalWeights,
): readonly (readonly NameSignal[])[] {
  const words = entity.words ?? wordsOf(entity.name);
  const isExcluded = (rule: NameRule): boolean => matchPhrases(words, rule.exclude) !== undefined;
  const spoken = rules.map((rule) => (isExcluded(rule) ? undefined : ownName(words, entity, { rule, weights })));
  const { isMeantElse, meant } = meantBy(entity);
  const own = spoken.map((signal, index) =>
    isMeantElse(index) ? undefined : (signal ?? meant(index).flatMap((one) => spoken[one] ?? [])[0]),
  );
  const all = rules.map((rule, index): RuleSignals => {
    if (isExcluded(rule) || isMeantElse(index)) return silent(rule);
    // If the table's own name is another rule's subject, its foreign keys say less: a customer row is about the
    // customer, and refers to an employee.
    const isOther = own.some(
      (signal, other) => other !== index && signal?.weight === weights.table && isPersonNamed(words, rules[other]),
    );
    const relation = isOther ? weights.relation / 2 : weights.relation;
    const mine = own[index];
    const isDecided = entity.decided?.rule === index;
    const signals = [
      ...(mine === undefined ? [] : [mine]),
      ...columnSignals(entity, rule, weights.column),
      ...(isDecided ? [{ kind: "database" as const, cue: "", weight: weights.relation }] : []),
      ...relationSignals(entity, { rule, index }, relation),
    ];
    const names = [rule, ...meant(index).flatMap((one) => rules[one] ?? [])];
    const isPersonName = names.some((one) => isNamedIn(words, one.tables, one));
    const isPerson = isDecided || (mine?.weight === weights.table && isPersonName);
    const isOfKey = entity.keys?.some((key) => key.rule === index && !key.isRecord) === true;
    return { rule, signals, isPerson, isOfKey, isHint: mine?.weight === weights.column };
  });
  return entity.keys === undefined
    ? all.map(({ signals }) => signals)
    : withoutWeaker(all, { ...entity, keys: entity.keys });
}

const silent = (rule: NameRule): RuleSignals => ({
  ...{ rule, signals: [], isPerson: false, isOfKey: false, isHint: false },
});

/** Which rules mean others at a table, and which mean a given one. */
function meantBy({ standIns }: NamedEntity) {
  const all = [...(standIns ?? [])];
  return {
    isMeantElse: (index: number): boolean => standIns?.has(index) === true,
    meant: (index: number): readonly number[] => all.flatMap(([rule, by]) => (by === index ? [rule] : [])),
  };
}

const isPersonNamed = (words: readonly string[], rule: NameRule | undefined): boolean =>
  rule?.isGeneral === false && isNamedIn(words, rule.tables, rule);

interface WeightedRule {
  readonly rule: NameRule;
  readonly weights: SignalWeights;
}

function ownName(
  words: readonly string[],
  entity: NamedEntity,
  { rule, weights }: WeightedRule,
): NameSignal | undefined {
  // A column can exclude a rule: absences with a pupil's key are not those of staff.
  if (entity.columns.some((column) => matchPhrases(wordsOf(column), rule.excludeColumns) !== undefined))
    return undefined;
  const named = matchPhrases(words, [...rule.tables, ...rule.records]);
  if (named !== undefined) {
    return { kind: "name", cue: named.phrase.shown, weight: isAtEnd(named) ? weights.table : weights.mention };
  }
  for (const folder of entity.folders ?? []) {
    const around = matchPhrases(wordsOf(folder), [...rule.tables, ...rule.records]);
    if (around !== undefined) return { kind: "name", cue: around.phrase.shown, weight: weights.mention };
  }
  const hint = matchPhrases(words, rule.hints);
  return hint?.isAtEnd === true ? { kind: "name", cue: hint.phrase.shown, weight: weights.column } : undefined;
}

function columnSignals({ name, columns }: NamedEntity, rule: NameRule, weight: number): readonly NameSignal[] {
  const own = wordsOf(name).join(" ");
  return columns.flatMap((column) => {
    const words = wordsOf(column);
    const match = matchPhrases(words, rule.columns);
    // The key of the table itself repeats its name.
    return match === undefined || keyTarget(words)?.join(" ") === own
      ? []
      : [{ kind: "column", cue: match.phrase.shown, weight, column }];
  });
}

/**
 * Returns signals for a foreign key to a table that the rule names, or for a column such as `customer_id` if no key is
 * declared.
 */
function relationSignals(
  { keys, columns, references = [] }: NamedEntity,
  { rule, index }: { readonly rule: NameRule; readonly index: number },
  weight: number,
): readonly NameSignal[] {
  const found = keys?.filter((key) => key.rule === index).map(({ column }) => column) ?? [
    ...references.filter(({ table }) => isNamed(wordsOf(table), rule)).map(({ column }) => column),
    ...columns.filter((column) => {
      const words = wordsOf(column);
      // Without a declared key, `parent_id` refers to the parent row in a tree.
      if (words.join(" ") === "parent id") return false;
      const target = keyTarget(words);
      return target !== undefined && isNamed(target, rule);
    }),
  ];
  // All keys to persons of one kind share a cue, so that they count once.
  return found.map((column) => ({ kind: "relation", cue: "", weight, column }));
}
