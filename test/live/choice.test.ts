import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { Device } from "../../src/cli/io.ts";
import { createDisplay } from "../../src/cli/live/index.ts";
import type { GlobalOptions } from "../../src/cli/options.ts";
import { safeIo } from "../../src/cli/safe-output.ts";
import type { RunEvent } from "../../src/domain/index.ts";
import { runVirtually } from "../../src/testing/runs/virtual-run.ts";
import { samplePlan } from "../../src/testing/sample-plan.ts";
import { createVirtualClock } from "../../src/testing/virtual-clock.ts";

const plan = samplePlan([[], [], [0]], (index) => ({ optional: index === 1 }));
const { events } = await runVirtually({ plan, work: (index) => ({ milliseconds: 1000, fails: index === 1 }) });

interface Place {
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: Partial<GlobalOptions>;
}

/** What stderr gets of a run, where the streams are terminals as said. */
async function shown({ stdout = true, stderr = true, env = {}, options = {} }: Place): Promise<string> {
  const clock = createVirtualClock();
  let text = "";
  const sinkOf = (isTerminal: boolean): Device => ({
    isTerminal,
    columns: 100,
    rows: 24,
    onResize: () => () => undefined,
    write: async (more) => {
      text += String(more);
    },
  });
  const io = safeIo({
    stdout: { ...sinkOf(stdout), write: async () => expect.unreachable("stdout is for data") },
    stderr: sinkOf(stderr),
    async *lines() {},
    env: new Map(Object.entries({ TERM: "xterm", ...env })),
    cwd: "/",
    openEditor: null,
    bytes: () => Readable.from([]),
    onSignal: () => () => undefined,
    onContinue: () => () => undefined,
    exitNow: () => expect.unreachable(),
  });
  const onError = (error: unknown) => expect.unreachable(String(error));
  const signal = new AbortController().signal;
  const display = createDisplay(io, { color: true, ...options }, { plan, clock, signal, onError });
  await replay(events, display.show, clock);
  await display.close();
  return text;
}

async function replay(
  all: readonly RunEvent[],
  show: (event: RunEvent) => void,
  clock: ReturnType<typeof createVirtualClock>,
) {
  let left = all.length;
  for (const event of all) {
    clock.after(event.t / 1e6, () => {
      show(event);
      left -= 1;
    });
  }
  while (left > 0 && clock.next()) await Promise.resolve();
}

const frame = " · 2 running · ";
const sequence = "\u001b[";
const plainLine = /^00:01\.0 {2}a0 {2}made, 0 elements in 1\.0s$/m;

describe("a display that moves", () => {
  test.each<[string, Place]>([
    ["both streams are a terminal", {}],
    ["stdout goes elsewhere", { stdout: false }],
    ["JSON goes elsewhere", { stdout: false, options: { json: true } }],
    ["CI says that it is none", { env: { CI: "false" } }],
  ])("%s", async (_, place) => {
    const text = await shown(place);
    expect(text).toContain(frame);
    expect(text).not.toMatch(plainLine);
  });
});

describe("a plain line an event", () => {
  test.each<[string, Place]>([
    ["stderr goes elsewhere", { stderr: false }],
    ["in continuous integration", { env: { CI: "true" } }],
    ["on a terminal that cannot move its cursor", { env: { TERM: "dumb" } }],
  ])("%s", async (_, place) => {
    const text = await shown(place);
    expect(text).toMatch(plainLine);
    expect(text).not.toContain(sequence);
  });
});

test("JSON on the same terminal, and JSON without one, leave stderr alone", async () => {
  expect(await shown({ options: { json: true } })).toBe("");
  expect(await shown({ stdout: false, stderr: false, options: { json: true } })).toBe("");
});

test("--quiet says only what failed", async () => {
  const failed = "00:01.0  a1  failed (optional): WCT_PRODUCE_COMPONENT, the file has no header\n";
  expect(await shown({ options: { quiet: true } })).toBe(failed);
  expect(await shown({ stderr: false, options: { quiet: true } })).toBe(failed);
});

test("colours are there on a terminal, and not with NO_COLOR or --no-color", async () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  const colour = /\u001b\[\d+m/;
  expect(await shown({})).toMatch(colour);
  expect(await shown({ env: { NO_COLOR: "1" } })).not.toMatch(colour);
  expect(await shown({ options: { color: false } })).not.toMatch(colour);
});

test("--ascii needs no other signs", async () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  expect(await shown({ options: { ascii: true } })).toMatch(/^[\u001b\r\n -~]*$/);
});
