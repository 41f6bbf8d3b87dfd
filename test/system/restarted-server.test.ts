import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type PrivatePostgres, postgresPrograms, privatePostgres } from "../../src/testing/servers/index.ts";
import { type CliProcess, runCli, spawnCli } from "../support/cli.ts";
import type { Project } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";

describe.skipIf(postgresPrograms === undefined)("a run in PostgreSQL [needs programs of PostgreSQL]", () => {
  let server: PrivatePostgres;
  let project: Project;
  let started: CliProcess | null = null;

  beforeAll(async () => {
    server = await privatePostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(() => {
    project = makeSlowProject();
  });
  afterEach(async () => {
    started?.child.kill("SIGKILL");
    await started?.ended;
    project[Symbol.dispose]();
  });

  const cli = (...args: string[]) => runCli(args, { cwd: project.dir, env: { WCT_STORE: server.url } });

  async function startSlowRun(): Promise<CliProcess> {
    started = spawnCli(["run", "slow.yaml"], { cwd: project.dir, env: { WCT_STORE: server.url } });
    await started.says("quick  made");
    await started.says("slow  started");
    return started;
  }

  test("goes on when its server was killed and started again, and its record is whole", async () => {
    const run = await startSlowRun();
    await server.stop("killed");
    await server.start();
    run.child.kill("SIGINT");
    expect(await run.ended).toMatchObject({ code: 130 });
    const inspected = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
    expect(inspected.artifacts.map(({ status }: { status: string }) => status)).toEqual([
      "completed",
      "failed",
      "skipped",
    ]);
    expect((await cli("verify")).stdout).toContain("  intact: ");
  });

  test("is resumed after run and server were killed together", async () => {
    const run = await startSlowRun();
    run.child.kill("SIGKILL");
    await server.stop("killed");
    await run.ended;
    await server.start();
    await server.run("UPDATE wct.runs SET lease_until = clock_timestamp()");
    expect((await cli("runs")).stdout).toContain("interrupted");
    const text = readFileSync(project.path("slow.yaml"), "utf8");
    project.write("slow.yaml", text.replace("path: big", "path: texts"));
    const resumed = await cli("run", "slow.yaml", "--resume", "latest");
    expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
    expect(resumed.stderr).toContain("reused: 1 of 3 artifacts");
    expect((await cli("verify")).code).toBe(0);
  });
});
