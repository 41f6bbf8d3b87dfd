import { expect, test } from "vitest";
import type { EventBody, ExecutionPlan, RunEvent } from "../../src/domain/index.ts";
import { createLiveModel, type FrameOptions, paint, renderFrame } from "../../src/render/index.ts";
import { runStarted } from "../../src/testing/sample-events.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../../src/testing/sample-plan.ts";
import { expectGolden } from "../support/golden.ts";

/** A plan whose artifacts have these names; the last ones are made from all others. */
function planOf(names: readonly string[], sources: number): ExecutionPlan {
  const base = samplePlan(
    names.map((_, index) => (index < sources ? [] : Array.from({ length: sources }, (_, i) => i))),
  );
  const named = (id: string): string => names[Number(id.slice(1))] ?? id;
  const artifacts = base.artifacts.map((one) => ({ ...one, id: named(one.id), inputs: one.inputs.map(named) }));
  return { ...base, artifacts } as unknown as ExecutionPlan;
}

type Moment = readonly [seconds: number, body: object];

const started = (artifact: string, component: string | null, attempt = 1): object => ({
  type: "artifact.started",
  artifact,
  component,
  version: null,
  attempt,
  worker: 0,
  inputs: [],
  releasedBy: { kind: "start" },
});
const progress = (artifact: string, done: number, total: number | null): object => ({
  type: "artifact.progress",
  artifact,
  done,
  total,
});
const noted = (artifact: string, text: string): object => ({ type: "artifact.noted", artifact, level: "info", text });

function modelOf(plan: ExecutionPlan, moments: readonly Moment[]) {
  const model = createLiveModel(plan);
  for (const [index, [seconds, body]] of moments.entries()) {
    const at = "2025-01-01T12:00:00.000Z";
    const envelope = { v: 1, seq: index + 1, run: sampleRun, at, t: seconds * 1e9 } as const;
    model.push({ ...envelope, ...(body as EventBody) } as RunEvent);
  }
  return model;
}

const names = [
  "db_schema",
  "customer_files",
  "mailboxes_of_the_sales_department_in_all_countries",
  "顧客データ",
  "personal_data",
  "gdpr_article_30",
];
const plan = planOf(names, 4);

/** Four sources, each at another point, after an earlier run that knows three of them. */
const busy: readonly Moment[] = [
  [0, { ...runStarted({ artifacts: 6 }), weights: { db_schema: 20_000, customer_files: 3000, personal_data: 30_000 } }],
  ...names.slice(0, 4).map((artifact): Moment => [0, { type: "artifact.ready", artifact }]),
  [0.1, started("db_schema", "sqlite")],
  [0.1, started("customer_files", "filesystem")],
  [0.2, started(names[2]!, "exchange_online_mailboxes", 2)],
  [1, progress("db_schema", 1200, 40_000)],
  [2, noted("db_schema", "reading table orders\u001b[31m\nof the shop ❤️ database, which is a long line")],
  [
    3,
    {
      type: "artifact.attempted",
      artifact: "customer_files",
      attempt: 1,
      outcome: "produced",
      ended: 3e9,
      message: sampleMessage(12),
      cost: [],
    },
  ],
  [3, { type: "artifact.completed", artifact: "customer_files" }],
  [4, progress(names[2]!, 17, null)],
  [5, progress("db_schema", 18_400, 40_000)],
];

const options: FrameOptions = { columns: 100, rows: 30, ascii: false, palette: paint(false), isCancelling: false };
const frame = (moments: readonly Moment[], seconds: number, more: Partial<FrameOptions> = {}): string =>
  renderFrame(modelOf(plan, moments).view(seconds * 1e9), { ...options, ...more }).join("\n");

test.each([30, 60, 80, 100, 200])("a frame at %i columns", (columns) => {
  expectGolden(`live/frame-${columns}.txt`, frame(busy, 6, { columns }));
});

test("a frame of ASCII, one in colour, and one of a run that is being cancelled", () => {
  expectGolden("live/frame-ascii.txt", frame(busy, 6, { ascii: true }));
  expectGolden("live/frame-colour.txt", frame(busy, 6, { palette: paint(true) }).replaceAll("\u001b", "<esc>"));
  expectGolden("live/frame-cancelling.txt", frame(busy, 6, { isCancelling: true }));
});

test("a frame before anything runs, and one when all have ended", () => {
  const ended = names.toSpliced(1, 1).map((artifact): Moment => [7, { type: "artifact.completed", artifact }]);
  expectGolden("live/frame-before.txt", frame(busy.slice(0, 5), 0));
  expectGolden("live/frame-finishing.txt", frame([...busy, ...ended], 7));
});

test("a frame of 500 artifacts, of which 40 run, on screens of 30, 12 and 5 rows", () => {
  const many = samplePlan(Array.from({ length: 500 }, (_, i) => (i < 400 ? [] : [i - 400])));
  const moments: readonly Moment[] = [
    [0, runStarted({ artifacts: 500 })],
    ...many.artifacts.slice(0, 400).map(({ id }): Moment => [0, { type: "artifact.ready", artifact: id }]),
    ...many.artifacts.slice(0, 140).map(({ id }, i): Moment => [i / 20, started(id, "csv")]),
    ...many.artifacts.slice(0, 98).map(({ id }, i): Moment => [8, { type: "artifact.completed", artifact: id, i }]),
    [
      8,
      {
        type: "artifact.failed",
        artifact: idAt(98),
        optional: true,
        failure: { code: "WCT_PRODUCE_THREW", message: "" },
      },
    ],
    [8, { type: "artifact.skipped", artifact: idAt(498), reason: "input-failed", because: [idAt(98)] }],
    [8, { type: "artifact.completed", artifact: idAt(99) }],
    ...many.artifacts.slice(100, 140).map(({ id }, i): Moment => [8.5, progress(id, i * 11, i % 3 === 0 ? 500 : null)]),
  ];
  const view = modelOf(many, moments).view(9e9);
  const frames = [30, 12, 5, 2].map((rows) => renderFrame(view, { ...options, rows }));
  for (const [index, rows] of [30, 12, 5, 2].entries()) expect(frames[index]!.length).toBeLessThan(rows);
  expectGolden("live/frame-500.txt", frames.map((lines) => lines.join("\n")).join("\n----\n"));
});
