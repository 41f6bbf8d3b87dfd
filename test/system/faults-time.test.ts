import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunEvent } from "../../src/domain/index.ts";
import { runCli } from "../support/cli.ts";
import {
  ageHeartbeats,
  type Hurt,
  type HurtOptions,
  program,
  repository,
  startToHurt,
  until,
} from "../support/faults.ts";
import type { Project } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";

const hour = 3_600_000;
const year = 365 * 24 * hour;

let project: Project;
let hurt: Hurt | null;
beforeEach(() => {
  project = makeSlowProject();
  hurt = null;
});
afterEach(async () => {
  hurt?.signalGroup("SIGKILL");
  await hurt?.ended;
  project[Symbol.dispose]();
});

const preload = (name: string): readonly string[] => ["--import", join(repository, "test", "support", name)];

function start(args: readonly string[], options: HurtOptions): Hurt {
  hurt = startToHurt(project, args, options);
  return hurt;
}

/** A command of a program whose wall clock is off by so many milliseconds. */
async function at(offset: number, ...args: string[]) {
  const run = start(args, { node: preload("jumping-clock.mjs"), env: { WCT_TEST_OFFSET: `${offset}` } });
  const { code } = await run.ended;
  return { code, stdout: run.stdout(), stderr: run.stderr() };
}

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const statuses = async (): Promise<readonly string[]> =>
  JSON.parse((await cli("runs", "--json")).stdout).runs.map((run: { status: string }) => run.status);

/** A run of minutes that has begun. */
async function startSlowRun(options: HurtOptions = {}): Promise<Hurt> {
  const run = start(["run", "slow.yaml"], options);
  await until("the slow artifact has begun", () => run.stderr().includes("slow  started"));
  return run;
}

test("between two runs the clock goes back: both are there, and latest is the one that says it started later", async () => {
  expect(await at(hour, "run", "shop.yaml", "-q")).toMatchObject({ code: 0, stderr: "" });
  expect(await at(0, "run", "shop.yaml", "-q")).toMatchObject({ code: 0, stderr: "" });
  const { runs } = JSON.parse((await cli("runs", "--json")).stdout);
  const [first, second]: readonly { id: string; startedAt: string }[] = runs;
  expect(Date.parse(first?.startedAt ?? "") - Date.parse(second?.startedAt ?? "")).toBeGreaterThan(hour / 2);
  expect(JSON.parse((await cli("inspect", "latest", "--json")).stdout).id).toBe(first?.id);
  expect(JSON.parse((await cli("inspect", second?.id ?? "", "--json")).stdout).status).toBe("completed");
  expect((await cli("verify")).code).toBe(0);
});

test.each([
  ["back by an hour", -hour],
  ["forward by a year", year],
])("during a run the clock goes %s: no duration is touched, and the record is whole", async (_, offset) => {
  const mark = project.path("jump");
  const run = start(["run", "slow.yaml", "--json"], {
    node: preload("jumping-clock.mjs"),
    env: { WCT_TEST_OFFSET: `${offset}`, WCT_TEST_JUMP: mark },
  });
  await until("the slow artifact has begun", () => /"artifact.started".*"slow"/.test(run.stdout()));
  project.write("jump", "");
  run.child.kill("SIGTERM");
  expect((await run.ended).code).toBe(143);
  const lines = run.stdout().trimEnd().split("\n");
  const events: readonly RunEvent[] = lines.slice(0, -1).map((line) => JSON.parse(line));
  const [first, last] = [events[0], events.at(-1)];
  expect(Math.abs(Date.parse(last?.at ?? "") - Date.parse(first?.at ?? "") - offset)).toBeLessThan(60_000);
  expect(events.map(({ t }) => t)).toEqual(events.map(({ t }) => t).toSorted((a, b) => a - b));
  const { status, durationMs, artifacts } = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
  expect(status).toBe("cancelled");
  for (const ms of [durationMs, artifacts[0].durationMs, artifacts[1].durationMs]) {
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(ms).toBeLessThan(60_000);
  }
  expect((await cli("verify")).code).toBe(0);
});

test("a run is taken for alive a year ahead and a year behind, and its files are left alone", async () => {
  const run = await startSlowRun();
  for (const offset of [year, -year]) {
    // `run` sweeps what dead processes left behind.
    const other = startToHurt(project, ["run", "shop.yaml", "-q"], {
      name: "other",
      node: preload("jumping-clock.mjs"),
      env: { WCT_TEST_OFFSET: `${offset}` },
    });
    expect(await other.ended).toEqual({ code: 0, signal: null });
    const look = spawnSync(process.execPath, [...preload("jumping-clock.mjs"), program, "runs", "--json"], {
      cwd: project.dir,
      env: { WCT_TEST_OFFSET: `${offset}` },
      encoding: "utf8",
    });
    const { runs } = JSON.parse(look.stdout);
    expect(runs.map((one: { status: string }) => one.status).filter((status: string) => status === "running")).toEqual([
      "running",
    ]);
  }
  run.child.kill("SIGTERM");
  expect((await run.ended).code).toBe(143);
  expect(run.stderr()).toContain("slow  failed: WCT_PRODUCE_CANCELLED");
  expect((await cli("verify")).code).toBe(0);
});

test("a process stopped for longer than a heartbeat lasts is alive, is not resumed from, and goes on", async () => {
  const run = await startSlowRun();
  run.signalGroup("SIGSTOP");
  ageHeartbeats(project, 10 * 60_000);
  expect(await statuses()).toEqual(["running"]);
  const refused = await cli("run", "slow.yaml", "--resume", "latest");
  expect({ code: refused.code, stderr: refused.stderr }).toEqual({
    code: 3,
    stderr: expect.stringContaining("WCT_RUN_ACTIVE"),
  });
  run.signalGroup("SIGCONT");
  run.child.kill("SIGTERM");
  expect((await run.ended).code).toBe(143);
  expect(await statuses()).toEqual(["cancelled"]);
  expect((await cli("verify")).code).toBe(0);
});

test("a program that runs out of memory leaves a run that is interrupted, whole, and can be resumed", async () => {
  const run = await startSlowRun({ node: [...preload("memory-eater.mjs"), "--max-old-space-size=128"] });
  run.child.kill("SIGUSR2");
  const { signal, code } = await run.ended;
  expect(signal ?? code).not.toBe(0);
  expect(run.stderr()).toContain("heap out of memory");
  expect(await statuses()).toEqual(["interrupted"]);
  expect((await cli("verify")).code).toBe(0);
  project.write("slow.yaml", readFileSync(project.path("slow.yaml"), "utf8").replace("path: big,", "path: texts,"));
  expect((await cli("run", "slow.yaml", "--resume", "latest", "-q")).code).toBe(0);
  expect(await statuses()).toEqual(["completed", "interrupted"]);
});
