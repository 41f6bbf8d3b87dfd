import { readFileSync } from "node:fs";
import { calibrated } from "../names/index.ts";

/** Multinomial logistic regression: a weight for each feature and class. */
export interface ColumnModel {
  /** Categories of personal data; the first class is `none`. */
  readonly classes: readonly string[];
  /** A digest of what it learned from: features and labels. */
  readonly learnedFrom: string;
  /** What a stored weight of 1 stands for. */
  readonly scale: number;
  /** Upper ends of the probability and the share of personal data below each, from schemas that were held out. */
  readonly calibration: readonly (readonly [probability: number, share: number])[];
  readonly weights: StoredWeights;
}

/** The weights that are not near zero, by features in the order of their keys. */
export interface StoredWeights {
  /** See `keyOf`. */
  readonly keys: Uint32Array;
  /** How many weights each feature has. */
  readonly counts: Uint8Array;
  /** The class of each weight, one feature after the other. */
  readonly classes: Uint8Array;
  readonly values: Int8Array;
}

export const none = "none";

/** The model's answer for one column. */
export interface ModelAnswer {
  /** What the column itself says, without those near it: see `classProbabilities`. */
  readonly alone: { readonly probability: number; readonly category: string };
  /** The share of personal data among columns of which the model is as sure, 0 to 1. */
  readonly probability: number;
  /** The categories, the most probable first. */
  readonly categories: readonly string[];
}

/** Keys of features: see features.ts. */
export interface FeatureKeys {
  readonly own: readonly number[];
  readonly around: readonly number[];
}

/** Asks the model about a column with these features. */
export function ask(model: ColumnModel, { own, around }: FeatureKeys): ModelAnswer {
  const all = classProbabilities(model, [...own, ...around]);
  const alone = classProbabilities(model, own);
  return {
    probability: calibrated(model, ofPersonalData(all)),
    categories: byProbability(model, all),
    alone: { probability: ofPersonalData(alone), category: byProbability(model, alone)[0] ?? none },
  };
}

/** The first class is `none`. */
const ofPersonalData = ([none = 1]: Float64Array): number => 1 - none;

const byProbability = ({ classes }: ColumnModel, probabilities: Float64Array): readonly string[] =>
  classes
    .map((category, at) => ({ category, probability: probabilities[at] ?? 0 }))
    .filter(({ category }) => category !== none)
    .sort((a, b) => b.probability - a.probability)
    .map(({ category }) => category);

/** Returns the probability of each class, before calibration. */
export function classProbabilities(
  { classes, scale, weights }: Pick<ColumnModel, "classes" | "scale" | "weights">,
  keys: readonly number[],
): Float64Array {
  const scores = new Float64Array(classes.length);
  const starts = startsOf(weights);
  for (const key of keys) {
    const at = positionOf(weights.keys, key);
    if (at < 0) continue;
    for (let one = starts[at] ?? 0; one < (starts[at + 1] ?? 0); one++) {
      const of = weights.classes[one] ?? 0;
      scores[of] = (scores[of] ?? 0) + (weights.values[one] ?? 0) * scale;
    }
  }
  return softmax(scores);
}

const known = new WeakMap<StoredWeights, Uint32Array>();

/** Returns where the weights of each feature start; one entry more than there are features. */
function startsOf(weights: StoredWeights): Uint32Array {
  const held = known.get(weights);
  if (held !== undefined) return held;
  const starts = new Uint32Array(weights.counts.length + 1);
  for (const [at, count] of weights.counts.entries()) starts[at + 1] = (starts[at] ?? 0) + count;
  known.set(weights, starts);
  return starts;
}

/** Returns the position of a key among sorted ones, or -1. */
function positionOf(keys: Uint32Array, key: number): number {
  let [low, high] = [0, keys.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const one = keys[middle] ?? 0;
    if (one === key) return middle;
    if (one < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Turns scores into probabilities, in place. */
export function softmax(scores: Float64Array): Float64Array {
  const highest = Math.max(...scores);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    scores[at] = Math.exp((scores[at] ?? 0) - highest);
    sum += scores[at] ?? 0;
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / sum;
  return scores;
}

let shipped: ColumnModel | undefined;

/** Returns the model that wct includes. */
export function shippedColumnModel(): ColumnModel {
  shipped ??= decodeColumnModel(readFileSync(new URL("./data/columns.bin", import.meta.url)));
  return shipped;
}

/**
 * Writes a line of JSON with everything but the weights and their numbers, then the keys (4 bytes each, little-endian),
 * the counts, the classes and the values (1 byte each).
 */
export function encodeColumnModel({ weights, ...head }: ColumnModel): Uint8Array {
  const { keys, counts, classes, values } = weights;
  const sizes = { features: keys.length, weights: values.length };
  const line = new TextEncoder().encode(`${JSON.stringify({ ...head, sizes })}\n`);
  const bytes = new Uint8Array(line.length + 5 * keys.length + 2 * values.length);
  bytes.set(line);
  const view = new DataView(bytes.buffer, line.length);
  for (const [at, key] of keys.entries()) view.setUint32(4 * at, key, true);
  let at = line.length + 4 * keys.length;
  for (const part of [counts, classes, new Uint8Array(values.buffer, values.byteOffset, values.length)]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

interface StoredHead extends Omit<ColumnModel, "weights"> {
  readonly sizes: { readonly features: number; readonly weights: number };
}

export function decodeColumnModel(bytes: Uint8Array): ColumnModel {
  const end = bytes.indexOf(10);
  const { sizes, ...head }: StoredHead = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  // The bytes may be a part of a larger buffer, and not aligned.
  const view = new DataView(bytes.buffer, bytes.byteOffset + end + 1);
  const keys = Uint32Array.from({ length: sizes.features }, (_, at) => view.getUint32(4 * at, true));
  const { buffer } = bytes;
  const at = view.byteOffset + 4 * sizes.features;
  const counts = new Uint8Array(buffer, at, sizes.features);
  const classes = new Uint8Array(buffer, at + sizes.features, sizes.weights);
  const values = new Int8Array(buffer, at + sizes.features + sizes.weights, sizes.weights);
  return { ...head, weights: { keys, counts, classes, values } };
}
