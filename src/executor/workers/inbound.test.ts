import fc from "fast-check";
import { expect, test } from "vitest";
import type { Digest, SchemaRef } from "../../domain/index.ts";
import { isAnswerTo, isSaid } from "./inbound.ts";
import type { FromWorker, ProduceJob } from "./protocol.ts";

const digest = "a".repeat(64) as Digest;
const schema = "x:1.0.0" as SchemaRef;
const message = { schema, digest, bytes: 3, elements: 1, summary: null, kept: true };
const object = { kind: "inline", digest, bytes: 3, elements: 1, data: new Uint8Array(3) } as const;
const produced: FromWorker = { kind: "produced", ended: 1n, took: 1, isSpent: false, message, object };
const failure = { code: "WCT_PRODUCE_THREW", message: "x", hint: null, componentCode: null, exception: null } as const;
const failed: FromWorker = { kind: "failed", ended: 1n, took: 1, isSpent: true, failure, object: null };

test("what a worker says is believed", () => {
  const others: readonly FromWorker[] = [
    { kind: "progress", done: 1, total: null },
    { kind: "noted", level: "info", text: "x" },
    { kind: "cost", amount: 1, unit: "EUR" },
    { kind: "exported", ended: 1n, took: 1, isSpent: false, digest, bytes: 0 },
  ];
  for (const said of [produced, failed, ...others]) expect(isSaid(said)).toBe(true);
});

test.each([
  ["an object that is not the message's", { ...produced, object: { ...object, digest: "b".repeat(64) } }],
  ["an object of another length", { ...produced, object: { ...object, bytes: 4 } }],
  ["a digest that is none", { ...produced, message: { ...message, digest: "../../etc/passwd" }, object: null }],
  ["a negative length", { ...produced, message: { ...message, bytes: -1 }, object: null }],
  ["no end", { ...produced, ended: 1 }],
  ["a code that does not exist", { ...failed, failure: { ...failure, code: "constructor" } }],
  ["a text without end", { ...failed, failure: { ...failure, message: "x".repeat(200_000) } }],
  ["frames that are none", { ...failed, failure: { ...failure, exception: { name: "E", code: null, frames: [1] } } }],
  ["a level that does not exist", { kind: "noted", level: "fatal", text: "x" }],
  ["progress without end", { kind: "progress", done: Number.POSITIVE_INFINITY, total: null }],
  ["a start", { kind: "started" }],
])("%s is not", (_what, forged) => {
  expect(isSaid(forged)).toBe(false);
});

test("nothing that can be sent makes the check throw", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.constantFrom("produced", "failed", "exported", "noted", "cost", "progress"),
      (x, kind) => {
        expect(isSaid(x)).toBe(false);
        const forged: unknown = { ...produced, ...failed, kind, message: x, failure: x, object: x };
        expect(typeof isSaid(forged)).toBe("boolean");
      },
    ),
  );
});

test("an answer is about what was asked", () => {
  const job = { outputSchema: schema, retain: true } as ProduceJob;
  const work = { handler: "produce", job } as const;
  expect(isAnswerTo(produced, work)).toBe(true);
  expect(isAnswerTo(produced, { ...work, job: { ...job, retain: false } })).toBe(false);
  expect(isAnswerTo(produced, { ...work, job: { ...job, outputSchema: "y:1.0.0" as SchemaRef } })).toBe(false);
  expect(isAnswerTo({ kind: "exported", ended: 1n, took: 1, isSpent: false, digest, bytes: 0 }, work)).toBe(false);
});
