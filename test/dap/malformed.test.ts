import { expect, test } from "vitest";
import { begin, startAdapter } from "../support/dap/client.ts";
import { makeProject } from "../support/project.ts";

const frame = (text: string): string => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

test("what is no message is ignored with a word about it, and the session goes on", async () => {
  using project = makeProject();
  await using adapter = startAdapter({ cwd: project.dir });
  const { client, ended, stderr } = adapter;
  const bad = [
    [frame("{not json"), "9 bytes that are not JSON"],
    [frame("[]"), 'a message whose type is not "request"'],
    [frame("null"), 'a message whose type is not "request"'],
    [frame('{"type":"request","seq":1}'), "a request without a command"],
    [frame('{"type":"request","command":"threads"}'), 'a request "threads" without a number'],
    ["Content-Length: x\r\n\r\n", "a header without a valid Content-Length"],
    ['Content-Length: 3\r\n\r\n{"a":1}', "3 bytes that are not JSON"],
  ] as const;
  for (const [bytes, what] of bad) {
    client.raw(bytes);
    client.raw(frame('{"type":"event","seq":7,"event":"x"}'));
    expect(await client.event("output")).toEqual({ category: "stderr", output: `wct ignored ${what}\n` });
  }
  await begin(client, { runbook: "shop.yaml", stopOnEntry: true });
  await client.event("stopped");
  client.raw(`Content-Length: ${17_000_000}\r\n\r\n${"x".repeat(17_000_000)}`);
  expect((await client.event("output", ({ output }) => output.includes("17000000"))).category).toBe("stderr");
  expect(await client.refused("__proto__")).toContain('"__proto__" is not a request of this adapter');
  expect(await client.refused("variables", { variablesReference: "1" })).toContain("is not a number");
  expect(await client.refused("setBreakpoints", { breakpoints: {} })).toContain('"breakpoints"');
  await client.ok("continue", { threadId: 1 });
  expect(await client.event("exited")).toEqual({ exitCode: 0 });
  await client.ok("disconnect");
  expect(await ended).toBe(0);
  expect(stderr()).toBe("");
});

test("a request that waits behind another can be cancelled", async () => {
  using project = makeProject();
  await using adapter = startAdapter({ cwd: project.dir });
  const { client } = adapter;
  client.send("initialize", { adapterID: "wct" });
  client.send("launch", { runbook: "shop.yaml", stopOnEntry: true });
  const waiting = client.send("threads");
  await client.ok("cancel", { requestId: waiting });
  expect(await client.sent(waiting)).toMatchObject({ success: false, message: "cancelled" });
});
