import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CliProcess, runCli, spawnCli } from "../support/cli.ts";
import type { Project } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";

let project: Project;
let started: CliProcess | null;
beforeEach(() => {
  project = makeSlowProject();
  started = null;
});
afterEach(async () => {
  started?.child.kill("SIGKILL");
  await started?.ended;
  project[Symbol.dispose]();
});

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

/** A run in which `quick` is made, `slow` is being made and `after` waits. */
async function startSlowRun(): Promise<CliProcess> {
  started = spawnCli(["run", "slow.yaml"], { cwd: project.dir });
  await started.says("quick  made");
  await started.says("slow  started");
  return started;
}

const statuses = async () => {
  const run = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
  const artifacts = run.artifacts.map((one: { id: string; status: string }) => `${one.id} ${one.status}`);
  return { run: run.status, artifacts };
};

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends the run as cancelled with exit code %d, and the record is complete", async (signal, code) => {
  const run = await startSlowRun();
  run.child.kill(signal);
  const result = await run.ended;
  expect({ code: result.code, signal: result.signal }).toEqual({ code, signal: null });
  expect(result.stdout).toContain("cancelled in ");
  expect(await statuses()).toEqual({
    run: "cancelled",
    artifacts: ["quick completed", "slow failed", "after skipped"],
  });
  const { stdout } = await cli("inspect", "latest", "--json");
  expect(JSON.parse(stdout).artifacts[1].error.code).toBe("WCT_PRODUCE_CANCELLED");
  expect((await cli("verify")).code).toBe(0);
});

test("a second signal ends the process at once, and the record is intact", async () => {
  const run = await startSlowRun();
  // Both arrive at once, however busy the machine is; which is handled first is the system's choice.
  run.child.kill("SIGSTOP");
  run.child.kill("SIGINT");
  run.child.kill("SIGTERM");
  run.child.kill("SIGCONT");
  const { code, signal, stdout } = await run.ended;
  expect({ code: [130, 143].includes(code), signal, stdout }).toEqual({ code: true, signal: null, stdout: "" });
  expect(await statuses()).toMatchObject({ run: "interrupted" });
  expect((await cli("verify")).code).toBe(0);
});

test("a killed run is interrupted, its record is intact, and the next run works", async () => {
  const run = await startSlowRun();
  run.child.kill("SIGKILL");
  expect(await run.ended).toMatchObject({ signal: "SIGKILL" });
  expect((await cli("runs")).stdout).toContain("  interrupted  ");
  expect(await statuses()).toMatchObject({ run: "interrupted" });
  expect((await cli("verify")).stdout).toContain("  intact: ");
  expect((await cli("inspect", "latest", "quick", "--raw")).stdout.trimEnd().split("\n")).toHaveLength(2);
  expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
  const list = JSON.parse((await cli("runs", "--json")).stdout);
  expect(list.runs.map((one: { status: string }) => one.status)).toEqual(["completed", "interrupted"]);
  expect((await cli("verify")).code).toBe(0);
});

test("a run that is going on is listed as running, can be inspected, and verifies", async () => {
  await startSlowRun();
  expect((await cli("runs", "--status", "running")).stdout).toContain("slow.yaml");
  const { run, artifacts } = await statuses();
  expect(run).toBe("running");
  expect(artifacts).toContain("quick completed");
  expect(artifacts).toContain("after pending");
  expect((await cli("verify", "latest")).code).toBe(0);
});

test("--timeout ends the run as timed out with exit code 1", async () => {
  const result = await cli("run", "slow.yaml", "-q", "--timeout", "1");
  expect(result.code).toBe(1);
  expect(await statuses()).toMatchObject({ run: "timed-out" });
  expect((await cli("verify")).code).toBe(0);
});

test("what completed before the interruption is handed over", async () => {
  const run = await startSlowRun();
  run.child.kill("SIGINT");
  const { stdout } = await run.ended;
  const path = /outputs\/\S+quick\.json/.exec(stdout)?.[0];
  expect(path).toBeDefined();
  expect(existsSync(project.path(path ?? ""))).toBe(true);
});
