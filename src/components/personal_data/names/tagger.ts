import { readFileSync } from "node:fs";
import { featuresOf, mostFeatures, type Sight } from "./features.ts";
import type { Run } from "./runs.ts";

/** What a token is: outside of names, the first of a name, or a further one. */
export const label = { outside: 0, begin: 1, inside: 2 } as const;
export const labels = 3;

/** A linear-chain model: a weight for each feature and label, and one for each pair of labels in sequence. */
export interface Model {
  /** The weights of each feature for all labels, one feature after the other. */
  readonly weights: Int8Array | Float32Array;
  readonly scale: number;
  /** `transitions[3 * from + to]`; -Infinity is impossible. */
  readonly transitions: readonly number[];
  /** Upper ends of confidence and the share of right names below each, from held-out texts. */
  readonly calibration: readonly (readonly [confidence: number, share: number])[];
}

/** A name that the model sees: its tokens, and the probability that it is one. */
export interface TaggedName extends Run {
  readonly confidence: number;
}

const impossible = -1e9;
export const startsInside = impossible;

// Typed arrays for each run would take a fifth of the time of a text full of names, so these are kept.
const ids = new Int32Array(mostFeatures);
let room = { scores: new Float64Array(0), forward: new Float64Array(0), backward: new Float64Array(0) };

function roomFor(size: number): typeof room {
  const make = (): Float64Array<ArrayBuffer> => new Float64Array(size * 2);
  if (room.scores.length < size) room = { scores: make(), forward: make(), backward: make() };
  return room;
}

/** Writes the log scores of each label for each token of a run. They are valid until the next call. */
function scoresOf({ weights, scale }: Model, sight: Sight, run: Run): Float64Array {
  const length = run.last - run.first + 1;
  const { scores } = roomFor(length * labels);
  for (let at = 0; at < length; at++) {
    const count = featuresOf(sight, { run, index: run.first + at }, ids);
    let outside = 0;
    let begin = 0;
    let inside = 0;
    for (let id = 0; id < count; id++) {
      const place = (ids[id] ?? 0) * labels;
      outside += weights[place] ?? 0;
      begin += weights[place + 1] ?? 0;
      inside += weights[place + 2] ?? 0;
    }
    scores[at * labels] = outside * scale;
    scores[at * labels + 1] = begin * scale;
    scores[at * labels + 2] = inside * scale;
  }
  scores[label.inside] = startsInside;
  return scores;
}

export interface Sums {
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly total: number;
}

/** Sums over all sequences of labels for `length` tokens, as logarithms. They are valid until the next call. */
export function sumsOf(scores: Float64Array, transitions: readonly number[], length: number): Sums {
  const { forward, backward } = roomFor(length * labels);
  for (let to = 0; to < labels; to++) forward[to] = scores[to] ?? 0;
  for (let at = 1; at < length; at++) {
    const before = (at - 1) * labels;
    for (let to = 0; to < labels; to++)
      forward[at * labels + to] =
        (scores[at * labels + to] ?? 0) +
        logSum(
          (forward[before] ?? 0) + (transitions[to] ?? 0),
          (forward[before + 1] ?? 0) + (transitions[labels + to] ?? 0),
          (forward[before + 2] ?? 0) + (transitions[2 * labels + to] ?? 0),
        );
  }
  for (let to = 0; to < labels; to++) backward[(length - 1) * labels + to] = 0;
  for (let at = length - 2; at >= 0; at--) {
    const next = (at + 1) * labels;
    for (let from = 0; from < labels; from++) {
      const row = from * labels;
      backward[at * labels + from] = logSum(
        (transitions[row] ?? 0) + (scores[next] ?? 0) + (backward[next] ?? 0),
        (transitions[row + 1] ?? 0) + (scores[next + 1] ?? 0) + (backward[next + 1] ?? 0),
        (transitions[row + 2] ?? 0) + (scores[next + 2] ?? 0) + (backward[next + 2] ?? 0),
      );
    }
  }
  const last = (length - 1) * labels;
  const total = logSum(forward[last] ?? 0, forward[last + 1] ?? 0, forward[last + 2] ?? 0);
  return { forward, backward, total };
}

/** The largest has the exponent 0, so that only two exponentials are left. */
function logSum(a: number, b: number, c: number): number {
  if (a >= b && a >= c) return a + Math.log(1 + Math.exp(b - a) + Math.exp(c - a));
  if (b >= c) return b + Math.log(Math.exp(a - b) + 1 + Math.exp(c - b));
  return c + Math.log(Math.exp(a - c) + Math.exp(b - c) + 1);
}

/** Finds the names of a run: a name begins where that is more probable than `least`. */
export function namesIn(model: Model, sight: Sight, run: Run, least = 0.2): readonly TaggedName[] {
  const scores = scoresOf(model, sight, run);
  const length = run.last - run.first + 1;
  const sums = sumsOf(scores, model.transitions, length);
  const names: TaggedName[] = [];
  for (let start = 0; start < length; start++) {
    if (marginal(sums, start, label.begin) < least) continue;
    const end = bestEnd(start, { length, scores, sums, transitions: model.transitions });
    names.push({ first: run.first + start, last: run.first + end.at, confidence: end.probability });
    start = end.at;
  }
  return names;
}

const marginal = ({ forward, backward, total }: Sums, at: number, label: number): number =>
  Math.exp((forward[at * labels + label] ?? 0) + (backward[at * labels + label] ?? 0) - total);

interface Chain {
  readonly length: number;
  readonly scores: Float64Array;
  readonly sums: Sums;
  readonly transitions: readonly number[];
}

/** Returns the most probable end of a name that begins at `start`, with the probability of exactly this name. */
function bestEnd(
  start: number,
  { length, scores, sums, transitions }: Chain,
): { readonly at: number; readonly probability: number } {
  let path = sums.forward[start * labels + label.begin] ?? 0;
  let best = { at: start, probability: 0 };
  let from: number = label.begin;
  for (let at = start; at < length; at++) {
    if (at > start) {
      path += (transitions[from * labels + label.inside] ?? 0) + (scores[at * labels + label.inside] ?? 0);
      from = label.inside;
    }
    const rest = at === length - 1 ? 0 : afterName(at, from, { scores, sums, transitions });
    const probability = Math.exp(path + rest - sums.total);
    if (probability > best.probability) best = { at, probability };
  }
  return best;
}

/** The sum over all sequences after a name that ends at `at`. */
function afterName(at: number, from: number, { scores, sums, transitions }: Omit<Chain, "length">): number {
  const next = (at + 1) * labels;
  const step = (to: number): number =>
    (transitions[from * labels + to] ?? 0) + (scores[next + to] ?? 0) + (sums.backward[next + to] ?? 0);
  return logSum(step(label.outside), step(label.begin), impossible);
}

/** Returns the share of right answers among those with a similar confidence, in a straight line between two steps. */
export function calibrated({ calibration }: Pick<Model, "calibration">, confidence: number): number {
  let low = 0;
  let lowShare = 0;
  for (const step of calibration) {
    const high = step[0];
    if (confidence <= high) return lowShare + ((step[1] - lowShare) * (confidence - low)) / Math.max(1e-9, high - low);
    low = high;
    lowShare = step[1];
  }
  return lowShare;
}

let shipped: Model | undefined;

/** Returns the model that wct includes: a line of JSON, then the weights as signed bytes, one label after the other. */
export function shippedModel(): Model {
  shipped ??= decodeModel(readFileSync(new URL("./data/model.bin", import.meta.url)));
  return shipped;
}

export function decodeModel(bytes: Uint8Array): Model {
  const end = bytes.indexOf(10);
  // The bytes may be a part of a larger buffer.
  const head: Omit<Model, "weights"> = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const stored = new Int8Array(bytes.buffer, bytes.byteOffset + end + 1, bytes.length - end - 1);
  const features = stored.length / labels;
  const weights = new Int8Array(stored.length);
  for (let one = 0; one < labels; one++)
    for (let id = 0; id < features; id++) weights[id * labels + one] = stored[one * features + id] ?? 0;
  return { ...head, weights };
}

export function encodeModel({ weights, ...head }: Model): Uint8Array {
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const bytes = new Uint8Array(line.length + weights.length);
  bytes.set(line);
  const features = weights.length / labels;
  for (let one = 0; one < labels; one++)
    for (let id = 0; id < features; id++)
      bytes[line.length + one * features + id] = (weights[id * labels + one] ?? 0) & 0xff;
  return bytes;
}
