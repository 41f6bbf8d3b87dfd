import type { ComponentAddress } from "../jobs/index.ts";

/** Waking a thread is a small part of a longer job. */
const shortMs = 1;
/** The weight of earlier durations, relative to the newest one. */
const remembered = 0.5;

/** Recent durations of each component's jobs. The result is an estimate, so it may affect only speed. */
export class JobDurations {
  /** By module, then by kind and type. */
  readonly #lately = new Map<string, Map<string, number>>();

  /**
   * Records a duration in milliseconds. After a long job, several short ones are needed before the next one counts as
   * short.
   */
  note(component: ComponentAddress, took: number): void {
    const known = this.#lately.get(component.module) ?? new Map<string, number>();
    this.#lately.set(component.module, known);
    known.set(keyOf(component), Math.max(took, (known.get(keyOf(component)) ?? 0) * remembered));
  }

  isShort(component: ComponentAddress): boolean {
    const lately = this.#lately.get(component.module)?.get(keyOf(component));
    return lately !== undefined && lately <= shortMs;
  }
}

/** Consists of kind and type only, because a module's address is long and this runs for every job. */
function keyOf({ kind, type }: ComponentAddress): string {
  return `${kind} ${type}`;
}
