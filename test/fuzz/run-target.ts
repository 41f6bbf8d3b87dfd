import { createHash } from "node:crypto";
import fc from "fast-check";
import { type Target, textOf } from "./target.ts";

/** The smallest input that was found to break a promise, and how. */
export interface Broken {
  readonly input: Uint8Array;
  readonly inputs: number;
  readonly error: unknown;
}

/** Tries so many inputs, or as many as the time allows; null: every promise was kept. */
export async function runTarget(
  target: Target,
  limits: { readonly seed: number; readonly runs: number; readonly milliseconds?: number },
): Promise<{ readonly inputs: number; readonly broken: Broken | null }> {
  const property = fc.asyncProperty(target.inputs, async (input) => void (await target.check(input)));
  const { seed, runs, milliseconds } = limits;
  const time = milliseconds === undefined ? {} : { interruptAfterTimeLimit: milliseconds };
  const result = await fc.check(property, { seed, numRuns: runs, ...time });
  const [input] = result.counterexample ?? [];
  const broken = input === undefined ? null : { input, inputs: result.numRuns, error: result.errorInstance };
  return { inputs: result.numRuns, broken };
}

/** A name for the file that a failing input is kept in. */
export const nameOf = (input: Uint8Array): string => createHash("sha256").update(input).digest("hex").slice(0, 12);

export function describeBroken(target: Target, { input, error }: Broken): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${target.name} breaks a promise for\n${JSON.stringify(textOf(input)).slice(0, 3000)}\n${what}`;
}
