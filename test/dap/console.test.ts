import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
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
  const env = { TEXTS_SECRET: secret, OTHER: "another-value" };
  await runCli(["run", "console.yaml"], { cwd: project.dir, env });
  project.write("two.json", (await runCli(["inspect", "latest", "texts"], { cwd: project.dir })).stdout);
  await using adapter = serveInProcess({ cwd: project.dir, env });
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
      const text: string = success ? body.result : `refused: ${message}`;
      texts[expression] = text
        .replaceAll(/run_\d{8}_\d{6}(_\d+)?/g, "<run>")
        .replaceAll(/elapsed_ms: \d+/g, "elapsed_ms: 7");
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
  const elsewhere = await client.refused("evaluate", { expression: "output.size", context: "watch", frameId: 2000 });
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
  ]);
  const invalidated = client.events("invalidated").length;
  const inspected = await client.ok("evaluate", { expression: "inspect", context: "repl", frameId: 1000 });
  const labels = async (text: string) => {
    const { targets } = await client.ok("completions", { text, column: text.length + 1, frameId: 1000 });
    return targets.map(({ label }: { label: string }) => label).join(" ");
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
  const completed = await client.ok("completions", { text: "inspect te", column: 11 });
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
  const replaced = await client.ok("evaluate", { expression: "set output two.json", context: "repl" });
  const isInvalidated = client.events("invalidated").length > 1;
  await client.ok("continue", { threadId: 1 });
  const exited = await client.event("exited");
  await client.ok("disconnect");
  const everything = JSON.stringify(client.log.filter(({ from }) => from === "server"));

  test("an expression of the condition language is evaluated, and refused with its position", () => {
    expect(expressions).toMatchInlineSnapshot(`
      {
        "TEXTS_SECRET": "refused: unknown variable "TEXTS_SECRET" (line 1, column 1); the variables are "inputs", "output", "config", "artifact" and "run"",
        "artifact.id": ""texts"",
        "config": "{path: "\${TEXTS_SECRET}", include: [1]}",
        "env": "refused: unknown variable "env" (line 1, column 1); the variables are "inputs", "output", "config", "artifact" and "run"",
        "output.nothing": "refused: unknown field "nothing" (line 1, column 8); its fields are "schema", "size", "bytes", "summary" and "first"",
        "output.schema": ""standard_input:1.0.0"",
        "output.size": "2",
        "run": "{id: "<run>", runbook: "Console", event: 9, elapsed_ms: 7, completed: 0, failed: 0, skipped: 0, 2 more}",
        "size(": "refused: unexpected token: the end (line 1, column 6); an expression can use "inputs", "output", "config", "artifact" and "run"",
      }
    `);
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
    expect(commands).toMatchInlineSnapshot(`
      {
        "breakpoints": "1  after texts, 1 hit",
        "help": "inspect [ARTIFACT] [PATH]                an artifact's content, or what a JSONPath selects in it
      skip                                     skips the artifact at hand with the next move
      retry                                    makes the artifact at hand again
      set config PATH VALUE | set output FILE  changes the configuration for the next attempt, or replaces the output
      rerun                                    starts a new run from this point, which reuses what was made before it
      breakpoints                              lists the breakpoints
      help                                     lists these commands

      Anything else is an expression, such as output.size or config.",
        "inspect all": "artifact "all" is not complete yet: it is pending",
        "inspect texts $.items[": "refused: --path: unclosed bracketed selection (line 1, column 9); use RFC 9535 syntax: $.items[?@.kind == 'x'].id",
        "inspect texts $.items[*].content": "$['items'][0]['content']: "Ada Example writes to ada@example.org\\n"
      $['items'][1]['content']: "Bob calls +44 20 7946 0018\\n"",
        "inspect texts $.nothing": "nothing matches",
        "inspect txts": "refused: run "<run>" has no artifact "txts"; did you mean "texts"?",
        "set config": "refused: "set" has other arguments; write set config PATH VALUE | set output FILE",
        "set config nothing 1": "refused: connector "filesystem" has no property "nothing" (set for this run: texts.config.nothing); use one of "path", "include", "exclude", "respect_gitignore", "follow_symlinks" and 8 more",
        "set config path": "refused: "set" has other arguments; write set config PATH VALUE | set output FILE",
        "set output missing.json": "refused: "missing.json" does not exist; correct the path",
      }
    `);
    expect(inspected.variablesReference).toBeGreaterThan(0);
    expect(invalidated).toBe(0);
  });

  test("an expression has no value in the frame of another artifact", () => {
    expect(elsewhere).toContain('expressions have no value at "all": the session stands at "texts"');
  });

  test("lines are completed", () => {
    expect(completions).toMatchInlineSnapshot(`
      {
        "1 + artif": "artifact",
        "config.": "path include",
        "empty": "inspect skip retry set rerun breakpoints help inputs output config artifact run texts all",
        "inspect ": "texts all",
        "inspect texts $.it": "$.items[*] $.items[*].id $.items[*].kind $.items[*].content $.items[*].locator $.items[*].file",
        "output.s": "schema size summary",
        "run.": "id runbook event elapsed_ms completed failed skipped reused total",
        "s": "skip set",
        "set ": "config output",
        "set config ": "path include",
      }
    `);
    expect(completed.targets).toEqual([expect.objectContaining({ label: "texts", start: 8, length: 2 })]);
  });

  test("values of the configuration are set, if the planner takes them", () => {
    expect(setting).toMatchObject({ value: "a*", type: "changed" });
    expect(notConfig).toContain('"output.size" cannot be changed');
    expect(notSettable).toContain('"texts" cannot be changed');
    expect(invalid).toMatch(/include/);
  });

  test("retry and rerun go on, and tell the client so", () => {
    expect(retried.body.result).toBe('retrying "texts"');
    expect(afterRetry).toMatchObject({ description: "after texts, attempt 2", hitBreakpointIds: [1] });
    expect(rerun.body.result).toBe("a new run starts from here");
    expect(afterRerun).toMatchObject({ reason: "entry" });
    expect(client.events("continued")).toHaveLength(2);
  });

  test("an output is replaced by a file, which its variables are told of", () => {
    expect(replaced.result).toBe('the output of "texts" is replaced (2 elements); the next move uses it');
    expect(isInvalidated).toBe(true);
    expect(exited).toEqual({ exitCode: 0 });
  });

  test("no value of the environment leaves the server", () => {
    expect(everything).toContain("${TEXTS_SECRET}");
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain("another-value");
  });
});
