import type { ArtifactId } from "../domain/index.ts";
import type { History } from "../run/index.ts";

export interface StepStart {
  /** Returns the events so far. */
  readonly history: () => History;
  /** The number of events at the start of the step. */
  readonly seq: number;
}

/**
 * The artifacts at which a step stops, as the run goes on. A step stops at those of its first level. If they all end, and
 * one of them without a point at which the step could stop, it stops at those of the next level that has not ended.
 */
export class StepScope {
  readonly #levels: readonly (readonly ArtifactId[])[];
  readonly #start: StepStart;
  #level = 0;
  #members: ReadonlySet<ArtifactId>;
  /** The number of artifacts of the level that are known to have ended; they are the first ones. */
  #ended = 0;
  /** Whether one of them ended after the start, and whether one that did so was skipped or reused. */
  #endings = { any: false, anyWithoutPoint: false };

  constructor(levels: readonly (readonly ArtifactId[])[], start: StepStart) {
    this.#levels = levels;
    this.#start = start;
    this.#members = new Set(levels[0]);
  }

  /** Returns whether the step stops at points of an artifact, after so many events: never fewer than at the last call. */
  includes(artifact: ArtifactId, seq: number): boolean {
    while (this.#level < this.#levels.length - 1 && this.#isOver(seq)) {
      this.#level += 1;
      this.#ended = 0;
      this.#members = new Set(this.#levels[this.#level]);
    }
    return this.#members.has(artifact);
  }

  #isOver(seq: number): boolean {
    const all = this.#levels[this.#level] ?? [];
    for (; this.#ended < all.length; this.#ended += 1) {
      const end = this.#start.history().endOf(all[this.#ended] ?? "");
      if (end === null || end > seq) return false;
      if (end > this.#start.seq) this.#note(end);
    }
    const { any, anyWithoutPoint } = this.#endings;
    return anyWithoutPoint || !any;
  }

  #note(end: number): void {
    const { type } = this.#start.history().step(end).event;
    const isWithoutPoint = type === "artifact.skipped" || type === "artifact.reused";
    this.#endings = { any: true, anyWithoutPoint: this.#endings.anyWithoutPoint || isWithoutPoint };
  }
}
