/** Busy threads. Each costs about 20 MB. */
export const workersAtMost = 1024;
/** Artifacts in flight. */
export const concurrencyAtMost = 10_000_000;
/** Seconds of a time limit: about 30 years, so that the limit in milliseconds is a safe integer too. */
export const secondsAtMost = 1_000_000_000;
/** MiB that a component may use: 1 TiB. */
export const workerMemoryAtMost = 1_048_576;
/** A cost, and any sum of costs. Up to this value a sum keeps three decimal places. */
export const costAtMost = 1_000_000_000_000;

/** Returns whether an amount may be recorded as a cost. */
export function isCost(amount: number): boolean {
  return amount >= 0 && amount <= costAtMost;
}

/** Adds two costs. The result is at most the largest allowed cost. */
export function sumOfCosts(one: number, other: number): number {
  return Math.min(one + other, costAtMost);
}
