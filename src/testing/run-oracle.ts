import type { GateDecision, RunOutcome } from "../domain/index.ts";

/** A run with all possible events. Times are in milliseconds. */
export interface RunScript {
  readonly inputs: readonly (readonly number[])[];
  readonly optional: readonly boolean[];
  /** Per artifact and attempt. The last attempt also applies to all further ones. */
  readonly attempts: readonly (readonly AttemptScript[])[];
  readonly timeouts: readonly (number | null)[];
  readonly weights: readonly number[];
  readonly slots: number;
  readonly isGateShut: readonly boolean[];
  readonly costLimit: number | null;
  readonly runTimeout: number | null;
  readonly cancelAt: number | null;
}

export interface AttemptScript {
  readonly milliseconds: number;
  readonly fails: boolean;
  readonly cost: number;
  /** The gate's decision after the attempt. */
  readonly answer: GateDecision["kind"];
}

export interface Fate {
  readonly status: "completed" | "failed" | "skipped";
  /** Code of the failure, or reason of the skip. */
  readonly why: string | null;
  /** The start of each attempt. */
  readonly starts: readonly number[];
}

export interface Foretold {
  readonly fates: readonly Fate[];
  readonly outcome: RunOutcome;
  readonly end: number;
}

interface Working {
  readonly index: number;
  readonly attempt: number;
  readonly ends: number;
  /** Whether it ends through its own time limit. */
  readonly isTimedOut: boolean;
}

const outcomes = { cancelled: "cancelled", timeout: "timed-out", "cost-limit": "failed" } as const;
const codes = {
  cancelled: "WCT_PRODUCE_CANCELLED",
  timeout: "WCT_PRODUCE_TIMEOUT",
  "cost-limit": "WCT_PRODUCE_COST_LIMIT",
} as const;
type Stop = keyof typeof outcomes;

/**
 * Predicts a run by advancing from one point in time to the next and checking everything again each time. This is slow,
 * but so simple that it is obviously correct.
 */
export class Oracle {
  readonly #scene: RunScript;
  readonly #indices: readonly number[];
  readonly #remaining: readonly number[];
  readonly #starts: number[][];
  readonly #fates: (Pick<Fate, "status" | "why"> | null)[];
  #working: Working[] = [];
  #spent = 0;
  #stop: Stop | null = null;
  #time = 0;

  constructor(scene: RunScript) {
    this.#scene = scene;
    this.#indices = [...scene.inputs.keys()];
    this.#starts = this.#indices.map(() => []);
    this.#fates = this.#indices.map(() => null);
    const remaining = (index: number): number => {
      const after = this.#indices.filter((other) => scene.inputs[other]!.includes(index));
      return scene.weights[index]! + Math.max(0, ...after.map(remaining));
    };
    this.#remaining = this.#indices.map(remaining);
  }

  foretell(): Foretold {
    const { runTimeout, cancelAt } = this.#scene;
    this.#startAll();
    while (this.#working.length > 0) {
      const next = Math.min(...this.#working.map(({ ends }) => ends));
      const stops = [
        { at: runTimeout ?? Number.POSITIVE_INFINITY, reason: "timeout" as const },
        { at: cancelAt ?? Number.POSITIVE_INFINITY, reason: "cancelled" as const },
      ].sort((a, b) => a.at - b.at);
      const first = stops[0]!;
      this.#time = Math.min(next, first.at);
      if (first.at < next) this.#halt(first.reason);
      else this.#endAttempts();
      this.#startAll();
    }
    const fates = this.#indices.map((index): Fate => ({ ...this.#fates[index]!, starts: this.#starts[index]! }));
    const isFailed = fates.some(({ status }, index) => status === "failed" && !this.#scene.optional[index]!);
    const outcome = this.#stop === null ? (isFailed ? "failed" : "completed") : outcomes[this.#stop];
    return { fates, outcome, end: this.#time };
  }

  #endAttempts(): void {
    const over = this.#working.filter(({ ends }) => ends === this.#time);
    this.#working = this.#working.filter(({ ends }) => ends !== this.#time);
    for (const { index, attempt, isTimedOut } of over) {
      const { fails, answer } = this.#script(index, attempt);
      const code = isTimedOut ? codes.timeout : fails ? "WCT_PRODUCE_COMPONENT" : null;
      if (answer === "retry") this.#start(index, attempt + 1);
      else if (answer === "skip") this.#fates[index] = { status: "skipped", why: "debugger" };
      else if (answer === "replace") this.#replace(index);
      else if (code !== null) this.#fates[index] = { status: "failed", why: code };
      else this.#fates[index] = { status: "completed", why: null };
    }
  }

  /** Starts artifacts in rounds. An artifact that the gate rejects takes a slot until the next round. */
  #startAll(): void {
    for (;;) {
      this.#skipLost();
      const ready = this.#indices
        .filter((index) => this.#isReady(index))
        .sort((a, b) => this.#remaining[b]! - this.#remaining[a]! || a - b);
      const free = this.#scene.slots - this.#working.length;
      if (this.#stop !== null || ready.length === 0 || free <= 0) return;
      for (const index of ready.slice(0, free)) {
        if (this.#stop !== null) break;
        if (this.#scene.isGateShut[index]!) this.#fates[index] = { status: "skipped", why: "debugger" };
        else this.#start(index, 1);
      }
    }
  }

  #isReady(index: number): boolean {
    const isOpen = this.#fates[index] === null && !this.#working.some((one) => one.index === index);
    return isOpen && this.#scene.inputs[index]!.every((input) => this.#fates[input]?.status === "completed");
  }

  /** Skips artifacts whose inputs have all ended, but not all successfully. */
  #skipLost(): void {
    const lost = this.#indices.find(
      (index) =>
        this.#fates[index] === null &&
        this.#scene.inputs[index]!.every((input) => this.#fates[input] !== null) &&
        this.#scene.inputs[index]!.some((input) => this.#fates[input]?.status !== "completed"),
    );
    if (lost === undefined) return;
    const hasFailed = this.#scene.inputs[lost]!.some((input) => this.#fates[input]?.status === "failed");
    this.#fates[lost] = { status: "skipped", why: hasFailed ? "input-failed" : "input-skipped" };
    this.#skipLost();
  }

  #start(index: number, attempt: number): void {
    const { milliseconds, cost } = this.#script(index, attempt);
    const limit = this.#scene.timeouts[index] ?? Number.POSITIVE_INFINITY;
    this.#starts[index]!.push(this.#time);
    const ends = this.#time + Math.min(milliseconds, limit);
    this.#working.push({ index, attempt, ends, isTimedOut: limit < milliseconds });
    this.#spent += cost;
    if (this.#scene.costLimit !== null && this.#spent > this.#scene.costLimit) this.#halt("cost-limit");
  }

  /** An output from the gate is an attempt without duration. */
  #replace(index: number): void {
    this.#starts[index]!.push(this.#time);
    this.#fates[index] = { status: "completed", why: null };
  }

  #halt(reason: Stop): void {
    this.#stop = reason;
    const working = new Set(this.#working.map(({ index }) => index));
    this.#working = [];
    for (const index of this.#indices) {
      if (this.#fates[index] !== null) continue;
      this.#fates[index] = working.has(index)
        ? { status: "failed", why: codes[reason] }
        : { status: "skipped", why: reason };
    }
  }

  #script(index: number, attempt: number): AttemptScript {
    const scripts = this.#scene.attempts[index]!;
    return scripts[Math.min(attempt, scripts.length) - 1]!;
  }
}
