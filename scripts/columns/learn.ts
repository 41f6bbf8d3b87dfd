import { Random } from "../../bench/detection/random.ts";
import { type ColumnModel, none, softmax } from "../../src/components/personal_data/column_model/model.ts";
import type { Example } from "./examples.ts";

const settings = {
  rounds: 12,
  rate: 0.2,
  /** Pulls weights towards zero. */
  decay: 0.0003,
  /** How often a feature is left out, so that no single one decides. */
  dropout: 0.15,
  largest: 6,
  /** Weights below this are left out of the model. */
  smallest: 0.15,
} as const;

const firstCounted = settings.rounds / 2;

/** A model that is not calibrated yet. */
export type LearnedModel = Omit<ColumnModel, "calibration" | "learnedFrom">;

interface Learned {
  readonly classes: readonly string[];
  readonly numbers: ReadonlyMap<number, number>;
  /** The weights of the first feature for all classes, then those of the next one. */
  readonly weights: Float32Array;
}

/**
 * Learns by stochastic gradient descent with a step of its own for each weight (AdaGrad: Duchi et al., 2011). The model
 * has the mean of the weights after each of the later rounds, which varies less than those of the last one.
 */
export function learn(examples: readonly Example[]): LearnedModel {
  const learned = emptyFor(examples);
  const squares = new Float32Array(learned.weights.length).fill(1e-3);
  const sums = new Float32Array(learned.weights.length);
  const random = new Random(7);
  const order = examples.map((_, at) => at);
  for (let round = 0; round < settings.rounds; round++) {
    shuffle(order, random);
    for (const at of order) {
      const example = examples[at];
      if (example !== undefined) step(example, { learned, squares, random });
    }
    if (round >= firstCounted)
      for (const [at, weight] of learned.weights.entries()) sums[at] = (sums[at] ?? 0) + weight;
  }
  const counted = settings.rounds - firstCounted;
  return stored({ ...learned, weights: sums.map((sum) => sum / counted) });
}

function emptyFor(examples: readonly Example[]): Learned {
  const labels = new Set(examples.map(({ label }) => label));
  labels.delete(none);
  const classes = [none, ...[...labels].sort()];
  const numbers = new Map<number, number>();
  for (const { keys } of examples) for (const key of keys) if (!numbers.has(key)) numbers.set(key, numbers.size);
  return { classes, numbers, weights: new Float32Array(numbers.size * classes.length) };
}

interface Descent {
  readonly learned: Learned;
  readonly squares: Float32Array;
  readonly random: Random;
}

function step({ keys, label }: Example, { learned: { classes, numbers, weights }, squares, random }: Descent): void {
  const size = classes.length;
  const rows = keys.flatMap((key) => (random.chance(settings.dropout) ? [] : (numbers.get(key) ?? 0) * size));
  const scores = new Float64Array(size);
  for (const row of rows) for (let of = 0; of < size; of++) scores[of] = (scores[of] ?? 0) + (weights[row + of] ?? 0);
  softmax(scores);
  const right = classes.indexOf(label);
  for (let of = 0; of < size; of++) {
    const gradient = (of === right ? 1 : 0) - (scores[of] ?? 0);
    if (Math.abs(gradient) < 1e-4) continue;
    for (const row of rows) {
      const weight = weights[row + of] ?? 0;
      const slope = gradient - settings.decay * weight;
      const sum = (squares[row + of] ?? 0) + slope * slope;
      squares[row + of] = sum;
      weights[row + of] = weight + (settings.rate * slope) / Math.sqrt(sum + 1);
    }
  }
}

function shuffle(order: number[], random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
}

/** Rounds weights to 127 steps and leaves out the small ones. */
function stored({ classes, numbers, weights }: Learned): LearnedModel {
  const scale = settings.largest / 127;
  const entries = [...numbers].sort(([a], [b]) => a - b);
  const pairs = entries.map(([, number]) =>
    classes.flatMap((_, of) => {
      const weight = weights[number * classes.length + of] ?? 0;
      const held = Math.max(-settings.largest, Math.min(settings.largest, weight));
      return Math.abs(held) < settings.smallest ? [] : { of, value: Math.round(held / scale) };
    }),
  );
  const kept = entries.flatMap(([key], at) => (pairs[at]?.length === 0 ? [] : { key, own: pairs[at] ?? [] }));
  const all = kept.flatMap(({ own }) => own);
  return {
    ...{ classes, scale },
    weights: {
      keys: Uint32Array.from(kept, ({ key }) => key),
      counts: Uint8Array.from(kept, ({ own }) => own.length),
      classes: Uint8Array.from(all, ({ of }) => of),
      values: Int8Array.from(all, ({ value }) => value),
    },
  };
}
