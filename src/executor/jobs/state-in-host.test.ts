import { expect, test, vi } from "vitest";
import { z } from "zod";
import { type AnyConnector, defineConnector, type SourceContext, type SourceState } from "../../plugin/index.ts";
import { standardInput } from "../../plugin/schemas/index.ts";
import type { ProduceJob } from "./protocol.ts";
import { createRedactor } from "./redaction.ts";
import { askInHost } from "./state-in-host.ts";

// Tests of the built program take its components for the built-in ones.
const ownFolder = process.env["WCT_TEST_BUILT"] ? "../../../dist/components/" : "../../components/";
const ownModule = new URL(`${ownFolder}index.js`, import.meta.url).href;
const redactor = createRedactor({ secrets: [{ name: "TOKEN", value: "tulip-4711" }], environment: [] });

type Asked = Pick<SourceContext<unknown>, "signal" | "now" | "temporaryFolder">;
type State = (context: Asked) => SourceState | null | Promise<SourceState | null>;

const connectorThat = (sourceState: State): AnyConnector =>
  defineConnector({
    ...{ type: "told", description: "Tells its state", output: standardInput, config: z.strictObject({}) },
    async *extract() {
      yield* [];
      throw new Error("a question reads nothing");
    },
    sourceState,
  });

const jobOf = (module: string): ProduceJob => ({
  component: { kind: "connector", type: "told", plugin: "wct", module },
  config: { input: {}, values: new Map() },
  ...{ inputs: [], startedAt: "2026-01-02T03:04:05.000Z", hasTimeLimit: false },
});

interface Asking {
  readonly module?: string;
  readonly times?: readonly number[];
  readonly signal?: AbortSignal;
  readonly areFilesLocal?: boolean;
}

const ask = (sourceState: State, { module = ownModule, times = [], ...asking }: Asking = {}) => {
  const left = [...times];
  return askInHost({
    ...{ job: jobOf(module), connector: connectorThat(sourceState), redactor },
    signal: asking.signal ?? new AbortController().signal,
    now: () => left.shift() ?? 0,
    areFilesLocal: () => asking.areFilesLocal ?? true,
  });
};

test("a built-in connector is asked in the host, with the start of the run that read the source", async () => {
  const answer = await ask(({ now }) => ({ by: "time", state: now.toISOString() }));
  expect(answer).toMatchObject({ by: "time", digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await ask(() => null)).toBeNull();
});

test("the code of a plugin is never called in the host", async () => {
  const state = vi.fn<State>(() => null);
  expect(await ask(state, { module: "file:///project/plugin.js" })).toBe("ask-worker");
  expect(state).not.toHaveBeenCalled();
});

test("a connector is asked in a worker where a call to a file system may never return", async () => {
  const state = vi.fn<State>(() => null);
  expect(await ask(state, { areFilesLocal: false })).toBe("ask-worker");
  expect(state).not.toHaveBeenCalled();
});

const reads: State = ({ signal }) => {
  for (let step = 0; step < 3; step += 1) signal.throwIfAborted();
  return { by: "steps", state: 3 };
};

test("a connector that takes too long is asked in a worker", async () => {
  expect(await ask(reads, { times: [0, 100, 150, 150] })).toMatchObject({ by: "steps" });
  expect(await ask(reads, { times: [0, 100, 151] })).toBe("ask-worker");
});

test("a connector that waits is asked in a worker", async () => {
  vi.useFakeTimers();
  try {
    const answer = ask(() => new Promise<null>(() => undefined));
    await vi.advanceTimersByTimeAsync(151);
    expect(await answer).toBe("ask-worker");
  } finally {
    vi.useRealTimers();
  }
});

test("a cancelled question ends at once", async () => {
  expect(await ask(reads, { signal: AbortSignal.abort() })).toBe("ask-worker");
});

test.each<readonly [string, State]>([
  ["fails", () => Promise.reject(new Error("no such file"))],
  ["wants a folder", ({ temporaryFolder }) => ({ by: "folder", state: temporaryFolder() })],
  ["names a secret", () => ({ by: "tulip-4711", state: 1 })],
])("a connector that %s is asked in a worker, which finds the cause", async (_how, state) => {
  expect(await ask(state)).toBe("ask-worker");
});
