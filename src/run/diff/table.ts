import type { ElementHash } from "./canonical.ts";

/**
 * A table of one stream's elements by their hashes, in flat arrays: 52 bytes for each element of its capacity. Equal
 * elements share a slot and are counted, so a stream of millions of equal elements costs no more than any other.
 */
export interface ElementHashTable {
  readonly add: (hash: ElementHash) => void;
  /** Removes one equal element. Returns false if there is none left. */
  readonly takeEqual: (hash: ElementHash) => boolean;
  /** Returns the number of remaining elements. */
  readonly left: () => number;
  /** Must be called once, after the last takeEqual. From then on the remaining elements can be found by identity. */
  readonly indexRest: () => void;
  /** Removes a remaining element with the same identity and returns its slot; null if there is none. */
  readonly takeNamesake: (hash: ElementHash) => number | null;
  /** Returns the outcome of one of the added elements. Each outcome is returned once. */
  readonly settle: (hash: ElementHash) => ElementOutcome;
}

type ElementOutcome =
  | { readonly kind: "equal" }
  | { readonly kind: "left" }
  | { readonly kind: "replaced"; readonly slot: number };

const none = 0xffff_ffff;

export function createElementTable(elements: number): ElementHashTable {
  return new FlatTable(Math.max(8, Math.ceil(elements / 0.75)));
}

class FlatTable implements ElementHashTable {
  readonly #size: number;
  readonly #ids: Uint32Array;
  readonly #contents: Uint32Array;
  readonly #used: Uint8Array;
  readonly #left: Uint32Array;
  readonly #replaced: Uint32Array;
  /**
   * Slots with the same identity form a chain that starts at `heads`. The identity alone determines the entry in
   * `heads`.
   */
  readonly #next: Uint32Array;
  #heads: Uint32Array | null = null;
  #rest = 0;

  constructor(size: number) {
    this.#size = size;
    this.#ids = new Uint32Array(size * 2);
    this.#contents = new Uint32Array(size * 2);
    this.#used = new Uint8Array(size);
    this.#left = new Uint32Array(size);
    this.#replaced = new Uint32Array(size);
    this.#next = new Uint32Array(size);
  }

  add(hash: ElementHash): void {
    const slot = this.#slotOf(hash);
    this.#ids.set([hash.idHigh, hash.idLow], slot * 2);
    this.#contents.set([hash.contentHigh, hash.contentLow], slot * 2);
    this.#used[slot] = 1;
    this.#left[slot]! += 1;
    this.#rest += 1;
  }

  left(): number {
    return this.#rest;
  }

  takeEqual(hash: ElementHash): boolean {
    return this.#take(this.#slotOf(hash));
  }

  indexRest(): void {
    const heads = new Uint32Array(this.#size).fill(none);
    this.#heads = heads;
    for (let slot = 0; slot < this.#size; slot++) {
      if (this.#left[slot] === 0) continue;
      const place = this.#headOf(heads, this.#ids[slot * 2] ?? 0, this.#ids[slot * 2 + 1] ?? 0);
      this.#next[slot] = heads[place] ?? none;
      heads[place] = slot;
    }
  }

  takeNamesake({ idHigh, idLow }: ElementHash): number | null {
    const heads = this.#heads;
    if (heads === null) return null;
    const place = this.#headOf(heads, idHigh, idLow);
    let slot = heads[place] ?? none;
    // The last slot of a chain remains even if it is empty, so that the chain can still be found.
    while (slot !== none && this.#left[slot] === 0 && this.#next[slot] !== none) slot = this.#next[slot] ?? none;
    if (slot === none) return null;
    heads[place] = slot;
    if (!this.#take(slot)) return null;
    this.#replaced[slot]! += 1;
    return slot;
  }

  settle(hash: ElementHash): ElementOutcome {
    const slot = this.#slotOf(hash);
    if ((this.#left[slot] ?? 0) > 0) {
      this.#left[slot]! -= 1;
      return { kind: "left" };
    }
    if ((this.#replaced[slot] ?? 0) === 0) return { kind: "equal" };
    this.#replaced[slot]! -= 1;
    return { kind: "replaced", slot };
  }

  #take(slot: number): boolean {
    if (this.#left[slot] === 0) return false;
    this.#left[slot]! -= 1;
    this.#rest -= 1;
    return true;
  }

  /**
   * Returns the slot of an element, or the free slot for it. This is the innermost loop of a comparison, so fields are
   * read once.
   */
  #slotOf({ idHigh, idLow, contentHigh, contentLow }: ElementHash): number {
    const size = this.#size;
    const used = this.#used;
    const ids = this.#ids;
    const contents = this.#contents;
    let slot = ((contentHigh ^ idLow) >>> 0) % size;
    for (; used[slot] === 1; slot = slot + 1 === size ? 0 : slot + 1) {
      const at = slot * 2;
      const isContent = contents[at] === contentHigh && contents[at + 1] === contentLow;
      if (isContent && ids[at] === idHigh && ids[at + 1] === idLow) break;
    }
    return slot;
  }

  /** Returns the entry of an identity's chain, or the free entry for it. */
  #headOf(heads: Uint32Array, idHigh: number, idLow: number): number {
    const size = this.#size;
    const ids = this.#ids;
    let place = idLow % size;
    for (; heads[place] !== none; place = place + 1 === size ? 0 : place + 1) {
      const at = (heads[place] ?? 0) * 2;
      if (ids[at] === idHigh && ids[at + 1] === idLow) break;
    }
    return place;
  }
}
