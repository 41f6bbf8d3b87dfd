import { describe, expect, test } from "vitest";
import { normalise } from "../support/cli.ts";
import { begin, type DapClient, type DapProcess, startAdapter } from "../support/dap/client.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

/** What was said, one message a line, without what differs from run to run. */
function transcriptOf({ log }: DapClient, { dir }: Project): string {
  const lines = log.map(({ from, message }) => {
    const { seq: _, ...rest } = message as unknown as Readonly<Record<string, unknown>>;
    return `${from === "client" ? "→" : "←"} ${JSON.stringify(rest)}`;
  });
  return normalise(lines.join("\n"), dir)
    .replaceAll(/"elapsed_ms":\d+/g, '"elapsed_ms":7')
    .replaceAll(/\d+(?:\.\d+)? ?(?:ms|s)\b/g, "<took>");
}

interface Scenario {
  readonly name: string;
  readonly play: (client: DapClient, project: Project, adapter: DapProcess) => Promise<void>;
}

const scenarios: readonly Scenario[] = [
  {
    name: "step",
    play: async (client, project) => {
      const path = project.path("shop.yaml");
      await begin(client, { runbook: "shop.yaml" }, { path, breakpoints: [{ line: 6 }, { line: 1 }] });
      const stop = await client.event("stopped");
      const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId });
      const { scopes } = await client.ok("scopes", { frameId: stackFrames[0].id });
      for (const { variablesReference } of scopes.slice(0, 3)) await client.ok("variables", { variablesReference });
      await client.ok("next", { threadId: stop.threadId });
      await client.event("stopped");
      await client.ok("stepBack", { threadId: stop.threadId });
      await client.event("stopped");
      await client.ok("continue", { threadId: stop.threadId });
      await client.event("stopped");
      await client.ok("disconnect", { terminateDebuggee: true });
    },
  },
  {
    name: "failure",
    play: async (client) => {
      await begin(client, { runbook: "failing.yaml" });
      const stop = await client.event("stopped");
      await client.ok("exceptionInfo", { threadId: stop.threadId });
      const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId });
      const { scopes } = await client.ok("scopes", { frameId: stackFrames[0].id });
      const { variablesReference } = scopes[1];
      await client.request("setVariable", { variablesReference, name: "database_path", value: "7" });
      await client.ok("setVariable", { variablesReference, name: "database_path", value: "shop.db" });
      await client.ok("restartFrame", { frameId: stackFrames[0].id });
      await client.event("stopped");
      await client.ok("continue", { threadId: stop.threadId });
      await client.event("terminated");
      await client.ok("disconnect");
    },
  },
  {
    name: "console",
    play: async (client) => {
      await begin(client, { runbook: "shop.yaml" }, { functions: [{ name: "after:texts" }] });
      await client.event("stopped");
      for (const expression of ["help", "output.size", "inspect texts $.items[0].content", "output.", "rerun"]) {
        await client.request("evaluate", { expression, context: "repl", frameId: 1000 });
      }
      await client.event("stopped");
      await client.ok("terminate");
      await client.event("terminated");
      await client.ok("disconnect");
    },
  },
];

describe("whole sessions, as the client hears them", () => {
  test.each(scenarios)("$name", async ({ name, play }) => {
    using project = makeProject();
    await using adapter = startAdapter({ cwd: project.dir });
    await play(adapter.client, project, adapter);
    await adapter.ended;
    expect(adapter.stderr()).toBe("");
    expectGolden(`dap/${name}.txt`, transcriptOf(adapter.client, project));
  });
});
