import { type MadeUp, type MadeUpRun, madeUpRun } from "../../src/testing/runs/recorded-run.ts";

/* Runs of the shapes that large runbooks have. */

const seconds = (place: number): number => 0.5 + ((place * 7) % 20) / 10;

function runOf(artifacts: readonly MadeUp[], title: string): MadeUpRun {
  const last = artifacts.reduce((most, { start, seconds: took = 0 }) => Math.max(most, (start ?? 0) + took), 0);
  return madeUpRun(artifacts, last + 1, title);
}

/** One source, many artifacts from it, one record of them all. */
export function fan(count: number): MadeUpRun {
  const items = Array.from(
    { length: count - 2 },
    (_, place): MadeUp => ({ id: `item_${place}`, inputs: ["source"], start: 2, seconds: seconds(place) }),
  );
  const record = { id: "record", inputs: items.map(({ id }) => id), start: 5, seconds: 1 };
  return runOf([{ id: "source", start: 0, seconds: 2 }, ...items, record], "A fan");
}

/** Each from the one before. */
export function chain(count: number): MadeUpRun {
  const steps = Array.from(
    { length: count },
    (_, place): MadeUp => ({
      id: `step_${place}`,
      inputs: place === 0 ? [] : [`step_${place - 1}`],
      start: place * 3,
      seconds: seconds(place),
    }),
  );
  return runOf(steps, "A chain");
}

/** Layers of 25, each artifact from two of the layer before. */
export function pipeline(count: number): MadeUpRun {
  const width = 25;
  const artifacts = Array.from({ length: count }, (_, place): MadeUp => {
    const [layer, lane] = [Math.floor(place / width), place % width];
    return {
      id: `layer_${layer}_${lane}`,
      inputs: layer === 0 ? [] : [lane, (lane + 1) % width].map((one) => `layer_${layer - 1}_${one}`),
      start: layer * 3,
      seconds: seconds(place),
    };
  });
  return runOf(artifacts, "A pipeline");
}

/** Pipelines of ten that have nothing to do with each other. */
export function disconnected(count: number): MadeUpRun {
  const artifacts = Array.from({ length: count }, (_, place): MadeUp => {
    const [part, step] = [Math.floor(place / 10), place % 10];
    const inputs = step === 0 ? [] : [`part_${part}_${step < 4 ? 0 : step - 1}`];
    return { id: `part_${part}_${step}`, inputs, start: step * 3, seconds: seconds(place), tags: [`team ${part % 7}`] };
  });
  return runOf(artifacts, "Parts");
}

/** Threads of three that end in one record; the second step of one fails. */
export function withFailure(count: number): MadeUpRun {
  const threads = Math.floor((count - 1) / 3);
  const artifacts = Array.from({ length: threads }, (_, thread): readonly MadeUp[] => {
    const isBad = thread === 12;
    return [
      { id: `source_${thread}`, start: 0, seconds: seconds(thread) },
      {
        id: `found_${thread}`,
        inputs: [`source_${thread}`],
        start: 3,
        seconds: seconds(thread),
        ends: isBad ? "failed" : "completed",
      },
      isBad
        ? { id: `joined_${thread}`, inputs: [`found_${thread}`], start: null, ends: "skipped" }
        : { id: `joined_${thread}`, inputs: [`found_${thread}`], start: 6, seconds: seconds(thread) },
    ];
  }).flat();
  const ends = artifacts.flatMap(({ id }) => (id.startsWith("joined") ? [id] : []));
  return runOf([...artifacts, { id: "record", inputs: ends, start: null, ends: "skipped" }], "One failure");
}
