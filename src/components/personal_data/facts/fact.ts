import { anyCase } from "../phrases/index.ts";

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
  /** Matches every text in which a saying occurs, and few others. It is faster than all sayings. */
  readonly mayHold: RegExp;
  readonly sayings: readonly Saying[];
}

/** Compiles one way to say a fact. */
export const saying = (person: PersonPlace, source: string, flags = ""): Saying => ({
  pattern: new RegExp(source, `dgu${flags}`),
  person,
});

/**
 * Returns a pattern that matches where one of the others does. Most texts hold none of them, which one search finds out in a
 * tenth of the time of dozens.
 */
export function anyOf(patterns: readonly RegExp[], flags = ""): RegExp {
  const parts = patterns.map(({ source, ignoreCase }) => {
    const unnamed = source.replace(/\(\?<\p{L}\w*>/gu, "(?:");
    return `(?:${ignoreCase ? anyCase(unnamed) : unnamed})`;
  });
  return new RegExp(parts.join("|"), `u${flags}`);
}

/** A capital word or a number behind one of the small words before places and employers, or behind a colon. */
export const nameBehindPreposition =
  /(?:(?<!\p{L})(?:at|for|by|of|with|joined|in|near|from|to|outside|die|der|des|von|bei|beim|nahe|aus|nach|naar|für|chez|pour|par|de|du|del|della|di|en|para|presso|per|all[ao]|da|das|do|dos|em|n[ao]|bij|voor|van|uit|te|we?|ze?|pod|dla|przez|firmy|firmie|spółki|spółce|à|aux?|a|ad|is|ist|est|es|lautet)\s|d['’]|:\s?)(?:(?!\p{Lu})\p{L}{1,4}[\s'’]){0,2}[\p{Lu}\d]/u;

/** Something said of a person. `from` and `to` enclose all words of the saying, `start` and `end` only the value. */
export interface PersonFact {
  readonly kind: FactKind;
  readonly person: PersonPlace;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}
