import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Bench } from "../../testing/worker-bench.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const range = (id: string, count: number) => bench.made({ id, type: "range", config: { count, batch: 100 } });
const plain = (id: string, count: number) => ({ id, type: "plain_range", config: { count, batch: 100 } });

test("a single input of the same schema is referred to, not copied", async () => {
  const input = await range("a", 3);
  const { attempt, told } = await bench.make({ id: "p", type: "pass-through", inputs: [input] });
  expect(attempt).toEqual({ outcome: "produced", message: input.message, object: null, ended: null });
  expect(told.started).toEqual([[null, undefined]]);
});

test("what is not retained stays so when it is passed through", async () => {
  const input = await range("a", 3);
  const { attempt } = await bench.make({ id: "p", type: "pass-through", inputs: [input], retain: false });
  expect(attempt).toMatchObject({ message: { kept: false, digest: input.message.digest } });
});

test("elements of several inputs follow each other in the order written", async () => {
  const inputs = [await bench.made(plain("b", 2)), await bench.made(plain("a", 300))];
  const { attempt } = await bench.make({ id: "p", type: "pass-through", inputs });
  if (attempt.outcome === "failed") throw new Error(attempt.failure.message);
  const { elements, rest } = await bench.content(attempt.message.digest);
  expect(attempt.message.elements).toBe(302);
  expect(elements.map((element) => (element as { readonly n: number }).n)).toEqual([
    1,
    2,
    ...Array.from({ length: 300 }, (_, i) => i + 1),
  ]);
  expect(rest).toEqual({ source: "plain" });
});

test("inputs whose rest differs cannot be joined; the key is named, its value is not", async () => {
  const inputs = [await range("a", 2), await range("b", 3)];
  const { attempt } = await bench.make({ id: "p", type: "pass-through", inputs });
  expect(attempt).toMatchObject({
    outcome: "failed",
    failure: { code: "WCT_PRODUCE_JOIN", message: '"a" and "b" differ in "counts", so they cannot be joined' },
  });
});

test("an input that is gone is named", async () => {
  const inputs = [await bench.made(plain("a", 20_000)), await bench.made(plain("b", 1))];
  rmSync(join(bench.dir, ".wct", "objects"), { recursive: true });
  const { attempt } = await bench.make({ id: "p", type: "pass-through", inputs });
  expect(attempt).toMatchObject({
    outcome: "failed",
    failure: { code: "WCT_PRODUCE_INPUT_UNREADABLE", message: expect.stringMatching(/^input "a" cannot be read: /) },
  });
});

test("a cancelled join fails with the reason", async () => {
  const inputs = [await bench.made(plain("a", 1)), await bench.made(plain("b", 1))];
  const signal = AbortSignal.abort();
  const { attempt } = await bench.make({ id: "p", type: "pass-through", inputs, signal });
  expect(attempt).toMatchObject({ outcome: "failed", failure: { code: "WCT_PRODUCE_CANCELLED" } });
});
