import type { KnownWorker } from "../../domain/index.ts";

interface Wanting {
  readonly labels: readonly string[];
}

/** Knows which workers jobs wait for, so that each wait for one that does not exist is told once. */
export class WantedWorkers {
  readonly #known = new Set<string>();
  readonly #missing = new Set<string>();

  /** Returns whether there was a worker for such jobs, or its absence was told. */
  isKnown({ labels }: Wanting): boolean {
    return this.#known.has(keyOf(labels));
  }

  /** Returns what to say about jobs that wait, given the workers of the last day. */
  missing(waiting: readonly Wanting[], workers: readonly KnownWorker[]): readonly string[] {
    const alive = workers.filter(({ isAlive }) => isAlive);
    const lines: string[] = [];
    for (const [key, [one]] of Map.groupBy(waiting, ({ labels }) => keyOf(labels))) {
      if (one === undefined) continue;
      this.#known.add(key);
      const isThere = alive.some((worker) => one.labels.every((label) => worker.labels.includes(label)));
      if (isThere) this.#missing.delete(key);
      else if (!this.#missing.has(key)) {
        this.#missing.add(key);
        lines.push(lineOf(one.labels, alive));
      }
    }
    return lines;
  }
}

const keyOf = (labels: readonly string[]): string => labels.toSorted().join(" ");

function lineOf(labels: readonly string[], alive: readonly KnownWorker[]): string {
  if (alive.length === 0) return `waiting for a worker${withLabels(labels)}; none is there`;
  const are = alive.length === 1 ? "1 worker is" : `${alive.length} workers are`;
  const lacks = labels.length === 1 ? "has it" : "has all of them";
  const none = alive.length === 1 ? `it does not have ${labels.length === 1 ? "it" : "all of them"}` : `none ${lacks}`;
  return `waiting for a worker${withLabels(labels)}; ${are} there, ${alive.length === 2 ? `neither ${lacks}` : none}`;
}

const withLabels = (labels: readonly string[]): string => (labels.length === 0 ? "" : ` with ${labels.join(", ")}`);
