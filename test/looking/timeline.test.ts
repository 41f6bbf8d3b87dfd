import { describe, expect, test } from "vitest";
import {
  paint,
  renderTimelineHtml,
  renderTimelineSvg,
  renderTimelineText,
  type TraceEvent,
  timelineTrace,
} from "../../src/render/index.ts";
import { timeline } from "../../src/run/index.ts";
import { exampleRun, type MadeUp, type MadeUpRun, madeUpRun } from "../../src/testing/runs/recorded-run.ts";
import { expectGolden } from "../support/golden.ts";

const viewOf = ({ plan, state }: MadeUpRun) => timeline(plan, state);
const options = { columns: 80, ascii: false, verbose: false, palette: paint(false), prediction: null };

/** One of everything: failed, skipped, reused, running, waiting. */
const mixed = (): MadeUpRun =>
  madeUpRun(
    [
      { id: "orders", start: null, ends: "reused" },
      { id: "crm", start: 0.5, seconds: 4 },
      { id: "mail", start: 0.5, seconds: 2, ends: "failed" },
      { id: "subjects", inputs: ["mail"], start: null, ends: "skipped" },
      {
        id: "purposes_of_processing_that_have_a_very_long_name_indeed",
        inputs: ["crm", "orders"],
        start: 6,
        seconds: 3,
      },
      { id: "risks", inputs: ["crm"], start: 5, ends: "running" },
      { id: "record", inputs: ["purposes_of_processing_that_have_a_very_long_name_indeed"], start: null },
    ],
    null,
  );

describe("text", () => {
  test("the example of four artifacts", () => {
    expectGolden("timeline/example.txt", renderTimelineText(viewOf(exampleRun()), options));
  });

  test.each([
    ["80 columns", { columns: 80 }],
    ["ascii", { columns: 100, ascii: true }],
    ["200 columns, verbose", { columns: 200, verbose: true }],
    ["colour", { columns: 100, palette: paint(true) }],
  ])("every status, %s", (name, more) => {
    const golden = `timeline/mixed-${name.replaceAll(/\W+/g, "-")}.txt`;
    expectGolden(golden, renderTimelineText(viewOf(mixed()), { ...options, ...more }));
  });

  test("no line of the chart is wider than the terminal", () => {
    for (const columns of [60, 80, 100, 200]) {
      const lines = renderTimelineText(viewOf(mixed()), { ...options, columns })
        .split("\n\n")[1]!
        .split("\n");
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
    }
  });
});

test("the figures of the example", () => {
  const view = viewOf(exampleRun());
  expect(view).toMatchObject({ totalMs: 45_200, sequentialMs: 50_000, slots: 2, width: 2 });
  expect(view.speedUp).toBeCloseTo(1.106, 3);
  expect(view.efficiency).toBeCloseTo(0.553, 3);
  expect(view.criticalPath).toEqual({
    artifacts: ["db_schema", "processing_purposes", "gdpr_article30"],
    durationMs: 41_900,
    share: expect.closeTo(0.927, 3),
  });
  expect(view.artifacts.map(({ id, slackMs }) => [id, slackMs])).toEqual([
    ["db_schema", 0],
    ["personal_data", 2100],
    ["processing_purposes", 0],
    ["gdpr_article30", 0],
  ]);
});

describe("pictures", () => {
  test("the same run gives the same bytes", () => {
    for (const draw of [
      () => renderTimelineSvg(viewOf(mixed()), { heading: true }),
      () => renderTimelineHtml(viewOf(mixed()), null),
    ]) {
      expect(draw()).toBe(draw());
    }
  });

  test("bars stand at their offset and to scale", () => {
    const svg = renderTimelineSvg(viewOf(exampleRun()), { heading: true });
    const bars = [...svg.matchAll(/<rect class="bar[^>]* x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
      ([, x, width]) => ({
        x: Number(x),
        width: Number(width),
      }),
    );
    const [first] = bars;
    expect(bars.slice(0, 4).map(({ x, width }) => [(x - first!.x) / 760, width / 760])).toEqual(
      [
        [0, 12.3],
        [12.3, 8.1],
        [12.3, 10.2],
        [22.5, 19.4],
      ].map((pair) => pair.map((seconds) => expect.closeTo(seconds / 45.2, 4))),
    );
  });
});

describe("trace", () => {
  // Field by field after the Trace Event Format: which phases need which fields.
  const phases: Readonly<Record<TraceEvent["ph"], readonly string[]>> = {
    M: ["name", "ph", "pid", "tid", "ts", "args"],
    X: ["name", "cat", "ph", "pid", "tid", "ts", "dur", "args"],
    s: ["name", "cat", "ph", "pid", "tid", "ts", "id"],
    f: ["name", "cat", "ph", "pid", "tid", "ts", "id", "bp"],
    i: ["name", "cat", "ph", "pid", "tid", "ts", "s", "args"],
  };
  const traceOf = (run: MadeUpRun) => timelineTrace(viewOf(run));

  test("every event has the fields of its phase and no others", () => {
    for (const event of traceOf(mixed()).traceEvents) {
      const keys = Object.keys(event).filter((key) => key !== "cname");
      expect(keys.toSorted()).toEqual([...phases[event.ph]].sort());
      expect([event.ts, event.pid, event.tid].every((number) => Number.isInteger(number) && number >= 0)).toBe(true);
      if (event.ph === "X") expect(event.dur).toBeGreaterThanOrEqual(0);
    }
  });

  test("slices of a track do not overlap, and each has its artifact's time in microseconds", () => {
    const { traceEvents } = traceOf(exampleRun());
    const slices = traceEvents.filter(({ ph, cat }) => ph === "X" && cat === "artifact");
    expect(slices.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
      ["db_schema", 0, 12_300_000],
      ["personal_data", 12_300_000, 8_100_000],
      ["processing_purposes", 12_300_000, 10_200_000],
      ["gdpr_article30", 22_500_000, 19_400_000],
    ]);
    for (const tid of new Set(slices.map((slice) => slice.tid))) {
      let end = 0;
      for (const slice of slices.filter((one) => one.tid === tid)) {
        expect(slice.ts).toBeGreaterThanOrEqual(end);
        end = slice.ts + (slice.dur ?? 0);
      }
    }
  });

  test("an arrow leaves within the input's slice and arrives in the dependent's", () => {
    const { traceEvents } = traceOf(exampleRun());
    const slices = traceEvents.filter(({ ph, tid }) => ph === "X" && tid > 0);
    const at = (event: TraceEvent) =>
      slices.find(({ tid, ts, dur }) => tid === event.tid && ts <= event.ts && event.ts < ts + (dur ?? 0))?.name;
    const starts = traceEvents.filter(({ ph }) => ph === "s");
    const arrows = starts.map((s) => [at(s), at(traceEvents.find(({ ph, id }) => ph === "f" && id === s.id)!)]);
    expect(arrows).toEqual([
      ["db_schema", "personal_data"],
      ["db_schema", "processing_purposes"],
      ["personal_data", "gdpr_article30"],
      ["processing_purposes", "gdpr_article30"],
    ]);
  });

  test("the critical path has a track of its own", () => {
    const { traceEvents } = traceOf(exampleRun());
    const names = traceEvents.filter(({ cat }) => cat === "critical-path").map(({ name }) => name);
    expect(names).toEqual(["db_schema", "processing_purposes", "gdpr_article30"]);
  });
});

test("a timeline of 10,000 artifacts takes less than a second", () => {
  const run = madeUpRun(
    Array.from({ length: 10_000 }, (_, index) => ({
      id: `a${index}`,
      inputs: index < 100 ? [] : [`a${index - 100}`, `a${index - 37 - (index % 50)}`],
      start: Math.floor(index / 100),
      seconds: 1,
    })),
    101,
  );
  const before = performance.now();
  renderTimelineText(viewOf(run), { ...options, verbose: true });
  expect(performance.now() - before).toBeLessThan(1000);
});

test("artifacts that were reused one after the other are one line when they are many", () => {
  const reused = (count: number): readonly MadeUp[] =>
    Array.from({ length: count }, (_, i): MadeUp => ({ id: `old_${i}`, start: null, ends: "reused" }));
  const drawn = (count: number): string => {
    const { plan, state } = madeUpRun([...reused(count), { id: "fresh", start: 0, seconds: 2 }], 2);
    const view = timeline(plan, state);
    return [
      renderTimelineText(view, { columns: 100, ascii: false, verbose: false, palette: paint(false), prediction: null }),
      renderTimelineSvg(view, { heading: true }),
    ].join("\n");
  };
  expect(drawn(8).match(/old_\d/g)?.length).toBeGreaterThanOrEqual(16);
  const many = drawn(1200);
  expect(many).toContain("old_0 … old_1199 (1,200 reused)");
  expect(many).toContain("1,200 reused</text>");
  expect(many).not.toContain("old_7");
});

test("of many that were skipped the first are listed, and all with -v", () => {
  const skipped = Array.from(
    { length: 100 },
    (_, i): MadeUp => ({ id: `after_${i}`, inputs: ["broken"], start: null, ends: "skipped" }),
  );
  const { plan, state } = madeUpRun([{ id: "broken", start: 0, seconds: 1, ends: "failed" }, ...skipped], 1);
  const lines = (verbose: boolean): number =>
    renderTimelineText(timeline(plan, state), {
      columns: 100,
      ascii: false,
      verbose,
      palette: paint(false),
      prediction: null,
    }).match(/^skipped {2}/gm)?.length ?? 0;
  expect([lines(false), lines(true)]).toEqual([40, 100]);
});

test("of more rows than anyone reads, those are drawn that matter, and all with -v", () => {
  const short = Array.from({ length: 300 }, (_, i): MadeUp => ({ id: `short_${i}`, start: 0, seconds: 1 + i / 1000 }));
  const { plan, state } = madeUpRun(
    [{ id: "broken", start: 0, seconds: 0.1, ends: "failed" }, { id: "long", start: 0, seconds: 9 }, ...short],
    9,
  );
  const text = (verbose: boolean): string => renderTimelineText(timeline(plan, state), { ...options, verbose });
  const ids = [...text(false).matchAll(/^[\d:.]+ .*(broken|long|short_\d+) \(/gm)].map(([, id]) => id);
  expect(ids).toEqual(["broken", "long", ...short.slice(102).map(({ id }) => id)]);
  expect(text(false)).toContain("and 102 shorter artifacts, 1m 47s in total; -v shows them");
  expect(text(true).match(/ short_\d+ \(/g)).toHaveLength(300);
});
