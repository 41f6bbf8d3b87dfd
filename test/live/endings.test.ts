import { expect, test } from "vitest";
import { viewOf } from "../../src/app/record/record.ts";
import type { Digest, RunEvent } from "../../src/domain/index.ts";
import { createPlainLines, paint, type RunView, renderRunEnding, renderRunSummary } from "../../src/render/index.ts";
import { foldEvents, isStarted, summarise } from "../../src/run/index.ts";
import { type Plan, runVirtually, type VirtualRunOptions } from "../../src/testing/runs/virtual-run.ts";
import { samplePlan } from "../../src/testing/sample-plan.ts";
import { expectGolden } from "../support/golden.ts";

const head = "a".repeat(64) as Digest;

interface EndingOptions extends Omit<VirtualRunOptions, "plan"> {
  readonly plan: Plan;
  readonly store?: string;
  readonly rawContent?: number;
}

/** What a run of the plan tells off a terminal: its log, its summary, and what stands after it. */
async function told({ store, rawContent = 0, ...options }: EndingOptions): Promise<string> {
  const { events } = await runVirtually(options);
  return [logOf(events), endOf(events, options.plan, { store, rawContent })].join("\n--- end\n");
}

function logOf(events: readonly RunEvent[]): string {
  const plain = createPlainLines({ verbose: false });
  return events.flatMap((event) => plain.line(event) ?? []).join("\n");
}

interface EndOptions {
  readonly store?: string | undefined;
  readonly rawContent?: number;
  readonly width?: number | null;
  readonly warnings?: RunView["warnings"];
}

function endOf(events: readonly RunEvent[], plan: Plan, options: EndOptions = {}): string {
  const { store, rawContent = 0, width = null, warnings = [] } = options;
  const state = foldEvents(events);
  if (!isStarted(state)) expect.fail("the run did not start");
  const view = { ...viewOf({ run: { ...summarise(state), head }, plan, state }), warnings };
  const kept = { artifacts: rawContent, where: ".wct" };
  const call = { program: "wct", store: store ?? null };
  const summary = renderRunSummary(view, paint(false), { mostRows: 40, call, width });
  return `${summary}\n\n${renderRunEnding({ view, head, rawContent: kept, call, width }, paint(false))}`;
}

/** Two sources, what is made from each and from both. */
const plan = samplePlan([[], [], [0], [0, 1], [3]], (index) => ({ output: index === 4 }));
const seconds = (index: number): number => 1000 * (index + 1);

test("a run that completes", async () => {
  const work = (index: number) => ({ milliseconds: seconds(index) });
  expectGolden("live/completed.txt", await told({ plan, work, rawContent: 2 }));
});

test("a run that fails, in a store that must be named", async () => {
  const work = (index: number) => ({ milliseconds: seconds(index), fails: index === 1 });
  expectGolden("live/failed.txt", await told({ plan, work, store: "my records" }));
});

test("a run in which only an optional artifact fails completes, and says so", async () => {
  const optional = samplePlan([[], [], [0], [1]], (index) => ({ optional: index === 2 }));
  const work = (index: number) => ({ milliseconds: seconds(index), fails: index === 2 });
  expectGolden("live/optional.txt", await told({ plan: optional, work }));
});

test("a run that is cancelled", async () => {
  const work = (index: number) => ({ milliseconds: seconds(index) * 10 });
  expectGolden("live/cancelled.txt", await told({ plan, work, cancelAt: 15_000 }));
});

test("a run whose time is over", async () => {
  const work = (index: number) => ({ milliseconds: seconds(index) * 10 });
  expectGolden("live/timed-out.txt", await told({ plan, work, timeoutMs: 25_000 }));
});

test("a run of 500 artifacts of which some fail, for two reasons", async () => {
  const many = samplePlan(
    Array.from({ length: 500 }, (_, i) => (i < 400 ? [] : [0, 1, 2, 3].map((k) => (i - 400) * 4 + k))),
    (index) => ({ output: index === 499 }),
  );
  const work = (index: number) => ({ milliseconds: 100, fails: index % 50 === 7 && index < 400 });
  const { events } = await runVirtually({ plan: many, work, maxConcurrency: 20 });
  expect(logOf(events).split("\n")).toHaveLength(2 * 484 + 2 * 8 + 8 + 2);
  expectGolden("live/ending-500.txt", endOf(events, many));
});

test("a run of 60 outputs of which 30 fail shows all that failed, and tells how many more outputs there are", async () => {
  const many = samplePlan(Array.from({ length: 60 }, () => []));
  const { events } = await runVirtually({
    plan: many,
    work: (index) => ({ milliseconds: 100, fails: index % 2 === 0 }),
    windDown: async ({ messages, record }) => {
      for (const artifact of messages.keys()) {
        for (const format of ["json", "markdown"]) {
          record({
            type: "output.written",
            artifact,
            format,
            path: `outputs/${artifact}.${format}`,
            digest: head,
            bytes: 1,
          });
        }
      }
    },
  });
  const text = endOf(events, many);
  expect(text.split("\n").filter((line) => /^ {2}a\d+ +failed/.test(line))).toHaveLength(30);
  expect(text.split("\n").filter((line) => /^ {2}a\d+ +completed/.test(line))).toHaveLength(10);
  expect(text.split("\n").filter((line) => line.includes("  outputs/a"))).toHaveLength(10);
  expect(text).toContain("           and 50 more\n");
});

const warnings = [
  { artifact: "a0", text: "3 places were not read in full: 2x document whose text is not extracted; 1x binary file" },
  { artifact: "a1", text: "no table was read" },
];

test.each([200, 60, 40])(
  "in %i columns no line of the end is wider, but for what must be copied whole",
  async (width) => {
    const { events } = await runVirtually({ plan, work: (index: number) => ({ milliseconds: seconds(index) }) });
    const end = endOf(events, plan, { rawContent: 2, width, warnings });
    expectGolden(`live/ending-${width}.txt`, end);
    const wide = end.split("\n").filter((line) => line.length > width && !/^run_|^ {2}(wct|head) |`/.test(line));
    expect(wide).toEqual([]);
  },
);

test("of many warnings the first are told, and where the others are", async () => {
  const { events } = await runVirtually({ plan, work: () => ({ milliseconds: 1 }) });
  const many = Array.from({ length: 12 }, (_, i) => ({ artifact: `a${i}`, text: `warning ${i}` }));
  const end = endOf(events, plan, { warnings: many });
  expect(end).toContain("\n  warnings  a0: warning 0\n            a1: warning 1\n");
  expect(end).toMatch(/a9: warning 9\n {12}and 2 more warnings: wct inspect run_\S+ a10 --log\n/);
});
