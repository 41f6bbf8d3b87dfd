import { describe, expect, test } from "vitest";
import { parseListenAddress } from "../../src/dap/index.ts";
import { begin } from "../support/dap/client.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeDebugProject } from "../support/debug-project.ts";

describe("at the first stop", async () => {
  using project = makeDebugProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  const folders: string[] = [];
  for (const cwd of ["a\0b", "x".repeat(5000), "shop.yaml/in", "nowhere"]) {
    folders.push(await client.refused("launch", { runbook: "shop.yaml", cwd }));
  }
  const stores: string[] = [];
  for (const store of ["a\0b", "x".repeat(5000)]) {
    stores.push(await client.refused("launch", { runbook: "shop.yaml", store }));
  }
  await client.ok("launch", { runbook: "shop.yaml", stopOnEntry: true });
  await client.ok("configurationDone");
  await client.event("stopped");
  const complete = async (column: number) => (await client.ok("completions", { text: "co", column })).targets[0];
  const columns = [await complete(0), await complete(-5), await complete(1e9), await complete(1.5), await complete(3)];
  const refused: string[] = [];
  for (const expression of ["skip customers", "retry now", "rerun 3", "breakpoints all", "help skip"]) {
    refused.push(await client.refused("evaluate", { expression, context: "repl" }));
  }
  const { stackFrames } = await client.ok("stackTrace", { threadId: 1 });

  test("a folder or a store that cannot be is refused with its reason", () => {
    for (const text of folders) expect(text).toContain("which is no folder");
    expect(stores[0]).toContain("zero byte");
    expect(stores[1]).toContain("too long");
  });

  test("completions keep to the text, wherever the cursor is said to be", () => {
    expect(columns.map(({ start, length }) => [start, length])).toEqual([
      [0, 0],
      [0, 0],
      [0, 2],
      [0, 0],
      [0, 2],
    ]);
  });

  test("words behind a command that has no arguments are refused, and not ignored", () => {
    for (const text of refused) expect(text).toContain("has other arguments");
  });

  test("a frame of the runbook cannot be restarted", () => {
    expect(stackFrames.map(({ canRestart }: { canRestart: boolean }) => canRestart)).toEqual([false, false]);
  });
});

test("an expression is evaluated in the frame that is selected", async () => {
  using project = makeDebugProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  const functions = [{ name: "after:texts" }, { name: "after:customers" }];
  await begin(client, { runbook: "shop.yaml", maxConcurrency: 2 }, { functions });
  const { threadId } = await client.event("stopped");
  const other = threadId === 1 ? 2 : 1;
  const name = (thread: number): string => (thread === 1 ? "texts" : "customers");
  const evaluate = (thread: number, context: string) =>
    client.request("evaluate", { expression: "artifact.id", frameId: thread * 1000, context });
  expect(await evaluate(threadId, "watch")).toMatchObject({ body: { result: `"${name(threadId)}"` } });
  // It is held as soon as it is complete.
  await expect.poll(async () => (await evaluate(other, "watch")).success).toBe(true);
  expect(await evaluate(other, "watch")).toMatchObject({ body: { result: `"${name(other)}"` } });
  expect(await evaluate(other, "clipboard")).toMatchObject({ body: { result: name(other) } });
  expect(await client.refused("evaluate", { expression: "artifact.id", frameId: 3000 })).toContain(
    'no value at "personal_data"',
  );
  expect(await client.refused("evaluate", { expression: "artifact.id", frameId: 99_000 })).toContain("no thread 99");
});

test("an address that is not of the loopback interface is refused, and is no socket of that name", () => {
  expect(parseListenAddress("127.0.0.1:4711", "/")).toEqual({ kind: "port", port: 4711 });
  expect(parseListenAddress("localhost:0", "/")).toEqual({ kind: "port", port: 0 });
  expect(parseListenAddress("./a:4711", "/tmp")).toEqual({ kind: "socket", path: "/tmp/a:4711" });
  for (const address of ["0.0.0.0:4711", "[::]:4711", "192.168.1.7:80", "example.org:80", ":80"]) {
    expect(() => parseListenAddress(address, "/")).toThrow("not an address of the loopback interface");
  }
  expect(() => parseListenAddress("", "/")).toThrow("is empty");
  expect(() => parseListenAddress("localhost:70000", "/")).toThrow("is not a port");
});
