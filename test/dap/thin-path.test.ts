import { expect, test } from "vitest";
import { begin, startAdapter } from "../support/dap/client.ts";
import { makeProject } from "../support/project.ts";

test("a session goes from its launch over a stop, its frames and variables, and a step to its end", async () => {
  using project = makeProject();
  await using adapter = startAdapter({ cwd: project.dir });
  const { client, ended } = adapter;
  const set = await begin(
    client,
    { runbook: "shop.yaml" },
    { path: project.path("shop.yaml"), breakpoints: [{ line: 7 }] },
  );
  expect(set).toMatchObject([{ verified: true, line: 7, message: 'stops before "all"' }]);
  const stop = await client.event("stopped");
  expect(stop).toMatchObject({ reason: "breakpoint", description: "before all", allThreadsStopped: true });
  const { threads } = await client.ok("threads");
  expect(threads).toEqual([{ id: stop.threadId, name: "all" }]);
  const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId });
  expect(stackFrames[0]).toMatchObject({ name: "all (before)", line: 6, endLine: 8, source: { name: "shop.yaml" } });
  const { scopes } = await client.ok("scopes", { frameId: stackFrames[0].id });
  const names = scopes.map(({ name }: { name: string }) => name);
  expect(names).toEqual(["Inputs", "Configuration", "Output", "Run"]);
  const { variables } = await client.ok("variables", { variablesReference: scopes[0].variablesReference });
  expect(variables).toMatchObject([{ name: "texts", type: "standard_input:1.0.0" }]);
  await client.ok("next", { threadId: stop.threadId });
  expect(await client.event("stopped")).toMatchObject({ reason: "step", description: "after all" });
  await client.ok("continue", { threadId: stop.threadId });
  expect(await client.event("exited")).toEqual({ exitCode: 0 });
  await client.event("terminated");
  await client.ok("disconnect");
  expect(await ended).toBe(0);
});
