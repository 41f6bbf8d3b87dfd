import { expect, test } from "vitest";
import type { Device } from "../../src/cli/io.ts";
import { createLiveDisplay } from "../../src/cli/live/live-display.ts";
import { safeSink } from "../../src/cli/safe-output.ts";
import type { RunEvent } from "../../src/domain/index.ts";
import { createSettled, paint } from "../../src/render/index.ts";
import { type Plan, runVirtually } from "../../src/testing/runs/virtual-run.ts";
import { samplePlan } from "../../src/testing/sample-plan.ts";
import { createVirtualClock } from "../../src/testing/virtual-clock.ts";
import { createScreen, type Screen } from "../support/screen.ts";

const onContinue = () => () => undefined;
const style = { ascii: false, verbose: false, palette: paint(false), onContinue };

/** Sources that take seconds, and what is joined from them; some say something, one fails. */
function planOf(sources: number): Plan {
  return samplePlan([
    ...Array.from({ length: sources }, () => []),
    ...Array.from({ length: Math.floor(sources / 4) }, (_, i) => [0, 1, 2, 3].map((k) => i * 4 + k)),
  ]);
}

async function recorded(plan: Plan): Promise<readonly RunEvent[]> {
  const { events } = await runVirtually({
    plan,
    maxConcurrency: 8,
    work: (index) => ({
      milliseconds: 300 + ((index * 7919) % 2000),
      fails: index === 9,
      during: (report) => {
        report.progress(index, 100);
        if (index % 5 === 0)
          report.noted(index % 2 === 0 ? "info" : "warn", `reading page ${index}`.repeat(1 + (index % 9)));
      },
    }),
  });
  return events;
}

interface Watching {
  readonly plan: Plan;
  readonly events: readonly RunEvent[];
  readonly screen: Screen;
  /** What the display writes to; by default the screen. */
  readonly sink?: Device;
  /** Called at every moment at which something happens. */
  readonly at?: (time: number) => void;
  readonly onContinue?: (handler: () => void) => () => void;
}

/** Shows a recorded run in virtual time, as it happened. */
async function watch({
  plan,
  events,
  screen,
  sink = screen.sink,
  at,
  onContinue = style.onContinue,
}: Watching): Promise<void> {
  const clock = createVirtualClock();
  const display = createLiveDisplay(safeSink(sink), {
    ...style,
    onContinue,
    plan,
    clock,
    signal: new AbortController().signal,
    onError: (error) => expect.unreachable(String(error)),
  });
  let isOver = false;
  for (const event of events) {
    clock.after(event.t / 1e6, () => {
      display.show(event);
      isOver = event.type === "run.finished";
    });
  }
  while (!isOver && clock.next()) {
    at?.(clock.time());
    await screen.sink.write("");
  }
  await display.close();
}

const settledText = (events: readonly RunEvent[]): string => {
  const settled = createSettled(style);
  return events.flatMap((event) => settled.lines([event])).join("\n");
};

/** Lines that were wrapped between words are one again; how many spaces stood there is lost. */
const unwrapped = (text: string): string => text.replaceAll("\n    ", " ").replaceAll(/ +/g, " ");

const linesOf = (text: string): readonly string[] => text.split("\n");

test.each([20, 60, 100, 200])(
  "at %i columns a run leaves its lines, each once and in order, and no frame",
  async (columns) => {
    const plan = planOf(80);
    const events = await recorded(plan);
    const screen = createScreen(columns, 24);
    await watch({ plan, events, screen });
    expect(unwrapped(screen.text())).toBe(unwrapped(settledText(events)));
    expect(screen.cursor()).toEqual({ column: 0, isVisible: true });
  },
);

test("a line that is wider than the terminal is broken between words", async () => {
  const plan = samplePlan([[]]);
  const words = Array.from({ length: 30 }, (_, index) => `word${index}`);
  const { events } = await runVirtually({
    plan,
    work: () => ({ milliseconds: 500, during: (report) => report.noted("warn", words.join(" ")) }),
  });
  const screen = createScreen(40, 24);
  await watch({ plan, events, screen });
  const rows = linesOf(screen.text());
  expect(rows.every((row) => row.length < 40)).toBe(true);
  expect(rows.flatMap((row) => row.match(/word\d+/g) ?? [])).toEqual(words);
});

test("500 artifacts leave a line each", async () => {
  const plan = planOf(400);
  const events = await recorded(plan);
  const screen = createScreen(100, 30);
  await watch({ plan, events, screen });
  const lines = linesOf(screen.text());
  expect(lines.filter((line) => line.includes("  completed in"))).toHaveLength(498);
  expect(lines.filter((line) => line.includes("  failed: "))).toHaveLength(1);
  expect(lines.filter((line) => line.includes("skipped: input-failed"))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("›"))).toEqual([]);
});

test("while it runs the totals are the last row, and the running artifacts stand above them", async () => {
  const plan = planOf(40);
  const events = await recorded(plan);
  const screen = createScreen(100, 24);
  const seen: string[] = [];
  await watch({ plan, events, screen, at: () => seen.push(screen.text()) });
  const framed = seen.filter((text) => / of 50 /.test(text));
  expect(framed.length).toBeGreaterThan(50);
  for (const text of framed) {
    const lines = linesOf(text);
    expect(lines.at(-1)).toMatch(/ of 50 · .*s$/);
    expect(lines.filter((line) => / of 50 · /.test(line))).toHaveLength(1);
    const running = lines.filter((line) => line.startsWith("› "));
    expect(lines.slice(-1 - running.length, -1)).toEqual(running);
  }
});

type Size = readonly [columns: number, rows: number];

/** What a terminal holds after a run in which its size changed every one and a half seconds. */
async function resized(sizes: readonly Size[]) {
  const plan = planOf(80);
  const events = await recorded(plan);
  const screen = createScreen(100, 24);
  let next = 0;
  const at = (time: number): void => {
    const size = sizes[next];
    if (size === undefined || time < 1500 * (next + 1)) return;
    next += 1;
    screen.resize(...size);
  };
  await watch({ plan, events, screen, at });
  expect(next).toBe(sizes.length);
  return { kept: linesOf(unwrapped(screen.text())), wanted: linesOf(unwrapped(settledText(events))) };
}

test("a terminal that changes its size keeps every line, and nothing of the frames between", async () => {
  const { kept, wanted } = await resized([
    [60, 24],
    [140, 40],
    [100, 24],
  ]);
  expect(kept).toEqual(wanted);
});

test("a terminal that becomes too small for what was drawn still keeps every line", async () => {
  const { kept, wanted } = await resized([
    [140, 40],
    [33, 10],
  ]);
  expect(kept.filter((line) => wanted.includes(line))).toEqual(wanted);
});

test("after Ctrl-Z and fg, what the shell wrote stays, and the display goes on below it", async () => {
  const plan = planOf(20);
  const events = await recorded(plan);
  const screen = createScreen(100, 24);
  let goOn: () => void = () => expect.unreachable("nobody heeds it");
  let isStopped = false;
  const at = (time: number): void => {
    if (isStopped || time < 1500) return;
    isStopped = true;
    void screen.sink.write("[1]+ Stopped\n$ fg\nwct run\n");
    goOn();
  };
  const onContinue = (handler: () => void) => {
    goOn = handler;
    return () => undefined;
  };
  await watch({ plan, events, screen, at, onContinue });
  const lines = linesOf(unwrapped(screen.text()));
  const wanted = linesOf(unwrapped(settledText(events)));
  expect(lines.filter((line) => wanted.includes(line))).toEqual(wanted);
  expect(lines.slice(lines.indexOf("[1]+ Stopped")).slice(0, 3)).toEqual(["[1]+ Stopped", "$ fg", "wct run"]);
  expect(lines.filter((line) => / of 25 · /.test(line))).toHaveLength(1);
});

test("a display that breaks is told once, and the rest of the run goes by without it", async () => {
  const plan = planOf(4);
  const events = await recorded(plan);
  const screen = createScreen(100, 24);
  const clock = createVirtualClock();
  const errors: unknown[] = [];
  const palette = { ...style.palette, bold: () => expect.fail("no paint") };
  const display = createLiveDisplay(safeSink(screen.sink), {
    ...style,
    palette,
    plan,
    clock,
    signal: new AbortController().signal,
    onError: (error) => {
      errors.push(error);
      display.say("a display failed");
    },
  });
  for (const event of events) if (event.type !== "run.started") display.show(event);
  while (clock.next());
  await display.close();
  await screen.sink.write("");
  expect(errors).toHaveLength(1);
  expect(screen.text()).toBe("a display failed");
});

test("talk goes above the frame, before, while and after the run is shown", async () => {
  const plan = planOf(4);
  const events = await recorded(plan);
  const screen = createScreen(100, 24);
  const clock = createVirtualClock();
  const controller = new AbortController();
  const onError = (error: unknown) => expect.unreachable(String(error));
  const display = createLiveDisplay(safeSink(screen.sink), {
    ...style,
    plan,
    clock,
    signal: controller.signal,
    onError,
  });
  display.say("first");
  for (const event of events.slice(0, 4)) display.show(event);
  clock.next();
  await screen.sink.write("");
  controller.abort();
  display.say("cancelling: wait");
  await screen.sink.write("");
  const shown = linesOf(screen.text());
  expect(shown.indexOf("first")).toBeLessThan(shown.indexOf("cancelling: wait"));
  expect(shown.at(-1)).toMatch(/ of 5 · cancelling · /);
  await display.close();
  expect(screen.text()).not.toContain("of 5");
});

test("a slow terminal is never given a frame before it has taken the last one", async () => {
  const plan = planOf(20);
  const events = await recorded(plan);
  const end = (events.at(-1)?.t ?? 0) / 1e6;
  const screen = createScreen(100, 24);
  let taken: (() => void)[] = [];
  let isOver = false;
  let most = 0;
  let writes = 0;
  const write = async (text: string | Uint8Array): Promise<void> => {
    writes += 1;
    await screen.sink.write(text);
    if (isOver) return;
    await new Promise<void>((resolve) => taken.push(resolve));
  };
  // It takes what it was given only every fifth moment.
  let moments = 0;
  const at = (time: number): void => {
    moments += 1;
    isOver = time >= end;
    most = Math.max(most, taken.length);
    if (!isOver && moments % 5 !== 0) return;
    for (const tell of taken) tell();
    taken = [];
  };
  await watch({ plan, events, screen, sink: { ...screen.sink, write }, at });
  expect(most).toBe(1);
  expect(writes).toBeGreaterThan(10);
  expect(unwrapped(screen.text())).toBe(unwrapped(settledText(events)));
});
