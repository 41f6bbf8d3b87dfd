import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, test } from "vitest";
import { type CheckedExpression, checkExpression, type ExpressionEvaluator, isFault } from "../../debug/index.ts";
import { conditionFacts } from "../../testing/condition-facts.ts";
import { createVirtualClock, type VirtualClock } from "../../testing/virtual-clock.ts";
import { createEvaluator } from "./index.ts";

const facts = conditionFacts();
const runaway = "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$')";

function checked(text: string): CheckedExpression {
  const found = checkExpression(text);
  if (isFault(found)) throw new Error(found.message);
  return found;
}

const started: ExpressionEvaluator[] = [];
function start(clock: VirtualClock): ExpressionEvaluator {
  const evaluator = createEvaluator({ clock });
  started.push(evaluator);
  return evaluator;
}
afterEach(async () => {
  for (const evaluator of started.splice(0)) await evaluator.close();
});

/** Lets the time limit pass as soon as an evaluation has begun. */
async function passLimit(clock: VirtualClock): Promise<void> {
  while (!clock.next()) await new Promise((resolve) => setImmediate(resolve));
}

describe("the evaluating thread", () => {
  test("evaluates in the order asked, and each answer belongs to its expression", async () => {
    const evaluator = start(createVirtualClock());
    const texts = Array.from({ length: 20 }, (_, n) => `output.size + ${n}`);
    const answers = await Promise.all(texts.map((text) => evaluator.evaluate(checked(text), facts)));
    expect(answers).toEqual(texts.map((_, n) => ({ kind: "value", value: n + 2 })));
  });

  test("is ended by the time limit, and the next expression has a new one", async () => {
    const clock = createVirtualClock();
    const evaluator = start(clock);
    const first = evaluator.evaluate(checked(runaway), facts);
    const second = evaluator.evaluate(checked("output.size"), facts);
    await passLimit(clock);
    expect(await first).toEqual({
      kind: "failed",
      message: "the evaluation took longer than 1000 ms and was stopped",
      hint: "use a simpler pattern, or contains, startsWith or endsWith",
    });
    expect(await second).toEqual({ kind: "value", value: 2 });
    expect(clock.time()).toBe(1000);
  });

  test("an evaluation that ended leaves no time limit behind", async () => {
    const clock = createVirtualClock();
    await start(clock).evaluate(checked("output.size"), facts);
    expect(clock.next()).toBe(false);
  });

  test("closing it answers what it is evaluating and what waits", async () => {
    const evaluator = start(createVirtualClock());
    const answers = [evaluator.evaluate(checked(runaway), facts), evaluator.evaluate(checked("1"), facts)];
    await evaluator.close();
    const ended = { kind: "failed", message: "the debugger has ended", hint: "start it again" };
    expect(await Promise.all(answers)).toEqual([ended, ended]);
    expect(await evaluator.evaluate(checked("1"), facts)).toEqual(ended);
  });

  test("content that is nested too deeply to reach it makes the expression fail, and no other", async () => {
    let deep: readonly unknown[] = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    const evaluator = start(createVirtualClock());
    const answer = await evaluator.evaluate(checked("1"), conditionFacts({ config: { deep } as never }));
    expect(answer).toMatchObject({ kind: "failed" });
    expect(await evaluator.evaluate(checked("1"), facts)).toEqual({ kind: "value", value: 1 });
  });

  test("does not keep the process alive while it has nothing to do", () => {
    const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
    const program = `
      import { createEvaluator } from ${at("./index.ts")};
      import { systemClock } from ${at("../../store/index.ts")};
      const evaluator = createEvaluator({ clock: systemClock });
      const answer = await evaluator.evaluate({ text: "1 + 1" }, { inputs: {}, output: null, config: {} });
      console.log(answer.value);`;
    const ended = spawnSync(process.execPath, ["--input-type=module", "-e", program], { timeout: 25_000 });
    expect({ status: ended.status, out: String(ended.stdout) }).toEqual({ status: 0, out: "2\n" });
  });

  test.runIf(process.env["WCT_TEST_BUILT"])("works as built", async () => {
    const entry = join(import.meta.dirname, "../../../dist/app/debug/evaluator-entry.js");
    const worker = new Worker(entry, { env: {}, workerData: { compileCache: null } });
    const answer = await new Promise((resolve) => {
      worker.on("message", (message) =>
        message.kind === "ready" ? worker.postMessage({ text: "output.size", facts }) : resolve(message),
      );
    });
    await worker.terminate();
    expect(answer).toEqual({ kind: "value", value: 2 });
  });
});
