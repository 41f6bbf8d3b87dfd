import { join } from "node:path";
import { Readable } from "node:stream";
import { planRunbook } from "../../src/app/plan/plan.ts";
import { executeRecorded } from "../../src/app/run/execute.ts";
import type { Io } from "../../src/cli/io.ts";
import { reportDiagnostics } from "../../src/cli/report.ts";
import { safeIo } from "../../src/cli/safe-output.ts";
import { isWctError } from "../../src/diagnostics/index.ts";
import type { Digest, RunEvent } from "../../src/domain/index.ts";
import { createThreads, type ExecutionResult } from "../../src/executor/index.ts";
import { createRegistry, type Registry } from "../../src/registry/index.ts";
import { eventLine } from "../../src/render/index.ts";
import { openRecordStore, systemClock } from "../../src/store/index.ts";
import leaky from "../fixtures/plugins/leaky.ts";
import type { Project, Trace } from "./project.ts";

export interface PluginRun {
  readonly result: ExecutionResult;
  readonly events: readonly RunEvent[];
  /** What the display of `wct run` prints of it. */
  readonly shown: Trace;
}

/** Runs `runbook.yaml` of a project with the components of the leaky plugin, as `wct run` does with its own. */
export async function runLeaky(project: Project, env: Readonly<Record<string, string>> = {}): Promise<PluginRun> {
  const io = quietIo(project, env, () => {});
  const registry = leakyRegistry();
  const store = await openRecordStore({ dir: project.store, mode: "write" });
  const threads = createThreads({ workers: 2, clock: systemClock });
  const events: RunEvent[] = [];
  try {
    const planned = planRunbook(io, "runbook.yaml", { registry, env: io.env, hmacKey: store.key });
    const result = await executeRecorded({
      ...{ planned, registry, threads, workers: 2, weights: null },
      store: { ...store, [Symbol.asyncDispose]: () => store.close() },
      listeners: [(event) => events.push(event)],
      onListenerError: (error) => {
        throw error;
      },
      signal: new AbortController().signal,
      windDown: async () => {},
    });
    const lines = events.map((event) => eventLine(event) ?? "").join("\n");
    return { result, events, shown: { place: "display", bytes: Buffer.from(lines), isText: true } };
  } finally {
    await threads.close();
    await store.close();
  }
}

/** What is printed when the runbook of a project is refused, on both streams, as text and as JSON. */
export async function refusedBy(project: Project, env: Readonly<Record<string, string>> = {}): Promise<string> {
  let said = "";
  const io = quietIo(project, env, (text) => {
    said += text;
  });
  try {
    planRunbook(io, "runbook.yaml", { registry: leakyRegistry(), env: io.env, hmacKey: new Uint8Array(32) });
  } catch (error) {
    if (!isWctError(error)) throw error;
    const { text } = project;
    await reportDiagnostics(io, error.diagnostics, { json: true, source: () => text("runbook.yaml"), color: false });
    return said;
  }
  throw new Error("the runbook was not refused");
}

function leakyRegistry(): Registry {
  const module = new URL("../fixtures/plugins/leaky.ts", import.meta.url).href;
  const home = { plugin: leaky.name, module, digest: "0".repeat(64) as Digest };
  const made = createRegistry([{ definition: { ...leaky, version: "1.0.0" }, home }]);
  if (!made.ok) throw new Error(made.diagnostics.map((one) => one.message).join("\n"));
  return made.registry;
}

function quietIo(project: Project, env: Readonly<Record<string, string>>, say: (text: string) => void): Io {
  const write = async (text: string | Uint8Array): Promise<void> => say(String(text));
  const sink = { isTerminal: false, columns: 80, rows: 24, onResize: () => () => undefined, write };
  return safeIo({
    stdout: sink,
    stderr: sink,
    async *lines() {},
    env: new Map(Object.entries(env)),
    cwd: join(project.dir),
    openEditor: null,
    bytes: () => Readable.from([]),
    onSignal: () => () => {},
    onContinue: () => () => {},
    exitNow: (code) => {
      throw new Error(`exit ${code}`);
    },
  });
}
