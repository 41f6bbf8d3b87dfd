import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArtifactId, EventBody, RunEvent } from "../../domain/index.ts";
import { asEvents, hostileText, wholeRun } from "../../testing/runs/random-runs.ts";
import { runStarted } from "../../testing/sample-events.ts";
import { idAt, sampleMessage, samplePlan } from "../../testing/sample-plan.ts";
import { paint } from "../text/paint.ts";
import { textWidth } from "../text/table.ts";
import { createLiveModel, type LiveRow, renderFrame } from "./index.ts";

const plan = samplePlan([[], [], [0, 1], [2], [2]]);
const wide = fc.constantFrom(
  "日本語",
  "❤️",
  "👨‍👩‍👧",
  "é".normalize("NFD"),
  "👍🏽",
  "\u200b",
  "\u00ad",
  "🇩🇪",
  "ｆｕｌｌ",
);
const text = fc.array(fc.oneof(hostileText, wide, fc.string()), { maxLength: 12 }).map((parts) => parts.join(""));

const row: fc.Arbitrary<LiveRow> = fc.record({
  id: text,
  component: fc.option(text),
  attempt: fc.integer({ min: 1, max: 3 }),
  host: fc.option(fc.string({ maxLength: 20 })),
  elapsedMs: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e12, noNaN: true })),
  expectedMs: fc.option(fc.nat()),
  done: fc.option(fc.nat()),
  total: fc.option(fc.nat()),
  perSecond: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
  said: fc.option(text),
});

const size = fc.record({ columns: fc.integer({ min: 1, max: 250 }), rows: fc.integer({ min: 1, max: 60 }) });
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const colours = /\u001b\[(?:1|2|22|31|33|39)m/g;

test("no line is as wide as the terminal, no frame as high, and nothing steers it", () => {
  const view = createLiveModel(plan).view(0);
  const anything = fc.record({
    running: fc.array(row, { maxLength: 40 }),
    size,
    color: fc.boolean(),
    ascii: fc.boolean(),
  });
  fc.assert(
    fc.property(anything, ({ running, size: { columns, rows }, color, ascii }) => {
      const options = { columns, rows, ascii, palette: paint(color), isCancelling: false };
      const lines = renderFrame({ ...view, running }, options);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
      for (const line of lines) {
        expect(textWidth(line)).toBeLessThanOrEqual(Math.max(1, columns - 1));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
        expect(line.replaceAll(colours, "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]|\ufe0f/);
      }
    }),
    { numRuns: 500 },
  );
});

test("--ascii draws nothing but ASCII of its own", () => {
  const ids = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 9 }), ids, size, (rows, id, { columns, rows: height }) => {
      const running = rows.map((one) => ({ ...one, id, component: id, said: id }));
      const view = { ...createLiveModel(plan).view(0), running };
      const lines = renderFrame(view, {
        columns,
        rows: height,
        ascii: true,
        palette: paint(false),
        isCancelling: true,
      });
      expect(lines.join("\n")).toMatch(/^[\n -~]*$/);
    }),
  );
});

test("of more running artifacts than rows, the longest running ones and the number of the others are shown", () => {
  const running = Array.from({ length: 20 }, (_, i): LiveRow => {
    const none = { done: null, total: null, perSecond: null, said: null, expectedMs: null };
    return { id: `a${i}`, component: "csv", attempt: 1, host: null, elapsedMs: 1e5 - i, ...none };
  });
  const view = { ...createLiveModel(plan).view(0), running };
  const options = { columns: 80, ascii: true, palette: paint(false), isCancelling: false };
  const lines = renderFrame(view, { ...options, rows: 10 });
  expect(lines.filter((line) => line.startsWith(">")).map((line) => line.slice(2, 4))).toEqual([
    "a0",
    "a1",
    "a2",
    "a3",
    "a4",
  ]);
  expect(lines).toContain("  and 15 more");
  expect(renderFrame(view, { ...options, rows: 60 }).filter((line) => line.startsWith(">"))).toHaveLength(14);
});

// A terminal that becomes narrower wraps lines, and may scroll the wrapped parts off before the program is notified.
test("a line ends where its text ends, so that a terminal of 40 columns wraps none of a wider one's", () => {
  const running = Array.from({ length: 12 }, (_, i): LiveRow => {
    const none = { done: null, total: null, perSecond: null, said: null, expectedMs: null };
    return { id: `pd_${i}`, component: "personal_data", attempt: 1, host: null, elapsedMs: 500 * i, ...none };
  });
  const view = { ...createLiveModel(plan).view(0), running };
  const lines = renderFrame(view, { columns: 200, rows: 40, ascii: true, palette: paint(false), isCancelling: false });
  for (const line of lines) expect(line).toBe(line.trimEnd());
  for (const line of lines.slice(0, -1)) expect(textWidth(line)).toBeLessThan(40);
  // The blank line above makes room if this line takes two rows.
  expect(textWidth(lines.at(-1) ?? "")).toBeLessThan(80);
  expect(lines[0]).toBe("");
});

describe("the model", () => {
  const first = idAt(0);
  const event = (seconds: number, body: EventBody): RunEvent => ({
    ...asEvents([body])[0]!,
    t: seconds * 1e9,
  });
  const started = (artifact: ArtifactId): EventBody => ({
    type: "artifact.started",
    artifact,
    component: "csv",
    version: "1.0.0",
    attempt: 1,
    worker: 0,
    inputs: [],
    releasedBy: { kind: "start" },
  });
  const progress = (done: number, total: number | null = null): EventBody => ({
    type: "artifact.progress",
    artifact: first,
    done,
    total,
  });
  const weighed = (weights: Record<string, number>, more: object = {}): EventBody =>
    ({ ...runStarted({ artifacts: 5 }), weights, ...more }) as EventBody;

  const modelOf = (...events: readonly RunEvent[]) => {
    const model = createLiveModel(plan);
    for (const one of events) model.push(one);
    return model;
  };

  test("every artifact of the run is counted once, whatever happens", () => {
    fc.assert(
      fc.property(wholeRun, fc.nat(), (bodies, cut) => {
        const events = asEvents(bodies);
        const model = modelOf(...events.slice(0, 1 + (cut % events.length)));
        const { artifacts, counts, running, ready, waiting } = model.view(1e9);
        const ended = counts.completed + counts.reused + counts.failed + counts.skipped;
        expect(ended + running.length + ready + waiting).toBe(artifacts);
      }),
    );
  });

  test("the rate is that of the last seconds", () => {
    const model = modelOf(event(0, started(first)), event(1, progress(10)));
    expect(model.view(2e9).running[0]?.perSecond).toBe(5);
    for (let second = 2; second <= 20; second += 1) model.push(event(second, progress(second * 100)));
    expect(model.view(20e9).running[0]?.perSecond).toBe(100);
    expect(model.view(25e9).running[0]?.perSecond).toBe(0);
  });

  test("there is no rate before half a second, nor without progress", () => {
    const model = modelOf(event(0, started(first)), event(0.1, progress(10)), event(0, started(idAt(1))));
    expect(model.view(0.4e9).running.map(({ perSecond }) => perSecond)).toEqual([null, null]);
    expect(model.view(9e9).running[1]?.perSecond).toBeNull();
  });

  test("a component that counts anew gets a new rate", () => {
    const model = modelOf(
      event(0, started(first)),
      event(1, progress(1000)),
      event(2, progress(10)),
      event(4, progress(30)),
    );
    expect(model.view(4e9).running[0]?.perSecond).toBe(10);
  });

  test("the last log line stays, but for debug ones", () => {
    const noted = (level: "info" | "debug", said: string): EventBody => ({
      type: "artifact.noted",
      artifact: first,
      level,
      text: said,
    });
    const model = modelOf(
      event(0, started(first)),
      event(1, noted("info", "page 1")),
      event(2, noted("debug", "GET /")),
    );
    expect(model.view(2e9).running[0]?.said).toBe("page 1");
  });

  test("without durations of an earlier run nothing is expected", () => {
    const model = modelOf(event(0, runStarted({ artifacts: 5 })), event(0, started(first)));
    expect(model.view(0)).toMatchObject({ leftMs: null, running: [{ expectedMs: null }] });
  });

  test("what is left is the longest path, where that is longer than the work shared out", () => {
    const weights = { a0: 1000, a1: 1000, a2: 4000, a3: 500, a4: 2000 };
    const model = modelOf(event(0, weighed(weights)), event(0, started(first)));
    expect(model.view(0).leftMs).toBe(7000);
    expect(model.view(0.6e9).leftMs).toBe(7000);
    model.push(event(0.6, started(idAt(1))));
    expect(model.view(1e9).leftMs).toBe(6600);
    expect(model.view(1e9).running[0]?.expectedMs).toBe(1000);
  });

  test("what is left is the work shared out among the threads, where that is longer", () => {
    const model = modelOf(event(0, weighed({ a0: 1000, a1: 1000, a2: 1000, a3: 1000, a4: 1000 }, { workers: 1 })));
    expect(model.view(0).leftMs).toBe(5000);
  });

  test("what no earlier run knows counts as the mean of the others", () => {
    const model = modelOf(event(0, weighed({ a0: 1000, a1: 3000 }, { workers: 1, maxConcurrency: 1 })));
    expect(model.view(0).leftMs).toBe(10_000);
  });

  test("what has ended leaves nothing", () => {
    const model = modelOf(event(0, weighed({ a0: 1000 }, { workers: 1 })));
    for (const { id } of plan.artifacts) {
      const reused = { from: "run_20250101_120000", fromArtifact: id, reason: "resume", message: sampleMessage(1) };
      model.push(event(1, { type: "artifact.reused", artifact: id, ...reused } as EventBody));
    }
    expect(model.view(1e9)).toMatchObject({ leftMs: 0, waiting: 0, counts: { reused: 5 } });
  });
});
