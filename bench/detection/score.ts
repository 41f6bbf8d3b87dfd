/** A labelled or found part of a text. `start` and `end` are offsets in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** Counts of one type. `found` and `labelled` are the totals that precision and recall divide by. */
export interface Counts {
  readonly correctFound: number;
  readonly found: number;
  readonly correctLabelled: number;
  readonly labelled: number;
}

const none: Counts = { correctFound: 0, found: 0, correctLabelled: 0, labelled: 0 };

/** Returns the length of the intersection divided by the length of the union; 0 without overlap. */
export function overlapRatio(a: Omit<Span, "type">, b: Omit<Span, "type">): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  if (shared <= 0) return 0;
  return shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

/** Whether something found with one type is right for a label of another; by default the types must be equal. */
export type Accepts = (label: string, found: string) => boolean;

interface Pairing {
  readonly pairs: readonly (readonly [label: Span, found: Span])[];
  readonly misses: readonly Span[];
  readonly noise: readonly Span[];
}

/**
 * Pairs each label with at most one span that was found, the best overlap first. Equal overlaps are paired in the order
 * of the text, so that the result does not depend on the order of the input.
 */
export function pairSpans(
  labels: readonly Span[],
  found: readonly Span[],
  { iou, accepts = (label, other) => label === other }: { readonly iou: number; readonly accepts?: Accepts },
): Pairing {
  const possible = labels.flatMap((label) =>
    found
      .filter((one) => accepts(label.type, one.type))
      .map((one) => ({ label, one, ratio: overlapRatio(label, one) }))
      .filter(({ ratio }) => ratio >= iou),
  );
  possible.sort(
    (a, b) => b.ratio - a.ratio || a.label.start - b.label.start || a.one.start - b.one.start || a.one.end - b.one.end,
  );
  const paired = new Map<Span, Span>();
  const used = new Set<Span>();
  for (const { label, one } of possible) {
    if (paired.has(label) || used.has(one)) continue;
    paired.set(label, one);
    used.add(one);
  }
  return {
    pairs: [...paired],
    misses: labels.filter((label) => !paired.has(label)),
    noise: found.filter((one) => !used.has(one)),
  };
}

/** Adds up the counts of many texts by type. */
export class Tally {
  readonly #counts = new Map<string, { -readonly [Key in keyof Counts]: number }>();

  add({ pairs, misses, noise }: Pairing): void {
    for (const [label] of pairs) {
      const counts = this.#of(label.type);
      counts.correctFound++;
      counts.found++;
      counts.correctLabelled++;
      counts.labelled++;
    }
    for (const { type } of misses) this.#of(type).labelled++;
    for (const { type } of noise) this.#of(type).found++;
  }

  /** The types in alphabetical order. */
  types(): readonly string[] {
    return [...this.#counts.keys()].sort();
  }

  of(type: string): Counts {
    return { ...(this.#counts.get(type) ?? none) };
  }

  /** The counts of some types together; of all of them by default. */
  total(types: readonly string[] = this.types()): Counts {
    return sumOf(types.map((type) => this.of(type)));
  }

  #of(type: string): { -readonly [Key in keyof Counts]: number } {
    const held = this.#counts.get(type) ?? { ...none };
    this.#counts.set(type, held);
    return held;
  }
}

export const sumOf = (all: readonly Counts[]): Counts => ({
  correctFound: all.reduce((sum, one) => sum + one.correctFound, 0),
  found: all.reduce((sum, one) => sum + one.found, 0),
  correctLabelled: all.reduce((sum, one) => sum + one.correctLabelled, 0),
  labelled: all.reduce((sum, one) => sum + one.labelled, 0),
});

/** The share of what was found that is labelled; undefined if nothing was found. */
export const precisionOf = ({ correctFound, found }: Counts): number | undefined =>
  found === 0 ? undefined : correctFound / found;

/** The share of the labels that was found; undefined if nothing is labelled. */
export const recallOf = ({ correctLabelled, labelled }: Counts): number | undefined =>
  labelled === 0 ? undefined : correctLabelled / labelled;

/** The F measure with a recall that weighs twice as much as precision; undefined if nothing is labelled. */
export function f2Of(counts: Counts): number | undefined {
  const recall = recallOf(counts);
  if (recall === undefined) return undefined;
  const precision = precisionOf(counts) ?? 0;
  return precision + recall === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall);
}
