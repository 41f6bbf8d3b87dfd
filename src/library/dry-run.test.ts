import { readdirSync } from "node:fs";
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

test("a program tries a runbook, given as a file or as a plan", async () => {
  const tried = await wct.dryRun("runbook.yaml");
  expect(tried.view.artifacts.map(({ id, step }) => [step, id])).toEqual([
    [1, "letters"],
    [2, "personal_data"],
  ]);
  expect(tried.events.at(-1)).toMatchObject({ type: "run.finished", outcome: "completed" });
  expect({ reuse: tried.reuse, lines: tried.reuseLines, warnings: tried.warnings }).toEqual({
    reuse: [],
    lines: [],
    warnings: [],
  });
  expect((await wct.dryRun(await wct.plan("runbook.yaml"))).view).toEqual(tried.view);
  expect(readdirSync(dir)).toEqual(["runbook.yaml", "texts"]);
});

test("a program learns what a run would reuse, and writes samples", async () => {
  const { run } = await wct.run("runbook.yaml").result;
  const output = join(dir, "samples");
  const tried = await wct.dryRun("runbook.yaml", { reuse: { kind: "run", run }, output, profile: "minimal", seed: 7 });
  expect(tried.view.artifacts.map(({ decision }) => decision)).toEqual(["reused", "reused"]);
  expect(tried.reuseLines).toEqual([expect.stringMatching(/^reused: 2 of 2 artifacts/)]);
  expect(readdirSync(output)).toEqual(["letters.json", "personal_data.json"]);
  expect(await wct.runs.list()).toHaveLength(1);
});

test("a mistake is an error with a code", async () => {
  expect(await errorCode(() => wct.dryRun("none.yaml"))).toBe("WCT_RUNBOOK_NOT_FOUND");
  expect(await errorCode(() => wct.dryRun("runbook.yaml", { maxConcurrency: 0 }))).toBe("WCT_USAGE");
  expect(await errorCode(() => wct.dryRun("runbook.yaml", { seed: -1 }))).toBe("WCT_USAGE");
  expect(await errorCode(() => wct.dryRun("runbook.yaml", { exports: ["pdf"] }))).toBe("WCT_EXPORT_FORMAT_UNKNOWN");
});
