// Trains the tagger of names on generated texts and writes src/components/personal_data/names/data/model.bin.
// Run: node scripts/names/train.ts [number of texts]. The same input gives the same bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  buckets,
  featuresOf,
  mostFeatures,
  type Sight,
  sightOf,
} from "../../src/components/personal_data/names/features.ts";
import { readLexicon, wordFlag } from "../../src/components/personal_data/names/lexicon.ts";
import { type Run, runsOf } from "../../src/components/personal_data/names/runs.ts";
import {
  encodeModel,
  label,
  labels,
  type Model,
  namesIn,
  startsInside,
  sumsOf,
} from "../../src/components/personal_data/names/tagger.ts";
import { tokensOf } from "../../src/components/personal_data/names/tokens.ts";
import { type GeneratedText, generate, readLanguages } from "./generate.ts";
import { Random } from "./random.ts";

const data = join(import.meta.dirname, "../../src/components/personal_data/names/data");
const lexicon = readLexicon(readFileSync(join(data, "words.txt"), "utf8"));
const names = wordFlag.first | wordFlag.last;
const [impossible, rate, decay] = [-1e9, 0.03, 1e-6];
/** How often the lists do not know a name, as with names of real texts. */
const shareOfUnknown = { names: 0.05, words: 0.15 };

/** The gold label of each token of a run. */
function goldOf(sight: Sight, run: Run, text: GeneratedText): readonly number[] {
  const { starts, ends } = sight.tokens;
  const gold: number[] = [];
  for (let index = run.first; index <= run.last; index++) {
    const start = starts[index] ?? 0;
    const span = text.names.find((one) => one.start <= start && (ends[index] ?? 0) <= one.end + 1 && start < one.end);
    if (span === undefined) gold.push(label.outside);
    else gold.push(index === run.first || (starts[index - 1] ?? 0) < span.start ? label.begin : label.inside);
  }
  return gold;
}

/** Hides some names from the lists. */
function forgetful(sight: Sight, text: GeneratedText, random: Random): Sight {
  const { starts, count } = sight.tokens;
  const forgotten = new Set<number>();
  for (const name of text.names) {
    const share = random.chance(shareOfUnknown.names) ? 1 : shareOfUnknown.words;
    for (let index = 0; index < count; index++) {
      const start = starts[index] ?? 0;
      if (name.start <= start && start < name.end && random.chance(share)) forgotten.add(index);
    }
  }
  const isForgotten = (index: number): boolean => forgotten.has(index);
  return {
    ...sight,
    flags: (index) => (isForgotten(index) ? sight.flags(index) & ~names : sight.flags(index)),
    languages: (index) => (isForgotten(index) ? 0 : sight.languages(index)),
  };
}

class Trainer {
  readonly weights = new Float32Array(buckets * labels);
  readonly transitions = new Float64Array(labels * labels);
  readonly #squares = new Float32Array(buckets * labels);
  readonly #ids = new Int32Array(mostFeatures * 16);
  readonly #counts = new Int32Array(16);

  constructor() {
    this.transitions[label.outside * labels + label.inside] = impossible;
  }

  learn(sight: Sight, run: Run, gold: readonly number[]): void {
    const length = gold.length;
    const scores = new Float64Array(length * labels);
    for (let at = 0; at < length; at++) {
      const ids = this.#ids.subarray(at * mostFeatures, (at + 1) * mostFeatures);
      this.#counts[at] = featuresOf(sight, { run, index: run.first + at }, ids);
      for (let one = 0; one < labels; one++) scores[at * labels + one] = this.#sum(ids, this.#counts[at] ?? 0, one);
    }
    scores[label.inside] = startsInside;
    const { forward, backward, total } = sumsOf(scores, [...this.transitions], length);
    for (let at = 0; at < length; at++)
      for (let one = 0; one < labels; one++) {
        const expected = Math.exp((forward[at * labels + one] ?? 0) + (backward[at * labels + one] ?? 0) - total);
        this.#step(at, one, (gold[at] === one ? 1 : 0) - expected);
      }
    this.#stepTransitions(scores, { forward, backward, total }, gold);
  }

  #sum(ids: Int32Array, count: number, one: number): number {
    let sum = 0;
    for (let id = 0; id < count; id++) sum += this.weights[(ids[id] ?? 0) * labels + one] ?? 0;
    return sum;
  }

  #step(at: number, one: number, gradient: number): void {
    if (Math.abs(gradient) < 1e-4) return;
    for (let id = 0; id < (this.#counts[at] ?? 0); id++) {
      const place = (this.#ids[at * mostFeatures + id] ?? 0) * labels + one;
      const squares = (this.#squares[place] ?? 0) + gradient * gradient;
      this.#squares[place] = squares;
      const weight = this.weights[place] ?? 0;
      this.weights[place] = weight + (rate * (gradient - decay * weight)) / Math.sqrt(squares + 1e-2);
    }
  }

  #stepTransitions(scores: Float64Array, sums: ReturnType<typeof sumsOf>, gold: readonly number[]): void {
    for (let at = 1; at < gold.length; at++)
      for (let from = 0; from < labels; from++)
        for (let to = 0; to < labels; to++) {
          const place = from * labels + to;
          const weight = this.transitions[place] ?? 0;
          if (weight === impossible) continue;
          const path = (sums.forward[(at - 1) * labels + from] ?? 0) + weight + (scores[at * labels + to] ?? 0);
          const expected = Math.exp(path + (sums.backward[at * labels + to] ?? 0) - sums.total);
          this.transitions[place] = weight + 0.002 * ((gold[at - 1] === from && gold[at] === to ? 1 : 0) - expected);
        }
  }

  /** The model with weights in steps of a 127th of the largest, which is cut. */
  model(calibration: Model["calibration"]): Model {
    const largest = 5;
    const scale = largest / 127;
    const weights = Int8Array.from(this.weights, (weight) =>
      Math.round(Math.max(-largest, Math.min(largest, weight)) / scale),
    );
    return {
      weights,
      scale,
      transitions: [...this.transitions].map((one) => Math.round(one * 1000) / 1000),
      calibration,
    };
  }
}

/** The share of right names by confidence, smoothed so that it never falls. */
function calibrate(model: Model, texts: Iterable<GeneratedText>, count: number): Model["calibration"] {
  const bins = Array.from({ length: 16 }, () => ({ right: 0, all: 1 }));
  let left = count;
  for (const text of texts) {
    if (left-- === 0) break;
    const sight = sightOf(tokensOf(text.text), lexicon);
    for (const run of runsOf(sight.tokens, lexicon))
      for (const { first, last, confidence } of namesIn(model, sight, run)) {
        const isRight = text.names.some(
          ({ start, end }) =>
            start === sight.tokens.starts[first] && Math.abs(end - (sight.tokens.ends[last] ?? 0)) <= 1,
        );
        const bin = bins[Math.min(15, Math.floor(confidence * 16))];
        if (bin !== undefined) bin.all++;
        if (bin !== undefined && isRight) bin.right++;
      }
  }
  let least = 0;
  return bins.map(({ right, all }, at) => {
    least = Math.max(least, right / all);
    return [(at + 1) / 16, Math.round(Math.min(0.99, least) * 1000) / 1000] as const;
  });
}

/** Trains on a number of generated texts, and calibrates on a quarter as many of the other templates. */
export function train(count: number): Model {
  const languages = readLanguages();
  const trainer = new Trainer();
  const random = new Random(7);
  let left = count;
  for (const text of generate(languages, "train", 1)) {
    if (left-- === 0) break;
    const plain = sightOf(tokensOf(text.text), lexicon);
    const sight = forgetful(plain, text, random);
    for (const run of runsOf(plain.tokens, lexicon)) trainer.learn(sight, run, goldOf(sight, run, text));
  }
  const uncalibrated = trainer.model([[1, 1]]);
  const calibration = calibrate(uncalibrated, generate(languages, "judge", 2), Math.ceil(count / 4));
  return { ...uncalibrated, calibration };
}

if (import.meta.main) {
  const model = train(Number(process.argv[2] ?? 80_000));
  writeFileSync(join(data, "model.bin"), encodeModel(model));
  console.log(model.calibration.map(([high, share]) => `${high.toFixed(2)}: ${share}`).join("\n"));
}
