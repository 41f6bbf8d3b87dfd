import { readFileSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReportData } from "../../src/render/index.ts";
import { type CliOptions, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { buildReportApp } from "../support/report-app.ts";

let project: Project;
const cli = (args: readonly string[], options: Omit<CliOptions, "cwd"> = {}) =>
  runCli(args, { cwd: project.dir, ...options });

beforeAll(async () => {
  buildReportApp();
  project = makeProject();
  await cli(["run", "shop.yaml", "-q"]);
  await cli(["run", "failing.yaml", "-q"]);
});
afterAll(() => project[Symbol.dispose]());

/** What a page says, as its program reads it. */
function dataOf(page: string): ReportData {
  const [, island = ""] = page.match(/<script type="application\/json" id="data">(.*?)<\/script>/s) ?? [];
  return JSON.parse(island);
}

test("wct report writes the page to a pipe, the same bytes each time", async () => {
  const first = await cli(["report", "latest:completed"]);
  expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: "" });
  expect(first.stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  expect((await cli(["report", "latest:completed"])).stdout).toBe(first.stdout);
});

test("raw content is left out, what passes it on as well, unless asked for", async () => {
  const { stdout } = await cli(["report", "latest:completed"]);
  expect(stdout).not.toContain("ada@example.org");
  expect(dataOf(stdout).artifacts.map(({ id, content }) => [id, content.state])).toEqual([
    ["texts", "withheld"],
    ["all", "withheld"],
  ]);
  const whole = await cli(["report", "latest:completed", "--raw"]);
  expect(whole.stdout).toContain("ada@example.org");
  const { stdout: headless } = await cli(["report", "latest:completed", "--raw", "--head", "1"]);
  expect(dataOf(headless).artifacts[0]?.content).toMatchObject({ state: "shown", total: 2 });
  expect(headless).not.toContain("7946 0018");
});

test("on a terminal the page becomes a file, which only its owner may read", async () => {
  const { code, stdout, stderr } = await cli(["report", "latest:completed"], { terminal: true });
  const [name = ""] = stderr.match(/run_\w+\.html/) ?? [];
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(readFileSync(project.path(name), "utf8")).toContain("<!doctype html>");
  expect(statSync(project.path(name)).mode & 0o777).toBe(0o600);
});

test("a failed run has its errors, hints and what was skipped in it", async () => {
  const { code, stdout } = await cli(["report", "latest:failed"]);
  expect(code).toBe(0);
  const { artifacts, codes, run } = dataOf(stdout);
  expect(run.status).toBe("failed");
  const [broken, after] = artifacts;
  expect(broken?.error?.code).toMatch(/^WCT_/);
  expect(codes[broken?.error?.code ?? ""]?.fix).toMatch(/\w/);
  expect(after?.skipped).toEqual({ reason: "input-failed", chain: ["broken", "after"] });
});

test("a bundle is reported as the run in it", async () => {
  await cli(["runs", "export", "latest:completed", "shop.wct"]);
  const { code, stdout } = await cli(["report", "shop.wct", "--store", "nowhere"]);
  expect(code).toBe(0);
  expect(dataOf(stdout).run.runbook.name).toBe("Shop texts");
});

test("of a damaged record there is a report all the same, which says so, and exit code 3", async () => {
  const intact = dataOf((await cli(["report", "latest:completed"])).stdout);
  const database = new DatabaseSync(project.path(".wct", "store.db"));
  database.exec("DELETE FROM objects WHERE elements = 2");
  database.close();
  const { code, stdout, stderr } = await cli(["report", "latest:completed", "--raw"]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^the record of run_\w+ is damaged/);
  const data = dataOf(stdout);
  expect(intact.verification.damage).toEqual([]);
  expect(data.verification.damage.map(({ artifact }) => artifact)).toEqual(["texts", "all"]);
  expect(data.artifacts[0]?.content.state).toBe("unreadable");
});

test("a run that is not there is named as such", async () => {
  const { code, stderr } = await cli(["report", "run_1999"]);
  expect(code).toBe(3);
  expect(stderr).toContain("WCT_RUN_NOT_FOUND");
});
