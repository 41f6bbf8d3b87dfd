import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { ageHeartbeats, type Hurt, type HurtOptions, repository, startToHurt, until } from "../support/faults.ts";
import type { Project } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";

const plugin = join(repository, "test", "fixtures", "plugins", "stubborn.ts");
let project: Project;
let hurt: Hurt | null;
beforeEach(() => {
  project = makeSlowProject();
  for (const [type, properties] of [
    ["busy", "{}"],
    ["blocked", "{ seconds: 60 }"],
    ["untidy", "{}"],
  ]) {
    const source = `source: { type: ${type}, properties: ${properties} }`;
    project.write(`${type}.yaml`, `name: ${type}\ndescription: Stubborn\nartifacts:\n  one:\n    ${source}\n`);
  }
  hurt = null;
});
afterEach(async () => {
  hurt?.signalGroup("SIGKILL");
  await hurt?.ended;
  project[Symbol.dispose]();
});

function start(args: readonly string[], options: HurtOptions = {}): Hurt {
  hurt = startToHurt(project, args, options);
  return hurt;
}

/** A run of a stubborn component that has begun. */
async function startStubborn(type: string): Promise<Hurt> {
  const run = start(["run", `${type}.yaml`, "--plugin", plugin, "--workers", "1"]);
  await until(`${type} has begun`, () => run.stderr().includes("one  info: begun"));
  return run;
}

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const statusOfLatest = async (): Promise<string> =>
  JSON.parse((await cli("inspect", "latest", "--json")).stdout).status;

/** While it loads itself, however fast that is. */
function signalledAtStart(signal: NodeJS.Signals): HurtOptions {
  const preload = pathToFileURL(join(repository, "test/support/signal-at-start.mjs")).href;
  return { node: ["--import", preload], env: { WCT_TEST_SIGNAL: signal } };
}

/** The handlers of a process are there: SIGHUP's is the last, and its bit of SigCgt the first. */
function listens(pid: number): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
  return (BigInt(`0x${caught}`) & 1n) === 1n;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
}

test.each([
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s while the program starts ends it at once with %d and leaves no run", async (signal, code) => {
  const run = start(["run", "slow.yaml"], signalledAtStart(signal));
  expect(await run.ended).toEqual({ code, signal: null });
  expect(run.stderr()).toBe("");
  expect(existsSync(project.path(".wct", "store.db"))).toBe(false);
});

test("SIGTERM while the store is made and the workers start leaves a store that is whole", async () => {
  const run = start(["run", "slow.yaml"]);
  await until("there is a store", () => existsSync(project.path(".wct", "store.db")));
  run.child.kill("SIGTERM");
  expect(await run.ended).toEqual({ code: 143, signal: null });
  expect((await cli("verify")).code).toBe(0);
  expect(JSON.parse((await cli("runs", "--json")).stdout).runs).toEqual(
    run.stderr().includes("cancelling") ? [expect.objectContaining({ status: "cancelled" })] : [],
  );
});

test("a terminal that is closed ends the run as cancelled with 129, and the record is complete", async () => {
  const run = start(["run", "slow.yaml"]);
  await until("the slow artifact has begun", () => run.stderr().includes("slow  started"));
  run.child.kill("SIGHUP");
  expect(await run.ended).toEqual({ code: 129, signal: null });
  expect(await statusOfLatest()).toBe("cancelled");
  expect((await cli("verify")).code).toBe(0);
});

test("a cancelled run is resumed with what it completed", async () => {
  const run = start(["run", "slow.yaml"]);
  await until("the slow artifact has begun", () => run.stderr().includes("slow  started"));
  run.child.kill("SIGTERM");
  expect(await run.ended).toEqual({ code: 143, signal: null });
  project.write("slow.yaml", readFileSync(project.path("slow.yaml"), "utf8").replace("path: big,", "path: texts,"));
  expect(await cli("run", "slow.yaml", "--resume", "latest", "-q")).toMatchObject({ code: 0 });
  const { artifacts } = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
  expect(artifacts.map((one: { id: string; status: string }) => `${one.id} ${one.status}`)).toEqual([
    "quick reused",
    "slow completed",
    "after completed",
  ]);
});

describe("a component that does not listen", () => {
  test.each([
    ["computes for ever", "busy"],
    ["waits in a system call", "blocked"],
  ])("and %s is left behind after 5 seconds, and the record is complete", async (_, type) => {
    const run = await startStubborn(type);
    run.child.kill("SIGTERM");
    const { result, ms } = await timed(() => run.ended);
    expect(result).toEqual({ code: 143, signal: null });
    expect(ms).toBeGreaterThan(4900);
    expect(ms).toBeLessThan(12_000);
    expect(await statusOfLatest()).toBe("cancelled");
    expect((await cli("verify")).code).toBe(0);
  });

  test.each([
    ["computes for ever", "busy"],
    ["waits in a system call", "blocked"],
  ])("and %s does not hold up a second Ctrl-C", async (_, type) => {
    const run = await startStubborn(type);
    run.child.kill("SIGINT");
    await until("the first was heard", () => run.stderr().includes("cancelling"));
    run.child.kill("SIGINT");
    const { result, ms } = await timed(() => run.ended);
    expect(result).toEqual({ code: 130, signal: null });
    expect(ms).toBeLessThan(3000);
    expect(await statusOfLatest()).toBe("interrupted");
    expect((await cli("verify")).code).toBe(0);
  });
});

test("a signal during an export ends it: the run is cancelled, no half file is left, and the content is there", async () => {
  project.write(
    "big.yaml",
    `name: Big
description: Writes a large output
artifacts:
  big:
    source: { type: filesystem, properties: { path: one, chunk_chars: 64, overlap_chars: 0 } }
    output: true
`,
  );
  project.write("one/text.txt", "Ada Example writes a line to ada@example.org every day of the year.\n".repeat(60_000));
  const run = start(["run", "big.yaml"]);
  const outputs = (): readonly string[] =>
    existsSync(project.path("outputs")) ? readdirSync(project.path("outputs"), { recursive: true }).map(String) : [];
  await until("an output is being written", () => outputs().some((name) => name.endsWith(".tmp")));
  run.child.kill("SIGINT");
  expect(await run.ended).toEqual({ code: 130, signal: null });
  expect(run.stderr()).toContain("WCT_PRODUCE_CANCELLED");
  expect(outputs().filter((name) => name.includes("big."))).toEqual([]);
  const { status, artifacts } = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
  expect({ status, artifact: artifacts[0].status }).toEqual({ status: "cancelled", artifact: "completed" });
  expect((await cli("verify")).code).toBe(0);
  expect((await cli("export", "latest", "big", "--format", "json", "-o", "later")).code).toBe(0);
});

test("what a component leaves open keeps the program no longer than a second", async () => {
  const run = start(["run", "untidy.yaml", "--plugin", plugin, "--workers", "1"]);
  await until("the summary is printed", () => run.stdout().includes("completed in "));
  const { result, ms } = await timed(() => run.ended);
  expect(result).toEqual({ code: 0, signal: null });
  expect(ms).toBeLessThan(1000);
  const child = /child (\d+)/.exec(run.stderr())?.[1];
  expect(child, "the component started a child process").toBeDefined();
});

const apart = ["unshare", "--user", "--map-root-user", "--fork", "--pid", "--mount-proc"];
const canUnshare = spawnSync(apart[0] ?? "", [...apart.slice(1), "true"]).status === 0;

describe(`the first process of a container${canUnshare ? "" : " [needs unshare]"}`, () => {
  /** The number that the process with number 1 has outside. */
  const innerPid = (outer: number): number | null => {
    const children = readFileSync(`/proc/${outer}/task/${outer}/children`, "utf8").trim();
    return children === "" ? null : Number(children.split(" ")[0]);
  };

  async function startFirst(args: readonly string[]): Promise<{ readonly run: Hurt; readonly pid: number }> {
    const run = start(args, { through: apart });
    await until("the container has a process", () => innerPid(run.pid) !== null);
    const pid = innerPid(run.pid) ?? 0;
    await until("it heeds signals", () => listens(pid));
    return { run, pid };
  }

  test.skipIf(!canUnshare)("ends with 143 at SIGTERM while it starts", async () => {
    const run = start(["run", "slow.yaml"], { through: apart, ...signalledAtStart("SIGTERM") });
    expect(await run.ended).toEqual({ code: 143, signal: null });
    expect(existsSync(project.path(".wct", "store.db"))).toBe(false);
  });

  test.skipIf(!canUnshare)("ends with 143 at SIGTERM while it runs, and the record is complete", async () => {
    const { run, pid } = await startFirst(["run", "slow.yaml"]);
    await until("the slow artifact has begun", () => run.stderr().includes("slow  started"));
    process.kill(pid, "SIGTERM");
    expect(await run.ended).toEqual({ code: 143, signal: null });
    expect(await statusOfLatest()).toBe("cancelled");
    expect((await cli("verify")).code).toBe(0);
  });

  test.skipIf(!canUnshare)("that is killed leaves a run that is interrupted once its heartbeat is old", async () => {
    const { run, pid } = await startFirst(["run", "slow.yaml"]);
    await until("the slow artifact has begun", () => run.stderr().includes("slow  started"));
    process.kill(pid, "SIGKILL");
    await run.ended;
    // Nobody outside can know more than that it was alive a moment ago.
    expect(await statusOfLatest()).toBe("running");
    ageHeartbeats(project, 61_000);
    expect(await statusOfLatest()).toBe("interrupted");
    expect((await cli("verify")).code).toBe(0);
  });
});
