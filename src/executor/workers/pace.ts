import type { ComponentAddress } from "./protocol.ts";

/** Of a job beyond this the wake of a thread is a small part. */
const shortMs = 1;
/** How much of an earlier duration still counts after each job since. */
const remembered = 0.5;

/** How long the jobs of each component took lately. What it says is a guess, on which nothing but speed may rest. */
export class Pace {
  readonly #lately = new Map<string, number>();

  /** Milliseconds; after a long one it takes some short ones until the next counts as short. */
  note(component: ComponentAddress, took: number): void {
    const key = keyOf(component);
    this.#lately.set(key, Math.max(took, (this.#lately.get(key) ?? 0) * remembered));
  }

  isShort(component: ComponentAddress): boolean {
    return (this.#lately.get(keyOf(component)) ?? Number.POSITIVE_INFINITY) <= shortMs;
  }
}

function keyOf({ module, kind, type }: ComponentAddress): string {
  return `${module} ${kind} ${type}`;
}
