import type { ComponentAddress } from "./protocol.ts";

/** Of a job beyond this the wake of a thread is a small part. */
const shortMs = 1;
/** How much of an earlier duration still counts after each job since. */
const remembered = 0.5;

/** How long the jobs of each component took lately. What it says is a guess, on which nothing but speed may rest. */
export class Pace {
  /** By module, then by kind and type. */
  readonly #lately = new Map<string, Map<string, number>>();

  /** Milliseconds; after a long one it takes some short ones until the next counts as short. */
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

/** Kind and type alone: a module's address is long, and this is asked for every job. */
function keyOf({ kind, type }: ComponentAddress): string {
  return `${kind} ${type}`;
}
