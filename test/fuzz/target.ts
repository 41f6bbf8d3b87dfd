import type fc from "fast-check";

/** One thing that is fuzzed. Inputs are bytes, so that one that fails can be kept as a file and tried again. */
export interface Target {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Uint8Array>;
  /** Inputs in a run of the tests; by hand there are as many as the time allows. */
  readonly runs: number;
  /** Throws when a promise is broken. */
  readonly check: (input: Uint8Array) => void | Promise<void>;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

// The largest inputs take a few milliseconds; what is quadratic or hangs takes far more.
const cpuMsAtMost = 3000;

/** Runs the work and throws when it takes too much CPU time; time that others take does not count. */
export async function withinBudget<T>(work: () => T | Promise<T>): Promise<T> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1000;
  if (took > cpuMsAtMost) throw new Error(`it took ${took.toFixed(0)} ms of CPU time`);
  return result;
}
