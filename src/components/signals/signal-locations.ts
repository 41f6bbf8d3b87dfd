import type { Locator, PersonalDataFinding, ProcessingPurposeFinding } from "../../plugin/index.ts";
import { entityKey } from "../locators.ts";
import { byText, rounded, type SignalRule, type SignalWeights } from "../rules/index.ts";

export type Signal = ProcessingPurposeFinding["signals"][number];

/** A rule that has signals at a table or file. */
export interface RuleCandidate<R> {
  readonly rule: R;
  readonly entity: { readonly kind: "table" | "file"; readonly name: string };
  readonly locator: Locator;
  readonly score: number;
  readonly signals: readonly Signal[];
  /** Ids of the personal data findings at the same table or file. */
  readonly personalData: readonly string[];
  /** Signatures of these findings: the same after a file was renamed or moved. */
  readonly signatures: readonly string[];
}

interface SignalLocation {
  readonly entity: RuleCandidate<unknown>["entity"];
  readonly locator: Locator;
  /** By the rule's index, then by cue. A repeated cue counts once. */
  readonly signals: Map<number, Map<string, Signal>>;
  readonly personalData: string[];
  readonly signatures: string[];
}

/** What is used of a finding of personal data. */
export type LinkedFinding = Pick<PersonalDataFinding, "id" | "locator" | "signature">;

/** The identity of a signal apart from its exact position. Two signals with the same cue at one location count once. */
interface SignalCue {
  readonly rule: number;
  readonly cue: string;
}

/** The tables and files that have signals. */
export interface SignalLocations<R> {
  readonly add: (at: Locator, said: SignalCue, make: () => Omit<Signal, "rule">) => void;
  /** Links personal data to a location that has signals. Other locations ignore it. */
  readonly link: (finding: LinkedFinding) => void;
  /** Returns all candidates with any score, ordered by location and then by rule. */
  readonly candidates: () => readonly RuleCandidate<R>[];
}

export function createSignalLocations<R extends SignalRule>(
  rules: readonly R[],
  weights: SignalWeights,
): SignalLocations<R> {
  const places = new Map<string, SignalLocation>();
  return {
    add: (at, { rule, cue }, make) => {
      const key = entityKey(at);
      const place = places.get(key) ?? placeFor(at);
      places.set(key, place);
      const signals = place.signals.get(rule) ?? new Map<string, Signal>();
      place.signals.set(rule, signals);
      if (signals.has(cue)) return;
      const { kind, weight, locator } = make();
      signals.set(cue, { kind, rule: rules[rule]?.id ?? "", weight, locator });
    },
    link: ({ id, locator, signature }) => {
      const place = places.get(entityKey(locator));
      place?.personalData.push(id);
      if (signature !== undefined) place?.signatures.push(signature);
    },
    candidates: () =>
      [...places]
        .sort(([a], [b]) => byText(a, b))
        .flatMap(([, place]) => rules.flatMap((rule, index) => candidate(place, { rule, index, weights }))),
  };
}

function placeFor(locator: Locator): SignalLocation {
  const common = { signals: new Map<number, Map<string, Signal>>(), personalData: [], signatures: [] };
  if (locator.kind === "file" || locator.kind === "field") {
    const { path } = locator;
    return { ...common, entity: { kind: "file", name: path }, locator: { kind: "file", path } };
  }
  const { database, schema, table } = locator;
  const place: Locator = { kind: "table", database, ...(schema === undefined ? {} : { schema }), table };
  return { ...common, entity: { kind: "table", name: table }, locator: place };
}

interface WeightedRule<R> {
  readonly rule: R;
  readonly index: number;
  readonly weights: SignalWeights;
}

function candidate<R extends SignalRule>(
  { entity, locator, signals, personalData, signatures }: SignalLocation,
  { rule, index, weights }: WeightedRule<R>,
): readonly RuleCandidate<R>[] {
  const found = signals.get(index);
  if (found === undefined) return [];
  // Personal data only shows that the location is about a person. The other signals determine the subject or purpose.
  const personal: Signal = { kind: "finding", rule: rule.id, weight: weights.personal_data, locator };
  const all = [
    ...[...found].sort(([a], [b]) => byText(a, b)).map(([, signal]) => signal),
    ...(personalData.length === 0 ? [] : [personal]),
  ];
  const score = rounded(all.reduce((sum, { weight }) => sum + weight, 0));
  const linked = { personalData: [...new Set(personalData)].sort(byText), signatures: signatures.toSorted(byText) };
  return [{ rule, entity, locator, score, signals: all, ...linked }];
}
