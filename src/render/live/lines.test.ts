import { expect, test } from "vitest";
import type { EventBody, RunEvent, SkipReason } from "../../domain/index.ts";
import { runStarted } from "../../testing/sample-events.ts";
import { idAt, sampleMessage, sampleRun } from "../../testing/sample-plan.ts";
import { paint } from "../text/paint.ts";
import { createPlainLines, createSettled } from "./index.ts";

const at = (seconds: number, body: EventBody): RunEvent => ({
  v: 1,
  seq: 1,
  run: sampleRun,
  at: `2025-01-01T12:00:${String(Math.floor(seconds)).padStart(2, "0")}.000Z`,
  t: Math.round(seconds * 1e9),
  ...body,
});
const artifact = idAt(0);
const started: EventBody = {
  type: "artifact.started",
  artifact,
  component: "csv",
  version: "1.0.0",
  attempt: 1,
  worker: 0,
  inputs: [],
  releasedBy: { kind: "start" },
};
const produced = (elements: number, ended: number): EventBody => ({
  type: "artifact.attempted",
  artifact,
  attempt: 1,
  outcome: "produced",
  ended: ended * 1e9,
  message: sampleMessage(elements),
  cost: [],
});
const noted = (level: "debug" | "info" | "warn" | "error", text: string): EventBody => ({
  type: "artifact.noted",
  artifact,
  level,
  text,
});
const progress = (done: number): EventBody => ({ type: "artifact.progress", artifact, done, total: 5000 });
const skipped = (index: number, reason: SkipReason = "input-failed"): EventBody => ({
  type: "artifact.skipped",
  artifact: idAt(index),
  reason,
  because: [artifact],
});

const plain = (events: readonly RunEvent[], verbose = false) => {
  const { line } = createPlainLines({ verbose });
  return events.flatMap((event) => line(event) ?? []);
};

const settled = (events: readonly RunEvent[], { verbose = false, ascii = false } = {}) =>
  createSettled({ verbose, ascii, palette: paint(false) }).lines(events);

test("a log says how far an artifact is every thirty seconds", () => {
  const events = [at(0, started), ...Array.from({ length: 400 }, (_, i) => at(i / 4, progress(i + 1)))];
  expect(plain(events)).toEqual([
    "00:00.0  a0  started",
    "00:30.0  a0  121 of 5,000",
    "01:00.0  a0  241 of 5,000",
    "01:30.0  a0  361 of 5,000",
  ]);
  expect(plain(events, true)).toHaveLength(401);
});

test("a log says what was made, and how long it took", () => {
  expect(plain([at(1, started), at(3, produced(1, 2.5))])).toEqual([
    "00:01.0  a0  started",
    "00:03.0  a0  made, 1 element in 1.5s",
  ]);
});

test("what is ready, and what is there to find faults in components, is said when asked for", () => {
  const events = [
    at(0, { type: "artifact.ready", artifact }),
    at(1, noted("debug", "GET /")),
    at(2, noted("warn", "slow")),
  ];
  expect(plain(events)).toEqual(["00:02.0  a0  warn: slow"]);
  expect(plain(events, true)).toEqual(["00:00.0  a0  ready", "00:01.0  a0  debug: GET /", "00:02.0  a0  warn: slow"]);
  expect(settled(events)).toEqual(["12:00:02 a0  warn  slow"]);
  expect(settled(events, { verbose: true })).toEqual(["12:00:01 a0  debug GET /", "12:00:02 a0  warn  slow"]);
});

test("a log of ten thousand artifacts has two lines for each", () => {
  const events = Array.from({ length: 10_000 }, (_, index) => {
    const own = { artifact: idAt(index) };
    return [
      at(1, { type: "artifact.ready", ...own }),
      at(1, { ...started, ...own }),
      at(1, { ...progress(1), ...own }),
      at(2, { ...produced(3, 2), ...own }),
      at(2, { type: "artifact.completed", ...own }),
    ];
  }).flat();
  expect(plain([at(0, runStarted({ artifacts: 10_000 })), ...events])).toHaveLength(20_001);
});

test("many artifacts skipped at once are told by their number, a few by their names", () => {
  const three = [1, 2, 3].map((index) => at(1, skipped(index)));
  expect(settled(three)).toEqual([1, 2, 3].map((index) => `– a${index}  skipped: input-failed ("a0")`));
  const many = [...three, at(1, skipped(4)), at(1, skipped(5, "cancelled")), at(1, skipped(6))];
  expect(settled(many)).toEqual(["– 5 artifacts skipped: input-failed", '– a5  skipped: cancelled ("a0")']);
  expect(settled(many, { verbose: true })).toHaveLength(6);
});

test("many artifacts reused at once are told by their number", () => {
  const message = sampleMessage(1);
  const events = Array.from({ length: 9 }, (_, index) => {
    const own = { artifact: idAt(index), fromArtifact: idAt(index) };
    return at(0, { type: "artifact.reused", ...own, from: sampleRun, reason: "resume", message });
  });
  expect(settled(events)).toEqual([`↺ 9 artifacts reused from ${sampleRun}`]);
  expect(settled(events.slice(0, 2))).toEqual([`↺ a0  reused from ${sampleRun}`, `↺ a1  reused from ${sampleRun}`]);
});

test("what components say cannot steer the terminal, and has an end", () => {
  const [line = ""] = settled([at(0, noted("error", `\u001b[2J\r${"x".repeat(5000)}`))]);
  expect(line).toContain("\\u001b[2J\\u000dxxx");
  expect(line.length).toBeLessThan(600);
});

test("--ascii needs no other signs", () => {
  const events = [
    at(0, started),
    at(1, produced(3, 1)),
    at(1, { type: "artifact.completed", artifact }),
    at(2, skipped(1)),
  ];
  expect(settled(events, { ascii: true })).toEqual([
    "+ a0  completed in 1.0s, 3 elements",
    '- a1  skipped: input-failed ("a0")',
  ]);
});
