import type { PersonalDataFinding } from "../../plugin/index.ts";
import { rounded } from "../rules/index.ts";

type Explanation = PersonalDataFinding["explain"];

/** One step of a score: the reason, how much it changed the score, and the score after it. */
export type ScoreStep = NonNullable<Explanation["steps"]>[number];

type StepKind = ScoreStep["step"];

/** A score from 0 to 1 and the steps that lead to it, not yet rounded. */
export interface Score {
  readonly value: number;
  readonly steps: readonly ScoreStep[];
}

/** A form that a recogniser found. */
interface FormSignal {
  readonly score: number;
  /** Reasons in fixed words that contain nothing of the value. */
  readonly reasons: readonly string[];
  /** Whether a checksum, a registry or a numbering plan confirms the form. */
  readonly isValidated: boolean;
}

/** A rule that matches the name of a column or field. */
interface NameSignal {
  readonly base: number;
  /** Includes what the table adds. */
  readonly score: number;
  /** The phrase of the rule first. */
  readonly signals: readonly string[];
}

/**
 * The signals of one finding. At most one of `name`, `form` and `start` begins the score; with `name`, `form` is what
 * the values say.
 */
export interface ScoreSignals {
  readonly name?: NameSignal | undefined;
  readonly form?: FormSignal | undefined;
  /** What the score starts from, if neither a name nor a form does. */
  readonly start?: { readonly step: StepKind; readonly text: string; readonly score: number };
  /** Share of the distinct values that have the form, 0 to 1; undefined in texts. */
  readonly share?: number;
  /** A context word near the match, in the spelling of the rule. */
  readonly context?: string | undefined;
  /** Other independent signals, each with what it adds. */
  readonly second?: readonly { readonly text: string; readonly effect: number }[];
  /** What speaks against it, each with what it subtracts; the largest counts. */
  readonly vetoes?: readonly { readonly text: string; readonly loss: number }[];
  /** The highest score that these signals can give. */
  readonly ceiling: { readonly score: number; readonly text: string };
}

/** What a context word adds. */
export const contextLift = 0.3;
/** The highest score of any finding: a form alone never proves that a value is a person's. */
export const highestScore = 0.99;
/** The highest score of a form that nothing validates, with a context word. */
export const highestWithoutValidator = 0.85;
/** The highest score of a name without values. */
const highestOfName = 0.95;

const tableLift = { self: 0.15, linked: 0.05, unknown: 0 } as const;

/** What a name and a value of the same kind add to the higher of their scores. */
const agreement = 0.1;
/** Values below these scores speak against the name, as role mailboxes do: the score is the mean of both. */
const weakValues = { withShare: 0.6, mean: 0.7 } as const;

/** Returns the score of a name, given whether its table describes persons or refers to them. */
export const nameScore = (base: number, person: keyof typeof tableLift): number =>
  Math.min(highestOfName, base + tableLift[person]);

/**
 * The one formula for texts, columns and fields: base, table, form, share of values, agreement of name and values,
 * context, second signals, vetoes, ceiling, in this order.
 */
export function scoreOf(signals: ScoreSignals): Score {
  const { name, form, start, share, context, second = [], vetoes = [], ceiling } = signals;
  const steps = new Steps(ceiling);
  if (start !== undefined) steps.to(start.step, start.text, start.score);
  if (name !== undefined) addName(steps, name);
  if (form !== undefined) addForm(steps, { form, share, isNamed: name !== undefined });
  if (context !== undefined) steps.by("context", context, contextLift);
  for (const { text, effect } of second) steps.by("second_signal", text, effect);
  const [worst] = vetoes.toSorted((a, b) => b.loss - a.loss);
  if (worst !== undefined) steps.to("veto", worst.text, Math.max(0, steps.value - worst.loss));
  steps.limit();
  return { value: steps.value, steps: steps.all };
}

function addName(steps: Steps, { base, score, signals: [phrase = "name", ...others] }: NameSignal): void {
  steps.to("name", phrase, base);
  steps.to("table", others.join(", "), score);
}

interface FormOfValues {
  readonly form: FormSignal;
  readonly share: number | undefined;
  readonly isNamed: boolean;
}

function addForm(steps: Steps, { form, share, isNamed }: FormOfValues): void {
  const kind = form.isValidated ? "validator" : "form";
  const text = form.reasons.join(", ");
  const value = share === undefined ? form.score : form.score * (0.75 + 0.25 * share);
  const shareText = `${Math.round((share ?? 1) * 100)} % of the values match`;
  if (!isNamed) {
    steps.to(kind, text, form.score);
    steps.to("share", shareText, value);
  } else if (value < weakValues.withShare && form.score < weakValues.mean) {
    steps.to(kind, `${text === "" ? "" : `${text}, `}${shareText}`, (steps.value + value) / 2);
  } else {
    steps.to(kind, `${text === "" ? "" : `${text}, `}${shareText}`, Math.max(steps.value, value));
    steps.by("agreement", "name and values say the same", agreement);
  }
}

/** Adds a limit to a score, such as that of a match inside longer texts. */
export function limited({ value, steps }: Score, ceiling: ScoreSignals["ceiling"]): Score {
  const all = new Steps(ceiling, value, [...steps]);
  all.limit();
  return { value: all.value, steps: all.all };
}

/**
 * Returns the steps with rounded scores, so that the effects add up to the finding's score exactly. A step without
 * effect is left out, except the first.
 */
export function roundedSteps(steps: readonly ScoreStep[]): readonly ScoreStep[] {
  const shown: ScoreStep[] = [];
  let before = 0;
  for (const step of steps) {
    const score = rounded(step.score);
    const effect = Math.round((score - before) * 100) / 100;
    if (shown.length > 0 && effect === 0) continue;
    shown.push({ ...step, effect, score });
    before = score;
  }
  return shown;
}

class Steps {
  value: number;
  readonly all: ScoreStep[];
  readonly #ceiling: ScoreSignals["ceiling"];

  constructor(ceiling: ScoreSignals["ceiling"], value = 0, all: ScoreStep[] = []) {
    this.#ceiling = ceiling;
    this.value = value;
    this.all = all;
  }

  /** Raises the score, but not above its ceiling. */
  by(step: StepKind, text: string, effect: number): void {
    const { score, text: limit } = this.#ceiling;
    const isLimited = this.value + effect > score && this.value <= score;
    this.to(step, isLimited ? `${text} (up to ${score}: ${limit})` : text, isLimited ? score : this.value + effect);
  }

  /** A change without effect is no step, except that a score starts somewhere. */
  to(step: StepKind, text: string, score: number): void {
    if (score === this.value && this.all.length > 0) return;
    this.all.push({ step, text, effect: score - this.value, score });
    this.value = score;
  }

  limit(): void {
    const { score, text } = this.#ceiling;
    if (this.value > score) this.to("ceiling", text, score);
  }
}
