import { join, resolve } from "node:path";
import { invariant, isWctError, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, RunEvent, RunId } from "../../domain/index.ts";
import type { ExecutionResult } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { paint, renderRunEnding, renderRunSummary, runJson, takeoverLines } from "../../render/index.ts";
import { wantsColor } from "../color.ts";
import { evenUnread, type Io, widthOf } from "../io.ts";
import { createDisplay, type Display } from "../live/index.ts";
import type { GlobalOptions } from "../options.ts";
import { reportDiagnostics } from "../report.ts";
import { callOf } from "../wiring/call.ts";
import { systemClock } from "../wiring/clock.ts";
import { type EarlyThreads, startThreads } from "../wiring/early-threads.ts";
import { environment } from "../wiring/env.ts";
import { executeRecorded, type RunRequest, workersOf } from "../wiring/execute.ts";
import { type WrittenOutput, writeOutputs } from "../wiring/export-artifacts.ts";
import { readText, shownPath } from "../wiring/files.ts";
import { takeOverNewest } from "../wiring/incremental.ts";
import { afterwards, heedSignals, interruptible } from "../wiring/interrupt.ts";
import { tellGithub } from "../wiring/job-summary.ts";
import { originsOf } from "../wiring/origins.ts";
import { chooseExports, makeOutputDir, requireOutputDir } from "../wiring/outputs.ts";
import { createPast, planLookingBack } from "../wiring/past.ts";
import type { PlannedRunbook } from "../wiring/plan.ts";
import { keptRawContent, readRecord, viewOf } from "../wiring/record.ts";
import { loadRegistry } from "../wiring/registry.ts";
import { type OpenStore, readStore, writeStore } from "../wiring/store.ts";
import { storeDir } from "../wiring/store-dir.ts";
import { freshStart, resumableRun, resumeFrom, type Takeover } from "../wiring/takeover.ts";
import { earlierDurations } from "../wiring/weights.ts";
import { palette } from "./runs.ts";

export interface RunOptions extends GlobalOptions {
  readonly maxConcurrency?: number;
  readonly workers?: number;
  /** MiB. */
  readonly workerMemory?: number;
  readonly timeout?: number;
  readonly output?: string;
  readonly export?: readonly string[];
  readonly envFile?: string;
  readonly plugin?: readonly string[];
  /** A reference to the run whose results are taken over. */
  readonly resume?: string;
  /** Take over what the newest runs of the runbook made and what did not change; sources are read again. */
  readonly incremental?: boolean;
}

/** `wct run RUNBOOK`: nothing is written before the runbook, its exports and its folders are known to be right. */
export async function run(io: Io, file: string, options: RunOptions): Promise<number> {
  const early = startThreads(options);
  try {
    return await planAndRun(io, file, { options, early });
  } finally {
    await early.close();
  }
}

interface Starting {
  readonly options: RunOptions;
  readonly early: EarlyThreads;
}

async function planAndRun(io: Io, file: string, { options, early }: Starting): Promise<number> {
  const registry = await loadRegistry(io, options.plugin);
  const env = environment(io, options.envFile);
  // Under a throw-away key: an invalid runbook must not even create the store, which has the right one.
  const past = createPast(io, options.store);
  const draft = await planLookingBack(io, file, { registry, env, past, hmacKey: new Uint8Array(32) });
  if (chosenExports(registry, draft, options).length > 0)
    requireOutputDir(resolve(io.cwd, options.output ?? "outputs"));
  const resumed = await runToResume(io, options);
  const workers = workersOf(draft.plan, options.workers);
  await heedSignals();
  const threads = early.of(workers);
  // Those that are left start while the store is opened and the plan gets its key.
  threads.warm(draft.bindings.components.size);
  await using store = await writeStore(io, options.store);
  const planned = limited({ ...draft, plan: draft.rekeyed(store.key) }, options);
  await warn(io, planned, options);
  const takeover = await takeOver(store, planned, { resumed, incremental: options.incremental });
  await explain(io, planned, takeover, options);
  await heedSignals();
  return await runPlanned(io, { planned, store, registry, threads, workers, takeover }, options);
}

async function warn(io: Io, { warnings }: PlannedRunbook, options: RunOptions): Promise<void> {
  if (warnings.length === 0) return;
  const source = (path: string) => readText(io.cwd, path);
  await reportDiagnostics(io, warnings, { json: false, source, color: options.color });
}

/** The run that --resume names; looked up before anything is created. */
async function runToResume(io: Io, { resume, incremental, store: dir }: RunOptions): Promise<RunId | null> {
  if (resume === undefined) return null;
  if (incremental) {
    throw wctError("WCT_USAGE", {
      message: "--resume and --incremental exclude each other",
      hint: "--resume takes over from one run, sources included; --incremental from the newest ones, sources read again",
    });
  }
  await using store = await readStore(io, dir);
  return (await resumableRun(store, resume)).id;
}

interface Basis {
  readonly resumed: RunId | null;
  readonly incremental: boolean | undefined;
}

async function takeOver(store: OpenStore, planned: PlannedRunbook, basis: Basis): Promise<Takeover> {
  if (basis.resumed !== null) return await resumeFrom(store, planned, await resumableRun(store, basis.resumed));
  return basis.incremental ? await takeOverNewest(store, planned) : freshStart;
}

/** What is taken over, and for the rest why not, before the run starts. */
async function explain(io: Io, { plan }: PlannedRunbook, { decisions }: Takeover, options: RunOptions): Promise<void> {
  if (options.quiet || decisions.length === 0) return;
  const lines = takeoverLines(decisions, { plan, now: systemClock.now() });
  await io.stderr.write(`${lines.join("\n")}\n`);
}

type Prepared = Pick<RunRequest, "planned" | "store" | "registry" | "threads" | "workers" | "takeover">;

/** A store that could not take content is told from an artifact that could not be made: the runbook is not at fault. */
function exitCodeOf({ outcome, cause }: Pick<ExecutionResult, "outcome" | "cause">): number {
  if (outcome === "completed") return 0;
  return cause?.["code"] === "WCT_STORE_WRITE_FAILED" ? 3 : 1;
}

async function runPlanned(io: Io, prepared: Prepared, options: RunOptions): Promise<number> {
  const { planned, store, registry } = prepared;
  const interrupt = interruptible(io, (line) => display.say(line));
  const onListenerError = (error: unknown): void =>
    display.say(`a display failed and was switched off: ${String(error)}`);
  const { plan } = planned;
  const { signal } = interrupt;
  const display = createDisplay(io, options, { plan, clock: systemClock, signal, onError: onListenerError });
  try {
    const result = await executeRecorded({
      ...prepared,
      ...outside(io, registry, planned, { ...options, display, signal }),
      weights: await earlierDurations(store, plan),
      onListenerError,
      onLost: (artifact) => {
        if (!options.quiet) display.say(`${artifact} executes: its content was removed since`);
      },
      signal,
    });
    await display.close();
    await evenUnread(conclude(io, store, result, options));
    return interrupt.exitCode() ?? exitCodeOf(result);
  } catch (error) {
    await display.close();
    const code = interrupt.exitCode();
    if (code === null || !isWctError(error) || error.code !== "WCT_PRODUCE_CANCELLED") throw error;
    const { json = false, color } = options;
    await reportDiagnostics(io, error.diagnostics, { json, source: () => undefined, color });
    return code;
  } finally {
    interrupt.stop();
  }
}

function chosenExports(registry: Registry, { plan }: PlannedRunbook, options: RunOptions) {
  const artifacts = plan.artifacts.filter((artifact) => artifact.output);
  return chooseExports(
    registry,
    artifacts.map(({ id, outputSchema }) => ({ id, schema: outputSchema })),
    options.export,
  );
}

/** The command line's limits take the place of the runbook's. */
function limited(planned: PlannedRunbook, options: RunOptions): PlannedRunbook {
  const { plan } = planned;
  const config = {
    ...plan.config,
    maxConcurrency: options.maxConcurrency ?? plan.config.maxConcurrency,
    workers: options.workers ?? plan.config.workers,
    timeoutMs: options.timeout === undefined ? plan.config.timeoutMs : options.timeout * 1000,
  };
  return { ...planned, plan: { ...plan, config } };
}

/** What happens outside the record while it is written: the display, and the outputs. */
function outside(
  io: Io,
  registry: Registry,
  planned: PlannedRunbook,
  options: RunOptions & { readonly signal: AbortSignal; readonly display: Display },
): Pick<RunRequest, "windDown" | "listeners"> {
  const chosen = chosenExports(registry, planned, options);
  const asJson = (event: RunEvent): void => {
    // What cannot be shown does not stop the run. A stream that failed fails again at the end, which tells.
    io.stdout.write(`${JSON.stringify(event)}\n`).catch(() => undefined);
  };
  return {
    listeners: [options.display.show, ...(options.json ? [asJson] : [])],
    windDown: async ({ messages, record, producer, run }) => {
      const wanted = chosen.filter(({ artifact }) => messages.has(artifact));
      if (wanted.length === 0) return;
      const dir = resolve(io.cwd, options.output ?? join("outputs", run));
      makeOutputDir(dir, options.output === undefined ? resolve(io.cwd, "outputs") : null);
      const written = ({ path, ...output }: WrittenOutput): void =>
        record({ type: "output.written", ...output, path: shownPath(io.cwd, path) });
      using limit = afterwards(options.signal);
      const origins = (artifact: ArtifactId) => originsOf(io, { plan: planned.plan, registry, artifact });
      const { signal } = limit;
      await writeOutputs({ producer, chosen: wanted, messages, originsOf: origins, dir, written, signal });
    },
  };
}

async function conclude(io: Io, store: OpenStore, result: ExecutionResult, options: RunOptions): Promise<void> {
  const run = await store.executions.run(result.run);
  invariant(run !== null, `run "${result.run}" ended and is not in the list of runs`);
  const record = await readRecord(store, run);
  await tellGithub(io, record);
  const view = viewOf(record);
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(runJson(view))}\n`);
    return;
  }
  const summary = renderRunSummary(view, palette(io, options), {
    mostRows: mostSummaryRows,
    call: callOf(io, options),
    width: widthOf(io.stdout),
  });
  await io.stdout.write(`${summary}\n`);
  if (options.quiet) return;
  const where = shownPath(io.cwd, storeDir(io, options.store));
  const ending = {
    view,
    head: result.head,
    rawContent: { artifacts: await keptRawContent(store, record), where },
    call: callOf(io, options),
    width: widthOf(io.stderr),
  };
  await io.stderr.write(`\n${renderRunEnding(ending, paint(wantsColor(io, io.stderr, options.color)))}\n`);
}

/** A table of more artifacts would push everything else off the screen. */
const mostSummaryRows = 40;
