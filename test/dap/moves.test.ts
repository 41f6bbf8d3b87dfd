import { describe, expect, test } from "vitest";
import { readStore } from "../../src/app/open/index.ts";
import { begin, type DapClient } from "../support/dap/client.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";

const stopAt = async (client: DapClient): Promise<string> => (await client.event("stopped")).description;

/** The runs of a project, newest first. */
async function runsOf(cwd: string) {
  await using store = await readStore({ cwd, env: new Map() }, undefined);
  return await store.executions.runs();
}

describe("a live session", () => {
  test("steps forwards and backwards, and returns to the present", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await begin(client, { runbook: "shop.yaml", stopOnEntry: true, breakAtEnd: true });
    expect(await client.event("stopped")).toMatchObject({ reason: "entry", description: "before texts" });
    await client.ok("stepIn", { threadId: 1 });
    expect(await stopAt(client)).toBe("after texts");
    await client.ok("next", { threadId: 1 });
    expect(await stopAt(client)).toBe("before all");
    await client.ok("stepOut", { threadId: 2 });
    expect(await stopAt(client)).toBe("after all");
    await client.ok("stepBack", { threadId: 2 });
    expect(await client.event("stopped")).toMatchObject({
      reason: "step",
      description: "before all (earlier: read only)",
    });
    await client.ok("reverseContinue", { threadId: 2 });
    expect(await stopAt(client)).toBe("before texts (earlier: read only)");
    expect(await client.refused("restartFrame", { frameId: 1000 })).toContain("this is an earlier point");
    await client.ok("continue", { threadId: 1 });
    expect(await stopAt(client)).toBe("after all");
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("stopped")).toMatchObject({ reason: "end", description: "at the end of the run" });
    await client.ok("stepBack", { threadId: 3 });
    expect(await stopAt(client)).toBe("after all (earlier: read only)");
    await client.ok("continue", { threadId: 1 });
    expect(await stopAt(client)).toBe("at the end of the run");
    await client.ok("continue", { threadId: 3 });
    expect(await client.event("exited")).toEqual({ exitCode: 0 });
    await client.event("terminated");
    expect(client.output).toMatch(/completed .*2 completed/);
    expect(await client.refused("next", { threadId: 1 })).toBe("the session is over; start a new one");
  });

  test("makes a failed artifact again with a changed configuration", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await begin(client, { runbook: "failing.yaml" });
    const stop = await client.event("stopped");
    const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId });
    expect(stackFrames[0].canRestart).toBe(true);
    const { scopes } = await client.ok("scopes", { frameId: stackFrames[0].id });
    const { variablesReference } = scopes[1];
    const set = { variablesReference, name: "database_path", value: "shop.db" };
    expect(await client.ok("setVariable", set)).toEqual({ value: "shop.db", type: "changed", variablesReference: 0 });
    expect(client.events("invalidated")).toHaveLength(0);
    const { variables } = await client.ok("variables", { variablesReference });
    expect(variables).toMatchObject([{ name: "database_path", value: "shop.db", type: "changed" }]);
    await client.ok("restartFrame", { frameId: stackFrames[0].id });
    expect(await client.event("stopped")).toMatchObject({ reason: "step", description: "after broken, attempt 2" });
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("exited")).toEqual({ exitCode: 0 });
  });

  test("skips an artifact and what depends on it", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await begin(client, { runbook: "shop.yaml", stopOnEntry: true });
    await client.event("stopped");
    expect(await client.ok("wct/skip")).toEqual({ skipped: ["texts", "all"] });
    await client.ok("continue", { threadId: 1 });
    await client.event("terminated");
    expect(client.output).toContain("[texts] skipped (debugger)\n[all] skipped (input-skipped)\n");
    expect((await runsOf(project.dir))[0]?.counts).toMatchObject({ completed: 0, skipped: 2 });
  });

  test("forks from a stop, with its breakpoints and with what was made before", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await begin(client, { runbook: "shop.yaml" }, { functions: [{ name: "after:all" }] });
    expect(await stopAt(client)).toBe("after all");
    await client.ok("stepBack", { threadId: 1 });
    expect(await stopAt(client)).toBe("before all (earlier: read only)");
    await client.ok("wct/fork");
    expect(await client.event("stopped")).toMatchObject({ reason: "entry", description: "before all" });
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("stopped")).toMatchObject({ description: "after all", hitBreakpointIds: [1] });
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("exited")).toEqual({ exitCode: 0 });
    const [newest, first] = await runsOf(project.dir);
    expect(newest).toMatchObject({ status: "completed", counts: { reused: 1, completed: 1 } });
    expect(first).toMatchObject({ status: "cancelled" });
  });

  test("a fork stops at the failures that its source stopped at", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await client.ok("initialize", { adapterID: "wct" });
    await client.ok("launch", { runbook: "failing.yaml", stopOnEntry: true });
    await client.ok("setExceptionBreakpoints", { filters: [] });
    await client.ok("configurationDone");
    await client.event("stopped");
    await client.ok("wct/fork");
    await client.event("stopped");
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("exited")).toEqual({ exitCode: 1 });
    await client.ok("disconnect");
  });

  test("pauses before the next artifact; while it runs, what needs a stop is refused", async () => {
    using project = makeSlowProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client, ended } = adapter;
    await begin(client, { runbook: "slow.yaml", maxConcurrency: 2 }, { functions: [{ name: "slow" }] });
    const stop = await client.event("stopped");
    await client.ok("continue", { threadId: stop.threadId });
    const needsStop = {
      threadId: stop.threadId,
      frameId: stop.threadId * 1000,
      variablesReference: 1,
      expression: "1",
    };
    for (const command of ["stackTrace", "scopes", "variables", "next", "stepBack", "evaluate", "restartFrame"]) {
      const message = await client.refused(command, needsStop);
      expect(message).toBe("the run is running; pause it first, or wait for the next stop");
    }
    await client.event("thread", ({ reason, threadId }) => reason === "started" && threadId === stop.threadId);
    expect(await client.ok("threads")).toMatchObject({ threads: [{ id: stop.threadId, name: "slow" }] });
    await client.ok("pause", { threadId: stop.threadId });
    await client.ok("terminate");
    expect(await client.event("exited")).toEqual({ exitCode: 1 });
    await client.event("terminated");
    await client.ok("disconnect");
    expect(await ended).toBe(1);
    expect((await runsOf(project.dir))[0]).toMatchObject({ status: "cancelled" });
  });
});

describe("a client that leaves", () => {
  test("with disconnect has its run cancelled, and recorded so", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client, ended } = adapter;
    await begin(client, { runbook: "shop.yaml", stopOnEntry: true });
    await client.event("stopped");
    await client.ok("disconnect", { terminateDebuggee: true });
    expect(await ended).toBe(1);
    expect((await runsOf(project.dir))[0]).toMatchObject({ status: "cancelled" });
  });

  test("by dying has its run cancelled, and recorded so", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client, die, ended } = adapter;
    await begin(client, { runbook: "shop.yaml", stopOnEntry: true });
    await client.event("stopped");
    die();
    expect(await ended).toBe(1);
    expect((await runsOf(project.dir))[0]).toMatchObject({ status: "cancelled" });
  });
});

describe("requests at a time when they make no sense", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const early = await client.refused("threads");
  await client.ok("initialize", { adapterID: "wct" });
  const twice = await client.refused("initialize", { adapterID: "wct" });
  const beforeLaunch = await client.refused("setBreakpoints", { source: { path: "x" }, breakpoints: [] });
  const nothing = await client.refused("launch", {});
  const both = await client.refused("launch", { runbook: "shop.yaml", run: "latest" });
  const folder = await client.refused("launch", { runbook: "shop.yaml", cwd: "nowhere" });
  const invalid = await client.refused("launch", { runbook: "invalid.yaml" });
  const absent = await client.refused("launch", { runbook: "shp.yaml" });
  const type = await client.refused("launch", { runbook: "shop.yaml", maxConcurrency: "many" });
  const attach = await client.refused("attach", {});
  await client.ok("launch", { runbook: "shop.yaml", stopOnEntry: true });
  const again = await client.refused("launch", { runbook: "shop.yaml" });
  const beforeStop = await client.refused("stackTrace", { threadId: 1 });
  await client.ok("configurationDone");
  await client.event("stopped");
  const stops = client.log.findIndex(({ message }) => "event" in message && message.event === "stopped");
  const configured = client.log.findIndex(
    ({ message }) => message.type === "response" && "command" in message && message.command === "configurationDone",
  );
  const missing = await client.refused("stackTrace", {});
  const unknown = await client.refused("stackTrase", { threadId: 1 });
  const noFailure = await client.refused("exceptionInfo", { threadId: 1 });
  const goto = await client.refused("goto", { threadId: 1, targetId: 1 });
  const thread = await client.refused("stackTrace", { threadId: 77 });
  const frame = await client.refused("scopes", { frameId: 5 });
  await client.ok("disconnect");

  test("are refused with a sentence that says what to do", () => {
    expect({
      early,
      twice,
      beforeLaunch,
      nothing,
      both,
      folder,
      type,
      attach,
      again,
      beforeStop,
    }).toMatchInlineSnapshot(`
      {
        "again": "this server debugs a session already; join it with "request": "attach"",
        "attach": "there is no session to attach to; start one with "request": "launch"",
        "beforeLaunch": "nothing is debugged yet; send \`launch\`, and wait for the event \`initialized\`",
        "beforeStop": "the session has not begun; send \`configurationDone\`",
        "both": ""runbook" and "run" cannot be combined; \`runbook\` executes a runbook; \`run\` shows a recorded run",
        "early": "the first request must be initialize; send it",
        "folder": ""cwd" is "nowhere", which is no folder; name a folder",
        "nothing": "the launch arguments name neither a runbook nor a run; add "runbook": "PATH" to execute a runbook, or "run": "RUN" to show a recorded run",
        "twice": "this client has sent initialize already; send it once",
        "type": ""maxConcurrency" in the arguments of launch is not a number; give a number",
      }
    `);
    expect({ missing, unknown, noFailure, goto, thread, frame }).toMatchInlineSnapshot(`
      {
        "frame": "there is no frame 5; request the stack trace",
        "goto": "goto is not possible: an artifact cannot be started out of order; step back to an earlier point, or enter \`rerun\` there",
        "missing": ""threadId" is missing in the arguments of stackTrace; add it",
        "noFailure": "the session did not stop at a failure; \`config\` and \`output\` show what there is here",
        "thread": "there is no thread 77; request the threads",
        "unknown": ""stackTrase" is not a request of this adapter; did you mean "stackTrace"?",
      }
    `);
  });

  test("a launch that cannot be planned says all that is wrong, with lines, and another may follow", () => {
    expect(invalid.split("\n").length).toBeGreaterThan(2);
    expect(invalid).toMatch(/write "filesystem"/);
    expect(invalid).toMatch(/line \d+, column \d+/);
    expect(absent).toContain('did you mean "shop.yaml"?');
  });

  test("a stop is never told before configurationDone was answered", () => {
    expect(stops).toBeGreaterThan(configured);
  });
});
