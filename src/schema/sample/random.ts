/** A sequence of pseudo-random choices. The same seed gives the same sequence on every machine. */
export interface Random {
  /** Returns a number from 0 up to, and without, 1. */
  readonly next: () => number;
  /** Returns a whole number between both, inclusive. */
  readonly integer: (from: number, to: number) => number;
  /** Returns true with this probability. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(values: readonly [T, ...T[]] | readonly T[]) => T;
}

/** Creates a sequence from a text. */
export function createRandom(seed: string): Random {
  const next = smallFastCounter(hashOf(seed));
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (values) => values[integer(0, values.length - 1)]!,
  };
}

/** Four 32-bit numbers from a text (FNV-1a with four starting points). */
function hashOf(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x1b873593, 0xcc9e2d51, 0x85ebca6b];
  for (let at = 0; at < text.length; at += 1) {
    for (let word = 0; word < 4; word += 1) {
      words[word] = Math.imul(words[word]! ^ text.charCodeAt(at), 0x01000193 + 2 * word);
      words[word]! ^= words[word]! >>> 15;
    }
  }
  return words;
}

/** The generator sfc32. Its first values are skipped, because they still resemble the seed. */
function smallFastCounter([a, b, c, counter]: [number, number, number, number]): () => number {
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let skipped = 0; skipped < 12; skipped += 1) next();
  return next;
}
