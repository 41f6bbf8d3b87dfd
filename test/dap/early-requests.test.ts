import { existsSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { readStore } from "../../src/app/open/index.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";

async function newest(cwd: string) {
  await using store = await readStore({ cwd, env: new Map() }, undefined);
  return (await store.executions.runs())[0];
}

const launch = { runbook: "shop.yaml", stopOnEntry: true };

test("a client that disconnects while its launch is planned leaves no run behind that goes on", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client, ended } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  const launched = client.send("launch", launch);
  await setImmediate();
  await client.ok("disconnect");
  expect(await client.sent(launched)).toMatchObject({ success: false });
  expect(await ended).toBe(1);
  expect(await newest(project.dir)).toMatchObject({ status: "cancelled" });
});

test("a client that dies while its launch is planned leaves no run behind that goes on", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client, ended, die } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  client.send("launch", launch);
  await setImmediate();
  die();
  expect(await ended).toBe(1);
  expect(await newest(project.dir)).toMatchObject({ status: "cancelled" });
});

test("terminate while the launch is planned ends the session, and the client is told", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  const launched = client.send("launch", launch);
  await setImmediate();
  await client.ok("terminate");
  expect(await client.sent(launched)).toMatchObject({
    success: false,
    message: expect.stringContaining("the session ended before it was open"),
  });
  await client.event("terminated");
  expect(client.events("initialized")).toHaveLength(0);
  expect(await newest(project.dir)).toMatchObject({ status: "cancelled" });
});

test("terminate before a launch ends the session, and a launch after it is refused", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  await client.ok("terminate");
  await client.event("terminated");
  expect(await client.refused("launch", launch)).toContain("the session ended before it was open");
  expect(existsSync(project.path(".wct"))).toBe(false);
});

test("a client that dies during a fork leaves no run behind that goes on", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client, ended, die } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  await client.ok("launch", launch);
  await client.ok("configurationDone");
  await client.event("stopped");
  client.send("wct/fork");
  await setImmediate();
  die();
  expect(await ended).toBe(1);
  await using store = await readStore({ cwd: project.dir, env: new Map() }, undefined);
  const runs = await store.executions.runs();
  expect(runs.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
});

test("configurationDone before a launch is refused, and the launch after it goes on as usual", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  expect(await client.refused("configurationDone")).toContain("nothing is debugged yet");
  await client.ok("launch", launch);
  await client.event("initialized");
  expect(client.events("output")).toEqual([]);
  await client.ok("configurationDone");
  await client.event("stopped");
});

test("requests behind an initialize that is refused are refused too", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const first = client.send("initialize", { linesStartAt1: "yes" });
  const second = client.send("launch", launch);
  expect(await client.sent(first)).toMatchObject({ success: false });
  expect(await client.sent(second)).toMatchObject({ message: "the first request must be initialize; send it" });
  await client.ok("initialize", { adapterID: "wct" });
});

test("a client that numbers all its requests alike gets its answers", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const json = (command: string): string => JSON.stringify({ seq: 7, type: "request", command, arguments: {} });
  const frame = (command: string): string => `Content-Length: ${json(command).length}\r\n\r\n${json(command)}`;
  client.raw(["initialize", "threads", "loadedSources"].map(frame).join(""));
  for (const command of ["initialize", "threads", "loadedSources"]) {
    expect(await client.sent(7)).toMatchObject({ command, success: true });
  }
});
