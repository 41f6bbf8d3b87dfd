import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ExecutionPlan } from "../../domain/index.ts";

/** What is assumed of one artifact: its duration times a factor, a duration, or none because it is reused. */
export type Assumption =
  | { readonly kind: "factor"; readonly factor: number }
  | { readonly kind: "duration"; readonly durationMs: number }
  | { readonly kind: "cached" };

export interface WhatIf {
  /** Artifacts at once, and threads as many; null: as they were. */
  readonly slots: number | null;
  readonly artifacts: ReadonlyMap<string, Assumption>;
  /** As written, for people. */
  readonly words: readonly string[];
}

/** Reads `slots=8,db_schema=0.5x,personal_data=cached,report=12s`. Throws WCT_USAGE. */
export function parseWhatIf(text: string, plan: ExecutionPlan): WhatIf {
  const words = text.split(",").map((word) => word.trim());
  const artifacts = new Map<string, Assumption>();
  let slots: number | null = null;
  for (const word of words) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(word) ?? [];
    if (name === undefined || value === undefined) throw wrong(`"${word}" is not NAME=VALUE`);
    if (name === "slots" && /^[1-9]\d{0,5}$/.test(value)) slots = Number(value);
    else artifacts.set(known(name, plan), assumption(word, value));
  }
  return { slots, artifacts, words };
}

function known(name: string, plan: ExecutionPlan): string {
  const ids = plan.artifacts.map(({ id }) => id);
  if (ids.some((id) => id === name)) return name;
  const near = nearest(name, [...ids, "slots"]);
  throw wctError("WCT_USAGE", {
    message: `--what-if: there is no artifact "${name}"`,
    hint: near === undefined ? `write slots or one of ${listNames(ids)}` : `did you mean "${near}"?`,
  });
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function assumption(word: string, value: string): Assumption {
  if (value === "cached") return { kind: "cached" };
  const [, factor] = /^(\d+(?:\.\d+)?)x$/.exec(value) ?? [];
  if (factor !== undefined) return { kind: "factor", factor: Number(factor) };
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(value) ?? [];
  if (amount !== undefined) return { kind: "duration", durationMs: Number(amount) * (units[unit] ?? 1) };
  throw wrong(`"${word}" cannot be assumed`);
}

const wrong = (what: string) =>
  wctError("WCT_USAGE", {
    message: `--what-if: ${what}`,
    hint: "write slots=8, ID=0.5x, ID=12s or ID=cached, joined by commas",
  });
