import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { pause, startToHurt, until } from "../support/faults.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

const startRuns = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    startToHurt(project, ["run", "shop.yaml", "-q", "--workers", "1"], { name: `run-${i}` }),
  );

/** Looks at the store again and again, as people and scripts do while runs go on; counts the looks. */
async function lookWhile(isGoingOn: () => boolean): Promise<number> {
  let looks = 0;
  // The pause also lets this process hear that the runs have ended.
  for (; isGoingOn(); looks++) {
    await pause(20);
    for (const args of [["runs"], ["inspect", "latest"], ["verify"]]) {
      const { code, stderr } = await cli(...args);
      // Before the first run there is nothing to look at.
      if (!/WCT_(STORE|RUN)_NOT_FOUND/.test(stderr)) expect({ args, code, stderr }).toEqual({ args, code: 0, stderr });
    }
  }
  return looks;
}

test.each([2, 10])("%d runs that create the store together all complete, watched all the time", async (count) => {
  const runs = startRuns(count);
  let left = runs.length;
  const ended = Promise.all(
    runs.map(async (run) => {
      const end = await run.ended;
      left -= 1;
      return { ...end, stderr: run.stderr() };
    }),
  );
  const [looks, ends] = await Promise.all([lookWhile(() => left > 0), ended]);
  expect(ends).toEqual(runs.map(() => ({ code: 0, signal: null, stderr: "" })));
  expect(looks).toBeGreaterThan(1);
  const listed: readonly { id: string; status: string }[] = JSON.parse((await cli("runs", "--json")).stdout).runs;
  expect(new Set(listed.map(({ id }) => id)).size).toBe(count);
  expect(listed.map(({ status }) => status)).toEqual(listed.map(() => "completed"));
  const verification = JSON.parse((await cli("verify", "--json")).stdout);
  expect(verification).toMatchObject({ intact: true });
  expect(verification.runs).toHaveLength(count);
});

test("of runs on one store, killed ones hurt neither the others nor each other", async () => {
  const runs = startRuns(6);
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1) continue;
    await until("it has ended or begun", () => run.stderr() !== "" || run.child.exitCode !== null, 150).catch(() => {});
    run.signalGroup("SIGKILL");
  }
  const ends = await Promise.all(runs.map((run) => run.ended));
  const spared = ends.filter((_, i) => i % 2 === 1);
  expect(spared).toEqual(spared.map(() => ({ code: 0, signal: null })));
  const { runs: listed } = JSON.parse((await cli("runs", "--json")).stdout);
  const statuses: readonly string[] = listed.map((run: { status: string }) => run.status);
  expect(statuses.filter((status) => status === "completed").length).toBeGreaterThanOrEqual(3);
  expect(statuses.filter((status) => status !== "completed" && status !== "interrupted")).toEqual([]);
  expect((await cli("verify")).code).toBe(0);
});
