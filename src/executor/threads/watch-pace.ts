import type { Clock } from "../../domain/index.ts";

/** Milliseconds between two looks at a busy process. A loop can fill some 100 MiB in this time. */
export const watchEveryMs = 50;
const quietEveryMs = 200;
/** A quiet process is measured this often all the same. */
const measureEveryMs = 1000;
/** CPU time as a share of the time that passed. To fill memory at the pace above takes more. */
const quietShare = 0.04;

/** CPU time of this process so far, of all its threads, in milliseconds. */
export type CpuTime = () => number;

const cpuOfProcess: CpuTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * How often the memory of threads is looked at. Memory grows only by work: a process that uses next to no CPU, because
 * its components wait, is looked at less often and seldom measured.
 */
export class WatchPace {
  readonly #clock: Clock;
  readonly #cpuTime: CpuTime;
  #cpu: number;
  #lookedAt: number;
  #measuredAt = Number.NEGATIVE_INFINITY;
  #everyMs = watchEveryMs;

  constructor(clock: Clock, cpuTime = cpuOfProcess) {
    this.#clock = clock;
    this.#cpuTime = cpuTime;
    this.#cpu = cpuTime();
    this.#lookedAt = clock.monotonic() / 1e6;
  }

  /** Milliseconds until the next look. */
  get everyMs(): number {
    return this.#everyMs;
  }

  /** Returns whether this look must measure, because memory may have grown since the last measurement. */
  look(): boolean {
    const [now, cpu] = [this.#clock.monotonic() / 1e6, this.#cpuTime()];
    const isQuiet = cpu - this.#cpu < quietShare * (now - this.#lookedAt);
    [this.#lookedAt, this.#cpu] = [now, cpu];
    this.#everyMs = isQuiet ? Math.min(2 * this.#everyMs, quietEveryMs) : watchEveryMs;
    if (isQuiet && now - this.#measuredAt < measureEveryMs) return false;
    this.#measuredAt = now;
    return true;
  }
}
