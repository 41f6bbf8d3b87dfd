import type { JsonValue, MessageReader } from "../../domain/index.ts";
import type { StreamPart } from "./parts.ts";

/** The elements first, first + step, … up or down to `end` (exclusive). */
export interface ElementRange {
  readonly first: number;
  readonly end: number;
  readonly step: number;
}

/** Returns the elements that an index, a slice or `*` selects from so many; RFC 9535, 2.3.4. */
export function rangeOf(part: Exclude<StreamPart, { readonly kind: "filter" }>, elements: number): ElementRange {
  if (part.kind === "all") return { first: 0, end: elements, step: 1 };
  if (part.kind === "index") {
    const first = part.index < 0 ? part.index + elements : part.index;
    return { first, end: first >= 0 && first < elements ? first + 1 : first, step: 1 };
  }
  const { start, stop, step } = part;
  const place = (given: number | undefined, otherwise: number): number => {
    if (given === undefined) return otherwise;
    const counted = given < 0 ? given + elements : given;
    return step > 0 ? Math.min(Math.max(counted, 0), elements) : Math.min(Math.max(counted, -1), elements - 1);
  };
  if (step > 0) return { first: place(start, 0), end: place(stop, elements), step };
  return { first: place(start, elements - 1), end: place(stop, -1), step };
}

export type Indexed = readonly [index: number, value: JsonValue];

/** Elements closer together than this are read together with those between them. */
const apart = 1024;
const windowSize = 4096;

/** Reads the elements of a range, in its order, in batches. Keeps one window of them in memory. */
export async function* readRange(reader: MessageReader, range: ElementRange): AsyncGenerator<readonly Indexed[]> {
  if (range.step === 0) return;
  if (Math.abs(range.step) > apart) yield* readSingly(reader, range);
  else if (range.step > 0) yield* forwards(reader, range);
  else yield* backwards(reader, range);
}

async function* forwards(
  reader: MessageReader,
  { first, end, step }: ElementRange,
): AsyncGenerator<readonly Indexed[]> {
  let at = first;
  if (at >= end) return;
  for await (const batch of reader.batches(first, end)) {
    const from = at;
    at += batch.length;
    const indexed = batch.map((value, i): Indexed => [from + i, value]);
    yield step === 1 ? indexed : indexed.filter(([index]) => (index - first) % step === 0);
  }
}

async function* backwards(
  reader: MessageReader,
  { first, end, step }: ElementRange,
): AsyncGenerator<readonly Indexed[]> {
  for (let index = first; index > end; ) {
    const low = Math.max(end + 1, index - windowSize + 1);
    const window: JsonValue[] = [];
    for await (const batch of reader.batches(low, index + 1)) window.push(...batch);
    const taken: Indexed[] = [];
    for (; index >= low; index += step) taken.push([index, window[index - low] ?? null]);
    yield taken;
  }
}

async function* readSingly(
  reader: MessageReader,
  { first, end, step }: ElementRange,
): AsyncGenerator<readonly Indexed[]> {
  for (let index = first; step > 0 ? index < end : index > end; index += step) {
    for await (const [value = null] of reader.batches(index, index + 1)) yield [[index, value]];
  }
}
