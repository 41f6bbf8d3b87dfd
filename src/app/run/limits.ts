import { wctError } from "../../diagnostics/index.ts";
import { concurrencyAtMost, secondsAtMost, workerMemoryAtMost, workersAtMost } from "../../domain/index.ts";

/** The limits of a run that a caller may set. */
export interface RequestedLimits {
  /** Maximum number of artifacts in flight. */
  readonly maxConcurrency?: number | undefined;
  /** Maximum number of busy threads. */
  readonly workers?: number | undefined;
  /** MiB that a component may use. */
  readonly workerMemory?: number | undefined;
  /** Milliseconds for the whole run. */
  readonly timeoutMs?: number | undefined;
}

/** The least memory, in MiB, with which a worker starts. */
const workerMemoryAtLeast = 64;

const bounds = {
  maxConcurrency: [1, concurrencyAtMost],
  workers: [1, workersAtMost],
  workerMemory: [workerMemoryAtLeast, workerMemoryAtMost],
} as const satisfies Readonly<Record<Exclude<keyof RequestedLimits, "timeoutMs">, readonly [number, number]>>;

/** Throws WCT_USAGE for a limit outside its bounds. */
export function requireLimits(limits: RequestedLimits): void {
  for (const name of ["maxConcurrency", "workers", "workerMemory"] as const) {
    const value = limits[name];
    const [least, most] = bounds[name];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
    throw outOfBounds(name, value, `give a whole number from ${least} to ${most}`);
  }
  const { timeoutMs } = limits;
  if (timeoutMs === undefined || (timeoutMs > 0 && timeoutMs <= secondsAtMost * 1000)) return;
  throw outOfBounds("timeoutMs", timeoutMs, `give milliseconds above 0, at most ${secondsAtMost * 1000}`);
}

const outOfBounds = (name: string, value: number, hint: string) =>
  wctError("WCT_USAGE", { message: `${name} is ${value}`, hint });
