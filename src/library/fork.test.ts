import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { errorCode, openLibraryProject } from "../testing/library-project.ts";
import type { Wct } from "./index.ts";

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
});
afterEach(async () => await close());

test("a program forks a run with a changed configuration", async () => {
  const { run } = await wct.run("runbook.yaml").result;
  const overrides = [{ artifact: "personal_data", path: ["min_score"], value: 0.9 }];
  const plan = await wct.plan("runbook.yaml", { overrides });
  expect(plan.plan.artifacts[1]?.config).toEqual({ min_score: 0.9 });
  const { view, reuse } = await wct.run(plan, { reuse: { kind: "fork", run } }).result;
  expect(view.artifacts.map(({ status }) => status)).toEqual(["reused", "completed"]);
  expect(reuse.map(({ kind }) => kind)).toEqual(["reused", "executes"]);
});

test("a program replaces an output", async () => {
  const { run } = await wct.run("runbook.yaml").result;
  await using opened = await wct.runs.open(run);
  const letters = opened.artifact("letters");
  const items: unknown[] = [];
  for await (const element of letters.elements(0, 1)) items.push(element);
  const { rest } = await letters.content();
  writeFileSync(join(dir, "letters.json"), JSON.stringify({ ...rest, items }));
  const replacements = [{ artifact: "letters", file: "letters.json" }];
  const forked = await wct
    .run("runbook.yaml", { reuse: { kind: "fork", run }, replacements })
    .result.catch((error: unknown) => String(error));
  expect(typeof forked === "string" ? forked : forked.view.artifacts.map(({ status }) => status)).toEqual([
    "completed",
    "completed",
  ]);
});

test("a mistake is an error with a code", async () => {
  const overrides = [{ artifact: "letter", path: ["x"], value: 1 }];
  expect(await errorCode(() => wct.plan("runbook.yaml", { overrides }))).toBe("WCT_USAGE_OVERRIDE");
  const whole = [{ artifact: "letters", path: [], value: 1 }];
  expect(await errorCode(() => wct.plan("runbook.yaml", { overrides: whole }))).toBe("WCT_USAGE_OVERRIDE");
  const replacements = [{ artifact: "letters", file: "none.json" }];
  expect(await errorCode(() => wct.run("runbook.yaml", { replacements }).result)).toBe("WCT_USAGE_REPLACEMENT");
});
