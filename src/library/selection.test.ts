import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isWctError } from "../diagnostics/index.ts";
import { errorCode, openLibraryProject } from "../testing/library-project.ts";
import type { RunOptions, RunResult, Wct } from "./index.ts";

const runbook = `name: Letters
description: What people write
artifacts:
  letters: { source: { type: filesystem, properties: { path: ./texts } }, retain: false }
  notes: { source: { type: filesystem, properties: { path: ./texts } }, retain: false }
  found: { inputs: [letters, notes], process: { type: personal_data }, output: true }
  report: { inputs: found, output: true, tags: [pii] }
`;

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
  writeFileSync(join(dir, "runbook.yaml"), runbook);
});
afterEach(async () => await close());

const run = async (options: RunOptions): Promise<RunResult> => await wct.run("runbook.yaml", options).result;
const statusesOf = ({ view }: RunResult) => view.artifacts.map(({ status }) => status).join(" ");

async function messages(work: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await work();
  } catch (error) {
    if (isWctError(error)) return error.diagnostics.map(({ code, message }) => `${code} ${message}`);
    throw error;
  }
  return [];
}

test("what is not selected is skipped, which is no failure, and only selected outputs are written", async () => {
  const result = await run({ select: "+found" });
  expect(statusesOf(result)).toBe("completed completed completed skipped");
  expect(result).toMatchObject({ outcome: "completed", counts: { completed: 3, skipped: 1, failed: 0 } });
  expect(result.view.artifacts[3]?.skipped).toBe("not-selected");
  expect(result.view.outputs.map(({ artifact }) => artifact)).toEqual(["found"]);
  const resumed = await run({ reuse: { kind: "run", run: result.run } });
  expect(resumed.view.artifacts[3]?.status).toBe("completed");
});

test("an input that is neither selected nor reused is an error before anything is written", async () => {
  const before = readdirSync(dir);
  expect(await messages(() => run({ select: "found, letters" }))).toEqual([
    'WCT_USAGE_NOT_SELECTED "notes" is not selected, but "found" needs it',
  ]);
  expect(await messages(() => run({ select: "report", reuse: { kind: "newest" } }))).toEqual([
    expect.stringContaining('"found" is not selected, but "report" needs it, and it cannot be reused: '),
  ]);
  expect(readdirSync(dir)).toEqual(before);
});

test.each(["run", "newest"] as const)("an input that is not selected is reused (%s), sources too", async (kind) => {
  const first = await run({});
  const reuse = kind === "run" ? ({ kind, run: first.run } as const) : ({ kind } as const);
  // The contents of the sources were not kept, and nothing reads them again.
  writeFileSync(join(dir, "texts/letters.txt"), "something else");
  const second = await run({ select: "tag:pii", force: ["report"], reuse });
  expect(statusesOf(second)).toBe("skipped skipped reused completed");
  expect(second.view.outputs.map(({ artifact }) => artifact)).toEqual(["report"]);
  const digestIn = ({ view }: RunResult) => view.artifacts[3]?.digest;
  expect(digestIn(second)).toBe(digestIn(first));
  expect(second.reuse.map(({ artifact, kind }) => [artifact, kind])).toEqual([
    ["found", "reused"],
    ["report", "executes"],
  ]);
});

test("an input that depends on what executes again cannot be reused without being selected", async () => {
  const first = await run({});
  const reuse = { kind: "run", run: first.run } as const;
  const [found, ...others] = await messages(() => run({ select: "letters, report", force: ["letters"], reuse }));
  expect(found).toContain('"found" is not selected, but "report" needs it, and it cannot be reused: its input');
  expect(others).toEqual([]);
});

test("what is forced executes with everything that is made from it, and nothing else", async () => {
  writeFileSync(join(dir, "runbook.yaml"), runbook.replaceAll(", retain: false", ""));
  const first = await run({});
  const forced = await run({ force: ["found"], reuse: { kind: "run", run: first.run } });
  expect(statusesOf(forced)).toBe("reused reused completed completed");
  expect(forced.reuse.slice(2)).toMatchObject([
    { kind: "executes", why: { kind: "forced", inputs: [] } },
    { kind: "executes", why: { kind: "forced", inputs: ["found"] } },
  ]);
});

test("the statuses of the run that is resumed can be selected", async () => {
  const first = await run({ select: "+found" });
  const resumed = await run({ select: "status:skipped", reuse: { kind: "run", run: first.run } });
  expect(statusesOf(resumed)).toBe("skipped skipped reused completed");
  await using opened = await wct.runs.open(first.run);
  expect(opened.select("status:skipped")).toEqual(["report"]);
  expect(opened.inspect({ select: "not status:skipped" }).artifacts.map(({ id }) => id)).toEqual([
    "letters",
    "notes",
    "found",
  ]);
});

test("a dry run is limited in the same way, and shows what is skipped", async () => {
  const { view } = await wct.dryRun("runbook.yaml", { select: "+found" });
  expect(view.artifacts.map(({ id }) => id)).toEqual(["letters", "notes", "found"]);
  expect(view.notSelected).toEqual(["report"]);
  expect(view.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(["letters found", "notes found"]);
  const { run: made } = await run({});
  const reused = await wct.dryRun("runbook.yaml", { select: "report", reuse: { kind: "run", run: made } });
  expect(reused.view.artifacts.map(({ id, decision }) => [id, decision])).toEqual([
    ["found", "reused"],
    ["report", "reused"],
  ]);
  expect(await errorCode(() => wct.dryRun("runbook.yaml", { select: "found" }))).toBe("WCT_USAGE_NOT_SELECTED");
});

test("a debug session stops only at selected artifacts", async () => {
  await using debugged = await wct.debug("runbook.yaml", { select: "+found" });
  expect(debugged.notes).toEqual(['Selected: 3 of 4 artifacts: "letters", "notes" and "found".']);
  const stops: string[] = [];
  for (let stop = await debugged.session.stopped(); stop.point !== null; ) {
    stops.push(`${stop.point.side} ${stop.point.artifact}`);
    stop = await debugged.session.move({ kind: "next" });
  }
  expect(new Set(stops.map((stop) => stop.split(" ")[1]))).toEqual(new Set(["letters", "notes", "found"]));
});

test("a mistake is an error with a code, and nothing is written", async () => {
  const plan = await wct.plan("runbook.yaml");
  expect(plan.select("1+report")).toEqual(["found", "report"]);
  expect(await errorCode(() => run({ select: "status:failed" }))).toBe("WCT_USAGE_SELECTION");
  expect(await errorCode(() => run({ select: "lettrs" }))).toBe("WCT_USAGE_SELECTION");
  expect(await errorCode(() => run({ force: ["letters"] }))).toBe("WCT_USAGE");
  const reuse = { kind: "newest" } as const;
  expect(await errorCode(() => run({ select: "letters", force: ["found"], reuse }))).toBe("WCT_USAGE");
  const replacements = [{ artifact: "found", file: "all.json" }];
  expect(await errorCode(() => run({ select: "letters", replacements }))).toBe("WCT_USAGE");
  expect(existsSync(join(dir, ".wct"))).toBe(false);
});
