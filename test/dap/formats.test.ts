import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";

test("a client that counts from 0 and writes URIs is answered in its own way", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const format = { linesStartAt1: false, columnsStartAt1: false, pathFormat: "uri" };
  await client.ok("initialize", { adapterID: "wct", ...format });
  await client.ok("launch", { runbook: "shop.yaml" });
  const path = pathToFileURL(project.path("shop.yaml")).href;
  const set = await client.ok("setBreakpoints", { source: { path }, breakpoints: [{ line: 5 }] });
  expect(set.breakpoints).toMatchObject([{ verified: true, line: 5, message: 'stops before "all"', source: { path } }]);
  await client.ok("configurationDone");
  const stop = await client.event("stopped");
  const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId });
  expect(stackFrames).toMatchObject([
    { line: 5, column: 2, endLine: 7, source: { path } },
    { line: 0, column: 0 },
  ]);
});

test("an array of more than 100,000 elements is shown page by page", { timeout: 120_000 }, async () => {
  using project = makeProject();
  project.write("big/all.txt", "Ada Example lives at 12 Some Street and writes to ada@x.example.\n".repeat(110_000));
  project.write(
    "big.yaml",
    `name: Big
description: One file in many pieces
artifacts:
  pieces:
    source: { type: filesystem, properties: { path: big, chunk_chars: 64, overlap_chars: 0 } }
`,
  );
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct", supportsVariablePaging: true, supportsProgressReporting: true });
  await client.ok("launch", { runbook: "big.yaml" });
  await client.ok("setFunctionBreakpoints", { breakpoints: [{ name: "after:pieces" }] });
  await client.ok("configurationDone");
  const stop = await client.event("stopped");
  const { scopes } = await client.ok("scopes", { frameId: stop.threadId * 1000 });
  const [output] = (await client.ok("variables", { variablesReference: scopes[2].variablesReference })).variables;
  const parts = (await client.ok("variables", { variablesReference: output.variablesReference })).variables;
  const items = parts.find(({ name }: { name: string }) => name === "items");
  expect(items.indexedVariables).toBeGreaterThan(100_000);
  const page = { variablesReference: items.variablesReference, filter: "indexed", start: 99_900, count: 100 };
  const { variables } = await client.ok("variables", page);
  expect(variables).toHaveLength(100);
  expect(variables[99]).toMatchObject({ name: "[99999]", type: "object" });
  const content = await client.ok("variables", { variablesReference: variables[99].variablesReference });
  expect(content.variables.map(({ name }: { name: string }) => name)).toContain("content");
  await client.ok("stepBack", { threadId: 1 });
  await client.event("stopped");
  expect(await client.refused("variables", page)).toContain("is of an earlier stop");
});

describe("the command line", () => {
  test.each([
    { args: ["debug"], message: "no runbook is named" },
    { args: ["debug", "shop.yaml", "--listen", "0"], message: "--listen needs --dap" },
    { args: ["debug", "--dap", "--wait", "5"], message: "--wait needs --listen" },
    { args: ["debug", "--dap", "--break", "all"], message: "--break belongs to the terminal" },
    { args: ["debug", "--dap", "--listen", "99999"], message: '--listen "99999" is not a port' },
  ])("$args: $message", async ({ args, message }) => {
    using project = makeProject();
    const { code, stderr } = await runCli(args, { cwd: project.dir });
    expect([code, stderr.includes(message)]).toEqual([2, true]);
  });

  test("ends at once when its input has ended", async () => {
    using project = makeProject();
    expect(await runCli(["debug", "shop.yaml", "--dap"], { cwd: project.dir })).toMatchObject({ code: 0, stderr: "" });
  });
});

test("a client that attaches gets what the command line names", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir, defaults: { runbook: "shop.yaml", stopOnEntry: true } });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  await client.ok("attach", {});
  await client.event("initialized");
  await client.ok("configurationDone");
  expect(await client.event("stopped")).toMatchObject({ reason: "entry", description: "before texts" });
});
