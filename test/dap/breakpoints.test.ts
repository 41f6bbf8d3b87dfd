import { describe, expect, test } from "vitest";
import { begin } from "../support/dap/client.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeDebugProject } from "../support/debug-project.ts";
import { makeProject } from "../support/project.ts";

const lines = `name: Lines
description: Two sources and what is made of them

artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }

  # Both files.
  all:
    inputs: texts
    output: true
config: { max_concurrency: 4 }
`;

describe("breakpoints on lines", async () => {
  using project = makeProject();
  project.write("lines.yaml", lines);
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const path = project.path("lines.yaml");
  const wanted = [5, 6, 2, 8, 11, 12].map((line) => ({ line }));
  const set = await begin(client, { runbook: "lines.yaml" }, { path, breakpoints: wanted });
  const stop = await client.event("stopped");
  const locations = await client.ok("breakpointLocations", { source: { path }, line: 1, endLine: 20 });
  const other = await client.ok("setBreakpoints", {
    source: { path: project.path("shop.yaml") },
    breakpoints: [{ line: 5 }],
  });
  const again = await client.ok("setBreakpoints", { source: { path }, breakpoints: [{ line: 6 }, { line: 10 }] });
  await client.ok("disconnect");

  test("stop at the artifact whose lines contain them; the lines of `output` mean after it", () => {
    expect(set.map(({ verified, line, message }) => [verified, line, message])).toEqual([
      [true, 5, 'stops before "texts"'],
      [true, 6, 'stops before "texts"'],
      [true, 5, 'moved from line 2, which belongs to no artifact, to "texts"'],
      [true, 9, 'moved from line 8, which belongs to no artifact, to "all"'],
      [true, 11, 'stops after "all"'],
      [false, 12, "no artifact begins on this line or below it; set the breakpoint on the lines of an artifact"],
    ]);
    expect(stop).toMatchObject({ reason: "breakpoint", description: "before texts", hitBreakpointIds: [1, 2, 3] });
  });

  test("can be set where an artifact is", () => {
    expect(locations.breakpoints).toEqual([5, 6, 9, 10, 11].map((line) => ({ line })));
  });

  test("of another file are not verified, and say which file is debugged", () => {
    expect(other.breakpoints).toEqual([
      { verified: false, reason: "failed", message: 'this session debugs "lines.yaml"; set the breakpoint there' },
    ]);
  });

  test("keep their number where they stay", () => {
    expect(again.breakpoints.map(({ id }: { id: number }) => id)).toEqual([2, 7]);
  });
});

describe("breakpoints by name", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const functions = [
    { name: "after:t*" },
    { name: "before: all" },
    { name: "al" },
    { name: "texts", condition: "output.size >" },
    { name: "texts", condition: "config.nothing == 1" },
    { name: "texts", hitCondition: "often" },
    { name: "texts", logMessage: "{" },
  ];
  const set = await begin(client, { runbook: "shop.yaml" }, { functions });
  const unknown = await client.event("stopped");
  await client.ok("continue", { threadId: 1 });
  const stop = await client.event("stopped");
  await client.ok("disconnect");

  test("whose condition cannot be evaluated stop, and say so", () => {
    expect(unknown).toMatchObject({
      reason: "breakpoint",
      description: "before texts",
      hitBreakpointIds: [expect.any(Number)],
    });
    expect(unknown.text).toMatch(/^a condition cannot be evaluated: /);
  });

  test("take patterns, and the side in front of them", () => {
    expect(set.slice(0, 2)).toEqual([
      { id: 1, verified: true },
      { id: 2, verified: true },
    ]);
    expect(stop).toMatchObject({ reason: "function breakpoint", description: "after texts", hitBreakpointIds: [1] });
  });

  test("that name nothing say what is near", () => {
    expect(set[2]).toMatchObject({
      verified: false,
      message: 'the runbook has no artifact "al"; did you mean "all"?',
    });
  });

  test("with a wrong condition, hit condition or message say where it is wrong", () => {
    const messages = set.slice(3).map(({ verified, message }) => [verified, message]);
    expect(messages).toEqual([
      [false, expect.stringMatching(/column 14/)],
      [true, undefined],
      [false, expect.stringMatching(/often/)],
      [false, expect.stringMatching(/column 1/)],
    ]);
  });
});

test("a condition, a hit condition and a log point decide whether it stops", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const functions = [
    { name: "after:texts", condition: "output.size == 99" },
    { name: "before:all", hitCondition: ">= 2" },
    { name: "after:*", logMessage: "{artifact.id} has {output.size}" },
    { name: "after:all", condition: "output.size == 2 && config == {}" },
  ];
  await begin(client, { runbook: "shop.yaml" }, { functions });
  expect(await client.event("stopped")).toMatchObject({ description: "after all", hitBreakpointIds: [4] });
  expect(client.output).toContain("[texts] texts has 2\n[all] all has 2\n");
});

describe("failures", () => {
  test("stop where the filter is on; exceptionInfo says why", async () => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: project.dir });
    const { client } = adapter;
    await begin(client, { runbook: "failing.yaml" });
    const stop = await client.event("stopped");
    expect(stop).toMatchObject({ reason: "exception", description: "broken failed" });
    const info = await client.ok("exceptionInfo", { threadId: stop.threadId });
    expect(info.breakMode).toBe("always");
    expect(stop.text).toBe(`${info.exceptionId}: ${info.details.message}`);
    const { scopes } = await client.ok("scopes", { frameId: stop.threadId * 1000 });
    const { variables } = await client.ok("variables", { variablesReference: scopes[2].variablesReference });
    expect(variables).toMatchObject([{ name: "failure" }]);
    await client.ok("continue", { threadId: 1 });
    expect(await client.event("exited")).toEqual({ exitCode: 1 });
    expect(client.output).toContain("[broken] failed: ");
  });

  test("stop nothing where the filters are off, and only optional ones by their own filter", async () => {
    using project = makeProject();
    for (const { runbook, filters, stops } of [
      { runbook: "failing.yaml", filters: [], stops: false },
      { runbook: "failing.yaml", filters: ["optional-failed"], stops: false },
      { runbook: "optional.yaml", filters: ["failed"], stops: false },
      { runbook: "optional.yaml", filters: ["optional-failed"], stops: true },
    ]) {
      await using adapter = serveInProcess({ cwd: project.dir });
      const { client } = adapter;
      await client.ok("initialize", { adapterID: "wct" });
      await client.ok("launch", { runbook });
      const { breakpoints } = await client.ok("setExceptionBreakpoints", { filters: [...filters, "all"] });
      expect(breakpoints.at(-1)).toMatchObject({ verified: false, message: expect.stringContaining('"all"') });
      await client.ok("configurationDone");
      if (stops) expect(await client.event("stopped")).toMatchObject({ reason: "exception" });
      else await client.event("terminated");
    }
  });
});

test("a line of a child runbook stops in each of its inclusions; frames lead from the child to the runbook", async () => {
  using project = makeDebugProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const path = project.path("pass.yaml");
  const set = await begin(client, { runbook: "parts.yaml" }, { path, breakpoints: [{ line: 8 }] });
  expect(set).toMatchObject([
    { verified: true, line: 8, message: 'stops before "in_texts/detect" and "in_customers/detect"' },
  ]);
  const stop = await client.event("stopped");
  const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId });
  const file = "parts.yaml";
  expect(stackFrames.map(({ source, line }: DapFrame) => `${source.name}:${line}`)).toEqual([
    "pass.yaml:8",
    `${file}:${stop.description.includes("in_texts") ? 8 : 11}`,
    `${file}:1`,
  ]);
  await client.ok("stepOut", { threadId: stop.threadId });
  expect((await client.event("stopped")).description).toMatch(/^before in_(texts|customers)/);
  await client.ok("disconnect", { terminateDebuggee: true });
});

interface DapFrame {
  readonly source: { readonly name: string };
  readonly line: number;
}
