import type { ElementHash } from "./canonical.ts";

/**
 * The elements of one stream by their hashes, in flat arrays: 52 bytes for each that there is room for. Equal elements
 * share a slot and are counted, so that a stream of millions of equal ones costs no more than any other.
 */
export interface ElementTable {
  readonly add: (hash: ElementHash) => void;
  /** Takes away one equal element; false: there is none left. */
  readonly takeEqual: (hash: ElementHash) => boolean;
  /** Elements that nothing took. */
  readonly left: () => number;
  /** To be called once, after the last takeEqual: what is left can from then on be found by identity. */
  readonly indexRest: () => void;
  /** Takes one of the rest with the same identity, and gives its slot; null: there is none. */
  readonly takeNamesake: (hash: ElementHash) => number | null;
  /** What became of one of the elements that were added; each is told once. */
  readonly settle: (hash: ElementHash) => Settled;
}

export type Settled =
  | { readonly kind: "equal" }
  | { readonly kind: "left" }
  | { readonly kind: "replaced"; readonly slot: number };

const none = 0xffff_ffff;

export function createElementTable(elements: number): ElementTable {
  const size = Math.max(8, Math.ceil(elements / 0.75));
  const ids = new Uint32Array(size * 2);
  const contents = new Uint32Array(size * 2);
  const used = new Uint8Array(size);
  const left = new Uint32Array(size);
  const replaced = new Uint32Array(size);
  // Slots of the same identity are a chain that starts at `heads`, which is found by the identity alone.
  const next = new Uint32Array(size);
  let heads: Uint32Array | null = null;
  let rest = 0;

  const slotOf = ({ idHigh, idLow, contentHigh, contentLow }: ElementHash): number => {
    let slot = (contentHigh ^ idLow) >>> 0;
    for (slot %= size; used[slot] === 1; slot = slot + 1 === size ? 0 : slot + 1) {
      const at = slot * 2;
      if (
        contents[at] === contentHigh &&
        contents[at + 1] === contentLow &&
        ids[at] === idHigh &&
        ids[at + 1] === idLow
      )
        return slot;
    }
    return slot;
  };
  const headOf = (starts: Uint32Array, idHigh: number, idLow: number): number => {
    let place = idLow % size;
    for (; starts[place] !== none; place = place + 1 === size ? 0 : place + 1) {
      const at = (starts[place] ?? 0) * 2;
      if (ids[at] === idHigh && ids[at + 1] === idLow) return place;
    }
    return place;
  };
  return {
    add: (hash) => {
      const slot = slotOf(hash);
      ids.set([hash.idHigh, hash.idLow], slot * 2);
      contents.set([hash.contentHigh, hash.contentLow], slot * 2);
      used[slot] = 1;
      left[slot]! += 1;
      rest += 1;
    },
    left: () => rest,
    takeEqual: (hash) => {
      const slot = slotOf(hash);
      if (left[slot] === 0) return false;
      left[slot]! -= 1;
      rest -= 1;
      return true;
    },
    indexRest: () => {
      heads = new Uint32Array(size).fill(none);
      for (let slot = 0; slot < size; slot++) {
        if (left[slot] === 0) continue;
        const place = headOf(heads, ids[slot * 2] ?? 0, ids[slot * 2 + 1] ?? 0);
        next[slot] = heads[place] ?? none;
        heads[place] = slot;
      }
    },
    takeNamesake: ({ idHigh, idLow }) => {
      if (heads === null) return null;
      const place = headOf(heads, idHigh, idLow);
      let slot = heads[place] ?? none;
      // What is used up stays as the last of its chain, so that the chain can still be found.
      while (slot !== none && left[slot] === 0 && next[slot] !== none) slot = next[slot] ?? none;
      if (slot === none) return null;
      heads[place] = slot;
      if (left[slot] === 0) return null;
      left[slot]! -= 1;
      rest -= 1;
      replaced[slot]! += 1;
      return slot;
    },
    settle: (hash) => {
      const slot = slotOf(hash);
      if ((left[slot] ?? 0) > 0) {
        left[slot]! -= 1;
        return { kind: "left" };
      }
      if ((replaced[slot] ?? 0) === 0) return { kind: "equal" };
      replaced[slot]! -= 1;
      return { kind: "replaced", slot };
    },
  };
}
