import fc from "fast-check";
import { expect, test } from "vitest";
import type { Digest } from "../../domain/index.ts";
import type { FromWorker, JobWork } from "./protocol.ts";
import { isAnswerTo, isReport } from "./report-check.ts";

const digest = "a".repeat(64) as Digest;
const settled = { ended: 1n, took: 1, isSpent: false };
const produced: FromWorker = {
  kind: "produced",
  ...settled,
  text: "1\n",
  count: 1,
  rest: "{}",
  summary: null,
  sourceState: null,
};
const failure = { code: "WCT_PRODUCE_THREW", message: "x", hint: null, componentCode: null, exception: null } as const;
const failed: FromWorker = { kind: "failed", ...settled, isSpent: true, failure, said: null };
const elements: FromWorker = { kind: "elements", data: new TextEncoder().encode("1\n"), count: 1 };
const piece: FromWorker = { kind: "piece", data: new Uint8Array(3) };
const exported: FromWorker = { kind: "exported", ...settled };

test("what a worker says is believed", () => {
  const others: readonly FromWorker[] = [
    { kind: "progress", done: 1, total: null },
    { kind: "noted", level: "info", text: "x" },
    { kind: "cost", amount: 1, unit: "EUR" },
    elements,
    piece,
    { kind: "ask", request: 1, digest, what: "rest" },
    { kind: "ask", request: 2, digest, what: { reading: 1 } },
    exported,
  ];
  for (const said of [produced, failed, ...others]) expect(isReport(said)).toBe(true);
});

test.each([
  ["elements that are no bytes", { ...elements, data: "1\n" }],
  ["a negative number of elements", { ...produced, count: -1 }],
  ["content that is no text", { ...produced, rest: {} }],
  ["bytes that others can change", { ...piece, data: new Uint8Array(new SharedArrayBuffer(3)) }],
  ["a question about no digest", { kind: "ask", request: 1, digest: "../../etc/passwd", what: "rest" }],
  ["a cost that is none", { kind: "cost", amount: 1e308, unit: "EUR" }],
  ["a code that is the host's", { ...failed, failure: { ...failure, code: "WCT_STORE_WRITE_FAILED" } }],
  ["no end", { ...produced, ended: 1 }],
  ["a code that does not exist", { ...failed, failure: { ...failure, code: "constructor" } }],
  ["a text without end", { ...failed, failure: { ...failure, message: "x".repeat(200_000) } }],
  ["frames that are none", { ...failed, failure: { ...failure, exception: { name: "E", code: null, frames: [1] } } }],
  ["a level that does not exist", { kind: "noted", level: "fatal", text: "x" }],
  ["progress without end", { kind: "progress", done: Number.POSITIVE_INFINITY, total: null }],
  ["a start", { kind: "started" }],
])("%s is not", (_what, forged) => {
  expect(isReport(forged)).toBe(false);
});

test("nothing that can be sent makes the check throw", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.constantFrom("produced", "failed", "exported", "noted", "cost", "progress"),
      (x, kind) => {
        expect(isReport(x)).toBe(false);
        const forged: unknown = { ...produced, ...failed, kind, text: x, failure: x, data: x };
        expect(typeof isReport(forged)).toBe("boolean");
      },
    ),
  );
});

test("an answer is about what was asked", () => {
  const produce = { handler: "produce" } as JobWork;
  const exporting = { handler: "export" } as JobWork;
  for (const said of [produced, elements]) {
    expect(isAnswerTo(said, produce)).toBe(true);
    expect(isAnswerTo(said, exporting)).toBe(false);
  }
  for (const said of [exported, piece]) {
    expect(isAnswerTo(said, produce)).toBe(false);
    expect(isAnswerTo(said, exporting)).toBe(true);
  }
});
