import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { readStore } from "../../src/app/open/index.ts";
import { begin } from "../support/dap/client.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";

/** The statuses of a project's runs, newest first. */
async function statuses(cwd: string): Promise<readonly string[]> {
  await using store = await readStore({ cwd, env: new Map() }, undefined);
  return (await store.executions.runs()).map(({ status }) => status);
}

test.each(["disconnect", "terminate"])("%s while the runbook is planned cancels its run", async (request) => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  const launch = client.send("launch", { runbook: "shop.yaml", stopOnEntry: true });
  await setImmediate();
  await client.ok(request);
  await client.sent(launch);
  if (request === "terminate") await client.ok("disconnect");
  await adapter.ended;
  expect(await statuses(project.dir)).toEqual(["cancelled"]);
});

test("disconnect while a fork is planned leaves nothing that runs", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await begin(client, { runbook: "shop.yaml", stopOnEntry: true });
  await client.event("stopped");
  const fork = client.send("wct/fork");
  await client.ok("disconnect");
  await client.sent(fork);
  await adapter.ended;
  expect(await statuses(project.dir)).toEqual(["cancelled", "cancelled"]);
});
