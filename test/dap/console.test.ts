import { describe, expect, test } from "vitest";
import { begin } from "../support/dap/client.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";

const runbook = `name: Console
description: A source with a secret in its configuration
artifacts:
  texts:
    source:
      type: filesystem
      properties: { path: "\${TEXTS_SECRET}", include: ["*.txt"] }
  all:
    inputs: texts
    output: true
`;
const secret = "texts/../texts";

describe("at a stop after an artifact", async () => {
  using project = makeProject();
  project.write("console.yaml", runbook.replace("name: Console", "name: Console\nconfig: { secrets: [TEXTS_SECRET] }"));
  project.write("two.json", JSON.stringify({ items: [], name: "none" }));
  await using adapter = serveInProcess({ cwd: project.dir, env: { TEXTS_SECRET: secret, OTHER: "another-value" } });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct", supportsInvalidatedEvent: true });
  await client.ok("launch", { runbook: "console.yaml" });
  await client.ok("setFunctionBreakpoints", { breakpoints: [{ name: "after:texts" }] });
  await client.ok("configurationDone");
  await client.event("stopped");
  const evaluate = (expression: string, context = "repl") =>
    client.request("evaluate", { expression, context, frameId: 1000 });
  const all = async (expressions: readonly string[], context?: string) => {
    const texts: Record<string, string> = {};
    for (const expression of expressions) {
      const { success, body, message } = await evaluate(expression, context);
      texts[expression] = success ? body.result : `refused: ${message}`;
    }
    return texts;
  };
  const expressions = await all([
    "output.size",
    "output.schema",
    "config",
    "artifact.id",
    "run",
    "output.nothing",
    "size(",
    "env",
    "TEXTS_SECRET",
  ]);
  const first = await client.ok("evaluate", { expression: "output.first", context: "watch", frameId: 1000 });
  const { variables: elements } = await client.ok("variables", { variablesReference: first.variablesReference });
  const hovered = await client.ok("evaluate", { expression: "texts", context: "hover", frameId: 1000 });
  const copied = await client.ok("evaluate", { expression: "config", context: "clipboard", frameId: 1000 });
  const hoverCommand = await evaluate("help", "hover");
  const commands = await all([
    "help",
    "inspect texts $.items[*].content",
    "inspect texts $.nothing",
    "inspect texts $.items[",
    "inspect txts",
    "inspect all",
    "breakpoints",
    "set config",
    "set config path",
    "set config nothing 1",
    "set output missing.json",
    "set output two.json",
  ]);
  const invalidated = client.events("invalidated").length;
  const inspected = await client.ok("evaluate", { expression: "inspect", context: "repl", frameId: 1000 });
  const labels = async (text: string) => {
    const { targets } = await client.ok("completions", { text, column: text.length + 1, frameId: 1000 });
    return targets.map(({ label }: { label: string }) => label);
  };
  const completions = {
    empty: await labels(""),
    s: await labels("s"),
    "inspect ": await labels("inspect "),
    "inspect texts $.it": await labels("inspect texts $.it"),
    "set ": await labels("set "),
    "set config ": await labels("set config "),
    "output.s": await labels("output.s"),
    "config.": await labels("config."),
    "1 + artif": await labels("1 + artif"),
    "run.": await labels("run."),
  };
  const replaced = await client.ok("completions", { text: "inspect te", column: 11 });
  const setting = await client.ok("setExpression", { expression: "config.include[0]", value: "a*", frameId: 1000 });
  const notConfig = await client.refused("setExpression", { expression: "output.size", value: "1", frameId: 1000 });
  const { scopes } = await client.ok("scopes", { frameId: 1000 });
  const inputs = { variablesReference: scopes[0].variablesReference, name: "texts", value: "1" };
  const notSettable = await client.refused("setVariable", inputs);
  const config = { variablesReference: scopes[1].variablesReference, name: "include", value: "7" };
  const invalid = await client.refused("setVariable", config);
  const retried = await evaluate("retry");
  const afterRetry = await client.event("stopped", ({ description }) => description.includes("attempt 2"));
  const rerun = await evaluate("rerun");
  const afterRerun = await client.event("stopped");
  await client.ok("disconnect");
  const everything = JSON.stringify(client.log.filter(({ from }) => from === "server"));

  test("an expression of the condition language is evaluated, and refused with its position", () => {
    expect(expressions).toMatchInlineSnapshot();
  });

  test("a list can be expanded, and an artifact's id shows its content", () => {
    expect(first).toMatchObject({ result: "array of 2", type: "array", indexedVariables: 2 });
    expect(elements).toHaveLength(2);
    expect(hovered).toMatchObject({ type: "standard_input:1.0.0" });
    expect(hovered.variablesReference).toBeGreaterThan(0);
    expect(JSON.parse(copied.result)).toEqual({ path: "${TEXTS_SECRET}", include: ["*.txt"] });
  });

  test("commands belong to the console alone", () => {
    expect(hoverCommand.success).toBe(false);
  });

  test("commands answer as text", () => {
    expect(commands).toMatchInlineSnapshot();
    expect(inspected.variablesReference).toBeGreaterThan(0);
    expect(invalidated).toBe(1);
  });

  test("lines are completed", () => {
    expect(completions).toMatchInlineSnapshot();
    expect(replaced.targets).toEqual([expect.objectContaining({ label: "texts", start: 8, length: 2 })]);
  });

  test("values of the configuration are set, if the planner takes them", () => {
    expect(setting).toMatchObject({ value: "a*", type: "changed" });
    expect(notConfig).toContain('"output.size" cannot be changed');
    expect(notSettable).toContain('"texts" cannot be changed');
    expect(invalid).toMatch(/include/);
  });

  test("retry and rerun go on, and tell the client so", () => {
    expect(retried.body.result).toBe('retrying "texts"');
    expect(afterRetry).toMatchObject({ reason: "step" });
    expect(rerun.body.result).toBe("a new run starts from here");
    expect(afterRerun).toMatchObject({ reason: "entry" });
    expect(client.events("continued")).toHaveLength(2);
  });

  test("no value of the environment leaves the server", () => {
    expect(everything).toContain("${TEXTS_SECRET}");
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain("another-value");
  });
});
