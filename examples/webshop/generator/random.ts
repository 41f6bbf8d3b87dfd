/** A reproducible source of choices. Two with the same seed and label give the same sequence on every machine. */
export interface Random {
  /** A whole number, both ends included. */
  readonly int: (min: number, max: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffle: <T>(list: readonly T[]) => readonly T[];
  readonly chance: (probability: number) => boolean;
  /** A string of decimal digits of this length. */
  readonly digits: (length: number) => string;
  readonly hex: (length: number) => string;
  readonly base64: (length: number) => string;
  readonly uuid: () => string;
  /** A moment between two dates (`YYYY-MM-DD`), as whole seconds of Unix time. */
  readonly moment: (from: string, to: string) => number;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./";

// FNV-1a: every part of the shop draws from its own stream, so adding a row to one leaves the others as they were.
function hashLabel(label: string): number {
  let hash = 0x811c9dc5;
  for (const character of label) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** A mulberry32 stream for one part of the data. */
export function seededRandom(seed: number, label: string): Random {
  const next = mulberry32(seed ^ hashLabel(label));
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const text = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[int(0, alphabet.length - 1)]).join("");
  const hex = (length: number): string => text("0123456789abcdef", length);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[int(0, list.length - 1)];
    if (chosen === undefined) throw new RangeError("cannot pick from an empty list");
    return chosen;
  };
  return {
    int,
    pick,
    // Sorted by a drawn key: the number of draws never depends on how an engine sorts.
    shuffle: (list) =>
      list
        .map((item) => ({ item, key: next() }))
        .sort((left, right) => left.key - right.key)
        .map(({ item }) => item),
    chance: (probability) => next() < probability,
    digits: (length) => text("0123456789", length),
    hex,
    base64: (length) => text(BASE64, length),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[int(0, 3)]}${hex(3)}-${hex(12)}`,
    moment: (from, to) => int(Date.parse(`${from}T00:00:00Z`) / 1000, Date.parse(`${to}T23:59:59Z`) / 1000),
  };
}

/** `YYYY-MM-DD HH:MM:SS` in UTC, as SQLite writes it. */
export function sqlTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
}

/** `YYYY-MM-DD` in UTC. */
export function sqlDate(seconds: number): string {
  return sqlTime(seconds).slice(0, 10);
}
