import { expect, test } from "vitest";
import type { SignalHandler } from "../../signals.ts";
import { SessionSignals } from "./signals.ts";

function session({ isTyped = true } = {}) {
  const done: string[] = [];
  let handler: SignalHandler = () => undefined;
  const debugged = { pause: () => done.push("pause"), quit: async () => void done.push("quit") };
  const signals = new SessionSignals(
    {
      onSignal: (given) => {
        handler = given;
        return () => done.push("removed");
      },
      exitNow: (code) => {
        throw new Error(`exit ${code}`);
      },
    },
    {
      session: () => debugged as never,
      say: (text) => done.push(text),
      isTyped,
      endInput: () => done.push("input ended"),
    },
  );
  return { signals, done, send: (signal: Parameters<SignalHandler>[0]) => handler(signal) };
}

test("while the run goes on, Ctrl-C pauses, then cancels, then ends the process", async () => {
  const { signals, done, send } = session();
  await signals.whileRunning(async () => {
    send("SIGINT");
    expect(done).toEqual(["pause", expect.stringContaining("Stopping before the next artifact")]);
    expect(signals.exitCode).toBeNull();
    send("SIGINT");
    expect(done.slice(2)).toEqual([expect.stringContaining("Cancelling"), "input ended", "quit"]);
    expect(signals.exitCode).toBe(130);
    expect(() => send("SIGINT")).toThrow("exit 130");
  });
});

test("after a pause, Ctrl-C pauses again", async () => {
  const { signals, done, send } = session();
  for (let time = 0; time < 2; time += 1) await signals.whileRunning(async () => send("SIGINT"));
  expect(done.filter((one) => one === "pause")).toHaveLength(2);
  expect(signals.exitCode).toBeNull();
});

test("Ctrl-C belongs to the editor while it runs; SIGTERM does not", async () => {
  const { signals, done, send } = session();
  await signals.whileEditing(async () => send("SIGINT"));
  expect(done).toEqual([]);
  await signals.whileEditing(async () => send("SIGTERM"));
  expect(signals.exitCode).toBe(143);
});

test("at the prompt SIGHUP ends the session", () => {
  const { signals, send } = session();
  send("SIGHUP");
  expect(signals.exitCode).toBe(129);
});

test.each([
  [true, [null, 130]],
  [false, [130]],
])("while a command prints (typed: %s), Ctrl-C cancels when it must have been meant", (isTyped, codes) => {
  const { signals, send } = session({ isTyped });
  for (const code of codes) {
    send("SIGINT");
    expect(signals.exitCode).toBe(code);
  }
});
