/** Returns a number from 0 to 2^32 - 1 for a text; the same on every machine (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A source of numbers that depends only on its seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number | string) {
    this.#state = typeof seed === "string" ? hashOf(seed) : seed >>> 0;
  }

  /** From 0 to just below 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** True in about this share of the calls. */
  chance(share: number): boolean {
    return this.fraction() < share;
  }

  characters(length: number, from = "0123456789"): string {
    return Array.from({ length }, () => from.charAt(this.integer(0, from.length - 1))).join("");
  }
}

/** The half of the evaluation that a template, schema or kind belongs to. */
export type Half = "rules" | "judge";

/** Rules may be written with one half in view; the other half judges them. The name alone decides. */
export const halfOf = (name: string): Half => (hashOf(`half of ${name}`) % 2 === 0 ? "rules" : "judge");
