import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { begin } from "../support/dap/client.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";

describe("a recorded run", async () => {
  const project = makeProject();
  afterAll(() => project[Symbol.dispose]());
  await runCli(["run", "shop.yaml"], { cwd: project.dir });

  test("is stepped through in both directions; nothing executes", async () => {
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client, ended } = adapter;
    const path = project.path("shop.yaml");
    const set = await begin(client, { run: "latest" }, { path, breakpoints: [{ line: 8 }] });
    expect(set).toMatchObject([{ verified: true, message: 'stops after "all"' }]);
    expect(await client.event("stopped")).toMatchObject({ reason: "entry", description: "before texts" });
    await client.ok("next", { threadId: 1 });
    expect(await client.event("stopped")).toMatchObject({ description: "after texts" });
    expect(await client.refused("wct/skip")).toContain("this run is recorded, and nothing executes");
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("stopped")).toMatchObject({ reason: "breakpoint", description: "after all" });
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("stopped")).toMatchObject({ reason: "end", description: "at the end of the record" });
    expect(await client.refused("next", { threadId: 1 })).toContain("the record ends here; step back");
    await client.ok("stepBack", { threadId: 1 });
    expect(await client.event("stopped")).toMatchObject({ description: "after all" });
    await client.ok("reverseContinue", { threadId: 1 });
    expect(await client.event("stopped")).toMatchObject({ description: "before texts" });
    await client.ok("terminate");
    expect(await client.event("exited")).toEqual({ exitCode: 0 });
    await client.ok("disconnect");
    expect(await ended).toBe(0);
  });

  test("opens at its end, and forks into a live run", async () => {
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await begin(client, { run: "latest", at: "end" });
    expect(await client.event("stopped")).toMatchObject({ description: "at the end of the record" });
    await client.ok("stepBack", { threadId: 1 });
    expect((await client.event("stopped")).description).toBe("after all");
    await client.ok("stepBack", { threadId: 1 });
    expect((await client.event("stopped")).description).toBe("before all");
    await client.ok("wct/fork");
    expect(await client.event("stopped")).toMatchObject({ reason: "entry", description: "before all" });
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("exited")).toEqual({ exitCode: 0 });
    expect(client.output).toMatch(/a new run forks from run_\S+ at event \d+\nrun_\S+ started\n/);
  });

  test("opens at its failure, which exceptionInfo explains", async () => {
    await runCli(["run", "failing.yaml"], { cwd: project.dir });
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await begin(client, { run: "latest:failed", at: "failure" });
    const stop = await client.event("stopped");
    expect(stop).toMatchObject({ description: "after broken" });
    const { exceptionId } = await client.ok("exceptionInfo", { threadId: stop.threadId });
    expect(exceptionId).toMatch(/^WCT_/);
  });

  test("without a failure does not open at one", async () => {
    await using adapter = serveInProcess({ cwd: project.dir });
    await adapter.client.ok("initialize", { adapterID: "wct" });
    const message = await adapter.client.refused("launch", { run: "latest:completed", at: "failure" });
    expect(message).toContain("no artifact failed");
    expect(await adapter.client.refused("launch", { run: "latest", at: "middle" })).toContain("start, end, failure");
    expect(await adapter.client.refused("launch", { run: "run_19700101_000000" })).toContain("no run");
  });

  test.each(["changed", "gone"])("whose runbook is %s shows the recorded text", async (what) => {
    const path = project.path("shop.yaml");
    if (what === "changed") project.write("shop.yaml", "name: Another\n");
    else rmSync(path);
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    const breakpoints = [{ line: 4 }];
    const [byPath] = await begin(client, { run: "latest:completed" }, { path, breakpoints });
    expect(byPath?.verified).toBe(false);
    expect(byPath?.message).toContain(
      what === "changed" ? "has changed since the run was recorded" : "this session debugs",
    );
    const stop = await client.event("stopped");
    const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId });
    const [{ source, line }] = stackFrames;
    expect(source).toEqual({ name: "shop.yaml", sourceReference: 1, origin: "as recorded" });
    const { content } = await client.ok("source", { source, sourceReference: 1 });
    // The newest run is the fork, whose first point is before `all`.
    expect(content.split("\n")[line - 1]).toBe("  all:");
    expect((await client.ok("loadedSources")).sources).toEqual([source]);
    expect(await client.refused("source", { sourceReference: 9 })).toContain("there is no source 9");
    const inText = await client.ok("setBreakpoints", { source, breakpoints });
    expect(inText.breakpoints).toMatchObject([{ verified: true, line: 4 }]);
    expect(client.output).toContain(what === "changed" ? "has changed since this run" : "is not there any more");
  });
});
