import { afterEach, beforeEach, expect, test } from "vitest";
import { type CliProcess, runCli, spawnCli } from "../support/cli.ts";
import { until } from "../support/faults.ts";
import type { Project } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";

let project: Project;
const started: CliProcess[] = [];
beforeEach(() => {
  project = makeSlowProject();
});
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.child.kill("SIGKILL");
    await one.ended;
  }
  project[Symbol.dispose]();
});

function start(...args: string[]): CliProcess & { readonly printed: () => string } {
  const process = spawnCli(args, { cwd: project.dir });
  let printed = "";
  process.child.stdout?.on("data", (text: string) => {
    printed += text;
  });
  started.push(process);
  return { ...process, printed: () => printed };
}

const follow = (...args: string[]) => start("replay", "latest", "--follow", ...args);

test("a followed run is shown from its first event while it is made, and ends as interrupted when it is killed", {
  timeout: 120_000,
}, async () => {
  const run = start("run", "slow.yaml");
  await run.says("quick  started");
  const [plain, json] = [follow(), follow("--json")];
  await until("the follower shows what is made now", () => /slow {2}started/.test(plain.printed()), 60_000);
  expect(plain.printed()).toMatch(/^ +1 {2}00:00\.0 .* started: slow\.yaml, 3 artifacts\n/);
  const refused = await runCli(["replay", "latest", "--verify"], { cwd: project.dir });
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining("is still being made")]);
  run.child.kill("SIGKILL");
  const ended = await plain.ended;
  expect(ended.code).toBe(130);
  expect(ended.stderr).toMatch(/^run_\S+ was interrupted: its process ended before the run did; /);
  const last = JSON.parse((await json.ended).stdout.trimEnd().split("\n").at(-1) ?? "");
  expect(last).toMatchObject({ kind: "Run", status: "interrupted" });
});

test("Ctrl-C stops following and not the run; a run that is cancelled ends its followers with 130", {
  timeout: 120_000,
}, async () => {
  const run = start("run", "slow.yaml");
  await run.says("quick  started");
  const [left, staying] = [follow(), follow()];
  await until("both follow", () => [left, staying].every(({ printed }) => printed().includes("quick")), 60_000);
  left.child.kill("SIGINT");
  expect(await left.ended).toMatchObject({
    code: 130,
    stderr: expect.stringMatching(/^stopped following; run_\S+ goes on\n$/),
  });
  expect(run.child.exitCode).toBeNull();
  run.child.kill("SIGINT");
  expect(await staying.ended).toMatchObject({ code: 130, stderr: "" });
  expect((await run.ended).code).toBe(130);
});
