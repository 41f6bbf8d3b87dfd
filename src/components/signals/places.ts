import type { Locator, PersonalDataFinding, ProcessingPurposeFinding } from "../../plugin/index.ts";
import { byText, entityKey, rounded, type SignalRule, type SignalWeights } from "../rules/index.ts";

export type Signal = ProcessingPurposeFinding["signals"][number];

/** A rule that signals at a table or file speak for. */
export interface Candidate<R> {
  readonly rule: R;
  readonly entity: { readonly kind: "table" | "file"; readonly name: string };
  readonly locator: Locator;
  readonly score: number;
  readonly signals: readonly Signal[];
  /** Ids of the personal data findings at the same table or file. */
  readonly personalData: readonly string[];
}

interface Place {
  readonly entity: Candidate<unknown>["entity"];
  readonly locator: Locator;
  /** By index of the rule, then by what is said: what is said twice counts once. */
  readonly signals: Map<number, Map<string, Signal>>;
  readonly personalData: string[];
}

/** What a signal says apart from where it was found: two with the same cue at one place are one. */
export interface Said {
  readonly rule: number;
  readonly cue: string;
}

/** The tables and files at which there are signals. */
export interface Places<R> {
  readonly add: (at: Locator, said: Said, make: () => Omit<Signal, "rule">) => void;
  /** Links personal data to a place that signals were found at; at others it is of no use here. */
  readonly link: (finding: Pick<PersonalDataFinding, "id" | "locator">) => void;
  /** All candidates, whatever their score, by place and then by rule. */
  readonly candidates: () => readonly Candidate<R>[];
}

export function signalPlaces<R extends SignalRule>(rules: readonly R[], weights: SignalWeights): Places<R> {
  const places = new Map<string, Place>();
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
    link: ({ id, locator }) => void places.get(entityKey(locator))?.personalData.push(id),
    candidates: () =>
      [...places]
        .sort(([a], [b]) => byText(a, b))
        .flatMap(([, place]) => rules.flatMap((rule, index) => candidate(place, { rule, index, weights }))),
  };
}

function placeFor(locator: Locator): Place {
  const common = { signals: new Map<number, Map<string, Signal>>(), personalData: [] };
  if (locator.kind === "file" || locator.kind === "field") {
    const { path } = locator;
    return { ...common, entity: { kind: "file", name: path }, locator: { kind: "file", path } };
  }
  const { database, schema, table } = locator;
  const place: Locator = { kind: "table", database, ...(schema === undefined ? {} : { schema }), table };
  return { ...common, entity: { kind: "table", name: table }, locator: place };
}

interface Judged<R> {
  readonly rule: R;
  readonly index: number;
  readonly weights: SignalWeights;
}

function candidate<R extends SignalRule>(
  { entity, locator, signals, personalData }: Place,
  { rule, index, weights }: Judged<R>,
): readonly Candidate<R>[] {
  const found = signals.get(index);
  if (found === undefined) return [];
  // Personal data says that the place is about somebody; for whom or what, the other signals say.
  const personal: Signal = { kind: "finding", rule: rule.id, weight: weights.personal_data, locator };
  const all = [
    ...[...found].sort(([a], [b]) => byText(a, b)).map(([, signal]) => signal),
    ...(personalData.length === 0 ? [] : [personal]),
  ];
  const score = rounded(all.reduce((sum, { weight }) => sum + weight, 0));
  return [{ rule, entity, locator, score, signals: all, personalData: [...new Set(personalData)].sort(byText) }];
}
