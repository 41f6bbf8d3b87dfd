import { listNames, nearest, type WctError, wctError } from "../../diagnostics/index.ts";
import type { ExecutionPlan } from "../../domain/index.ts";

/** The assumption about one artifact: its duration times a factor, a duration, or none because it is reused. */
export type Assumption =
  | { readonly kind: "factor"; readonly factor: number }
  | { readonly kind: "duration"; readonly durationMs: number }
  | { readonly kind: "cached" };

export interface WhatIf {
  /** Number of concurrent artifacts, and of threads; null: as recorded. */
  readonly slots: number | null;
  readonly artifacts: ReadonlyMap<string, Assumption>;
  /** As written, for display. */
  readonly words: readonly string[];
}

/** One assumption as written, and its offset in the text, from 0. */
interface Word {
  readonly text: string;
  readonly start: number;
}

/** Parses `slots=8,db_schema=0.5x,personal_data=cached,report=12s`. Throws WCT_USAGE_WHAT_IF with the position. */
export function parseWhatIf(text: string, plan: ExecutionPlan): WhatIf {
  const words = wordsOf(text);
  const ids: ReadonlySet<string> = new Set(plan.artifacts.map(({ id }) => id));
  const artifacts = new Map<string, Assumption>();
  let slots: number | null = null;
  for (const word of words) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(word.text) ?? [];
    if (name === undefined || value === undefined) {
      throw whatIfError(word, word.text === "" ? "an assumption is missing" : `"${word.text}" is not NAME=VALUE`);
    }
    // An artifact may be named "slots"; a bare number still sets the slots.
    if (name === "slots" && (/^\d+$/.test(value) || !ids.has(name))) slots = slotsIn(word, value);
    else artifacts.set(known(word, name, ids), assumption(word, value));
  }
  return { slots, artifacts, words: words.map((word) => word.text) };
}

function wordsOf(text: string): readonly Word[] {
  let start = 0;
  return text.split(",").map((part) => {
    const word = { text: part.trim(), start: start + part.length - part.trimStart().length };
    start += part.length + 1;
    return word;
  });
}

function slotsIn(word: Word, value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw whatIfError(word, `"${value}" is not a number of slots`, "write a whole number from 1, as in slots=8");
}

function known(word: Word, name: string, ids: ReadonlySet<string>): string {
  if (ids.has(name)) return name;
  const near = nearest(name, [...ids, "slots"]);
  throw whatIfError(
    { text: name, start: word.start },
    `there is no artifact "${name}"`,
    near === undefined ? `write slots or one of ${listNames([...ids])}` : `did you mean "${near}"?`,
  );
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function assumption(word: Word, value: string): Assumption {
  if (value === "cached") return { kind: "cached" };
  const [, factor] = /^(\d+(?:\.\d+)?)x$/.exec(value) ?? [];
  if (factor !== undefined) return { kind: "factor", factor: Number(factor) };
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(value) ?? [];
  if (amount !== undefined) return { kind: "duration", durationMs: Number(amount) * (units[unit] ?? 1) };
  throw whatIfError(word, `"${word.text}" cannot be assumed`);
}

function whatIfError(
  { text, start }: Word,
  what: string,
  hint = "write slots=8, ID=0.5x, ID=12s or ID=cached, joined by commas",
): WctError {
  const option = "--what-if";
  const column = start + 1;
  const endColumn = column + Math.max(1, text.length);
  return wctError("WCT_USAGE_WHAT_IF", {
    message: `${option}: ${what}, at character ${column}`,
    hint,
    location: { file: option, line: 1, column, endLine: 1, endColumn },
  });
}
