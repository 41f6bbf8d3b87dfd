import { join } from "node:path";
import { DebugClient } from "@vscode/debugadapter-testsupport";
import { expect, test } from "vitest";
import { program } from "../support/program.ts";
import { makeProject } from "../support/project.ts";

/** The client that the makers of the protocol test adapters with; it speaks to a process of its own. */
function startClient(cwd: string): DebugClient {
  const client = new DebugClient(process.execPath, "", "wct", { cwd, env: { PATH: process.env["PATH"] ?? "" } });
  // Starting the program takes a while on a busy machine.
  client.defaultTimeout = 60_000;
  // It starts `command file`, without further arguments.
  Object.assign(client, { _executable: join(cwd, "adapter.mjs") });
  return client;
}

test("the protocol's own test client goes through a session", async () => {
  using project = makeProject();
  project.write("adapter.mjs", `process.argv.push("debug", "--dap");\nawait import(${JSON.stringify(program)});\n`);
  const client = startClient(project.dir);
  await client.start();
  const path = project.path("shop.yaml");
  await Promise.all([
    client.waitForEvent("initialized").then(async () => {
      const { body } = await client.setBreakpointsRequest({ source: { path }, breakpoints: [{ line: 6 }] });
      expect(body.breakpoints).toMatchObject([{ verified: true, line: 6 }]);
      await client.configurationDoneRequest();
    }),
    client.launch({ runbook: "shop.yaml" } as never),
    client.assertStoppedLocation("breakpoint", { path, line: 6 }),
  ]);
  const { body } = await client.threadsRequest();
  const [thread] = body.threads;
  await Promise.all([
    client.nextRequest({ threadId: thread?.id ?? 0 }),
    client.waitForEvent("stopped").then((event) => expect(event.body.description).toBe("after all")),
  ]);
  await Promise.all([
    client.stepBackRequest({ threadId: thread?.id ?? 0 }),
    client.waitForEvent("stopped").then((event) => expect(event.body.description).toContain("before all")),
  ]);
  await client.stop();
});
