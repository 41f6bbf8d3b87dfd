import { existsSync, statSync, writeFileSync } from "node:fs";
import { connect as connectTo } from "node:net";
import { describe, expect, test } from "vitest";
import { readStore } from "../../src/app/open/index.ts";
import { parseListenAddress, serveDap } from "../../src/dap/index.ts";
import { begin, DapClient, startListening } from "../support/dap/client.ts";
import { makeProject } from "../support/project.ts";

async function newest(cwd: string) {
  await using store = await readStore({ cwd, env: new Map() }, undefined);
  return (await store.executions.runs())[0];
}

const initialize = (client: DapClient, token?: string) =>
  client.request("initialize", { adapterID: "wct", ...(token === undefined ? {} : { token }) });

describe("a server on a port", () => {
  test("wants its token on the first request that does something", async () => {
    using project = makeProject();
    await using server = await startListening("0", { cwd: project.dir, wait: 60 });
    const { listening, connect } = server;
    expect(listening).toEqual({
      host: "127.0.0.1",
      port: expect.any(Number),
      token: expect.stringMatching(/^[0-9a-f]{48}$/),
    });
    using wrong = await connect();
    expect(await initialize(wrong, "wrong")).toMatchObject({
      success: false,
      message: expect.stringContaining("wrong"),
    });
    await expect(wrong.request("threads")).rejects.toThrow("closed");
    using none = await connect();
    expect(await initialize(none)).toMatchObject({ success: true });
    expect(await none.refused("launch", { runbook: "shop.yaml" })).toContain("the token is missing");
    await expect(none.request("threads")).rejects.toThrow("closed");
    using early = await connect();
    expect(await early.refused("threads")).toContain("the token is missing");
    using late = await connect();
    await initialize(late);
    await late.ok("launch", { runbook: "shop.yaml", stopOnEntry: true, token: listening.token });
    await late.ok("configurationDone");
    await late.event("stopped");
  });

  test("ignores what a client sends after it was refused", async () => {
    using project = makeProject();
    await using server = await startListening("0", { cwd: project.dir, wait: 60 });
    const { listening } = server;
    const socket = connectTo({ port: listening.port, host: "127.0.0.1", allowHalfOpen: true });
    const guesser = new DapClient(socket, socket);
    const guess = guesser.send("initialize", { token: "wrong" });
    guesser.send("initialize", { token: listening.token });
    expect(await guesser.sent(guess)).toMatchObject({ success: false });
    using client = await server.connect();
    expect(await initialize(client, listening.token)).toMatchObject({ success: true });
    socket.destroy();
  });

  test("has one client at a time, and keeps the session for the next one", async () => {
    using project = makeProject();
    await using server = await startListening("0", { cwd: project.dir, wait: 60 });
    const { listening, connect, ended } = server;
    const { token } = listening;
    const first = await connect();
    await initialize(first, token);
    await first.ok("launch", { runbook: "shop.yaml" });
    await first.ok("setFunctionBreakpoints", { breakpoints: [{ name: "after:texts" }] });
    await first.ok("configurationDone");
    const stop = await first.event("stopped");
    using busy = await connect();
    expect(await initialize(busy, token)).toMatchObject({
      message: "another client is connected; disconnect it first",
    });
    first[Symbol.dispose]();
    // The server notices that the first is gone when its connection closes.
    const second = await admitted(connect, token);
    expect(await second.refused("launch", { runbook: "another.yaml" })).toContain('"request": "attach"');
    await second.ok("launch", { runbook: "shop.yaml" });
    await second.event("initialized");
    expect(second.events("stopped")).toHaveLength(0);
    await second.ok("configurationDone");
    expect(await second.event("stopped")).toEqual(stop);
    await second.ok("disconnect", {});
    const third = await admitted(connect, token);
    await third.ok("attach", {});
    await third.ok("setFunctionBreakpoints", { breakpoints: [] });
    await third.ok("configurationDone");
    expect(await third.event("stopped")).toMatchObject({ description: "after texts" });
    await third.ok("continue", { threadId: 1 });
    expect(await third.event("exited")).toEqual({ exitCode: 0 });
    await third.ok("disconnect", {});
    expect(await ended).toBe(0);
  });

  test("cancels the run when the client says so", async () => {
    using project = makeProject();
    await using server = await startListening("0", { cwd: project.dir, wait: 60 });
    using client = await server.connect();
    await initialize(client, server.listening.token);
    await client.ok("launch", { runbook: "shop.yaml", stopOnEntry: true });
    await client.ok("configurationDone");
    await client.event("stopped");
    await client.ok("disconnect", { terminateDebuggee: true });
    expect(await server.ended).toBe(1);
    expect(await newest(project.dir)).toMatchObject({ status: "cancelled" });
  });
});

/** Connects until the server has noticed that the client before is gone. */
async function admitted(connect: () => Promise<DapClient & Disposable>, token: string): Promise<DapClient> {
  for (;;) {
    const client = await connect();
    if ((await initialize(client, token)).success) return client;
    client[Symbol.dispose]();
  }
}

describe("a server on a socket", () => {
  test("is private, needs no token, and leaves no socket behind", async () => {
    using project = makeProject();
    const path = project.path("wct.sock");
    {
      await using server = await startListening("wct.sock", { cwd: project.dir, wait: 60 });
      expect(server.listening).toEqual({ path });
      expect(statSync(path).mode & 0o777).toBe(0o600);
      using client = await server.connect();
      await begin(client, { runbook: "shop.yaml", stopOnEntry: true });
      await client.event("stopped");
    }
    expect(existsSync(path)).toBe(false);
    expect(await newest(project.dir)).toMatchObject({ status: "cancelled" });
  });

  test("refuses a path at which something else is", async () => {
    using project = makeProject();
    writeFileSync(project.path("taken"), "");
    await expect(startListening("taken", { cwd: project.dir, wait: 60 })).rejects.toThrow("is no socket");
    expect(() => parseListenAddress("70000", "/")).toThrow("is not a port");
  });
});

/** A clock whose waits end by hand. */
function waitingClock() {
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  const after = (ms: number, end: () => void): (() => void) => {
    const wait = { ms, end };
    waits.push(wait);
    return () => void waits.splice(waits.indexOf(wait), 1);
  };
  return { waits, clock: { after } };
}

test("a session for which nobody comes back in time is cancelled, and recorded so", async () => {
  using project = makeProject();
  const path = project.path("wct.sock");
  const { waits, clock } = waitingClock();
  const said = Promise.withResolvers<string>();
  const ended = serveDap(
    { cwd: project.dir, env: new Map() },
    {
      transport: {
        kind: "listen",
        address: { kind: "socket", path },
        waitMs: 5000,
        clock,
        announce: said.resolve,
      },
      signal: new AbortController().signal,
      onBug: (error) => {
        throw error;
      },
    },
  );
  await said.promise;
  expect(waits).toMatchObject([{ ms: 5000 }]);
  const socket = connectTo(path);
  const client = new DapClient(socket, socket);
  await begin(client, { runbook: "shop.yaml", stopOnEntry: true });
  await client.event("stopped");
  expect(waits).toEqual([]);
  const gone = Promise.withResolvers<void>();
  socket.on("close", () => gone.resolve());
  socket.end();
  await gone.promise;
  await expect.poll(() => waits.length).toBe(1);
  waits[0]?.end();
  expect(await ended).toBe(1);
  expect(await newest(project.dir)).toMatchObject({ status: "cancelled" });
});
