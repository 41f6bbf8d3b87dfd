/** What texts say of a person besides names and numbers. Each is a recogniser that configurations and rules name. */
export const factKinds = ["age", "nationality", "residence", "employment"] as const;
export type FactKind = (typeof factKinds)[number];

/**
 * Where the person must be that the words speak of: directly before them, directly behind them, in the sentence, or
 * nowhere, because the words themselves name a person (`I am 34 years old`, `a 34-year-old woman`).
 */
export type PersonPlace = "before" | "behind" | "sentence" | "within";

/** One way to say it. The group `value` of the pattern is what is reported. */
export interface Saying {
  readonly pattern: RegExp;
  readonly person: PersonPlace;
}

/** The ways to say one kind of fact, and the words without which none of them occurs. */
export interface FactGrammar {
  readonly kind: FactKind;
  /** Whole words in any case. They keep the patterns away from most texts. */
  readonly triggers: readonly string[];
  readonly sayings: readonly Saying[];
}

/** Compiles one way to say a fact. */
export const saying = (person: PersonPlace, source: string, flags = ""): Saying => ({
  pattern: new RegExp(source, `dgu${flags}`),
  person,
});

/** Something said of a person. `from` and `to` enclose all words of the saying, `start` and `end` only the value. */
export interface PersonFact {
  readonly kind: FactKind;
  readonly person: PersonPlace;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}
