import type { Failure } from "../../../domain/index.ts";
import { openArtifactReader } from "../../../store/index.ts";
import {
  type ComponentAddress,
  createCancellation,
  createRedactor,
  type JobOutcome,
  type Redactor,
  type RunContext,
  scopeOf,
} from "../../jobs/index.ts";
import { askingHost, type InputStore } from "./context/index.ts";
import { type DescribedException, describeException } from "./exception.ts";
import { flushOutput, hasLeftovers } from "./guards/index.ts";
import { createReportSenders, isIdle, type JobChannel, type RunningJob, whileRunning } from "./job.ts";
import { asRefusal, isRefusal } from "./refusal.ts";

export interface Tools {
  readonly artifacts: InputStore;
  readonly redactor: Redactor;
  /** Sends the messages of the job. */
  readonly channel: JobChannel;
}

export interface Performance {
  readonly component: ComponentAddress;
  readonly work: (job: RunningJob, tools: Tools) => Promise<JobOutcome>;
}

const readClock = process.hrtime.bigint;

/** Runs one job and reports its end. Never rejects. */
export async function perform(
  runContext: RunContext,
  channel: JobChannel,
  performance: Performance,
): Promise<Performed> {
  const began = readClock();
  const redactor = redactorOf(runContext);
  const telling = createReportSenders(channel, redactor);
  const cancellation = createCancellation(channel);
  const crash = Promise.withResolvers<never>();
  const job: RunningJob = {
    component: performance.component,
    say: telling.say,
    note: telling.note,
    redactor,
    cancellation,
    failure: { refusal: null },
    crash,
  };
  const tools = async (): Promise<Tools> => ({ artifacts: await inputsOf(runContext, channel), redactor, channel });
  const performed = await whileRunning(job, () => outcomeOf(job, tools, performance));
  const ended = readClock();
  flushOutput(job);
  telling.flush();
  const outcome = performed.outcome;
  // Built-in components leave nothing behind. While other jobs run, leftovers cannot be told apart from their
  // resources, so only the last job reports them.
  const isForeign = scopeOf(performance.component) !== null;
  const isSpent = performed.isSpent || (isForeign && isIdle() && hasLeftovers());
  channel.post({ ...outcome, ended, took: Number(ended - began) / 1e6, isSpent });
  return { outcome, isSpent };
}

/** The result of a job. */
export interface Performed {
  readonly outcome: JobOutcome;
  /**
   * Whether no other job may run in what this one left behind. This is unknown after an exception at the top of the
   * thread, which counts as true.
   */
  readonly isSpent: boolean;
}

async function outcomeOf(job: RunningJob, tools: () => Promise<Tools>, performance: Performance): Promise<Performed> {
  const failed = (thrown: unknown): JobOutcome => failureOf(thrown, job);
  const crashed = job.crash.promise.catch((thrown: unknown) => {
    job.cancellation.abort();
    if (isRefusal(thrown)) job.failure.refusal ??= thrown;
    return { outcome: failed(thrown), isSpent: true };
  });
  const worked = async (): Promise<JobOutcome> => {
    try {
      const outcome = await performance.work(job, await tools());
      // A component may have ignored that an input could not be read. Its output is then worthless.
      return job.failure.refusal === null ? outcome : failed(job.failure.refusal);
    } catch (thrown) {
      return failed(job.failure.refusal ?? thrown);
    }
  };
  return Promise.race([worked().then((outcome) => ({ outcome, isSpent: false })), crashed]);
}

const messageAtMost = 64 * 1024;

function failureOf(thrown: unknown, { component, redactor }: RunningJob): JobOutcome {
  if (isRefusal(thrown)) return { kind: "failed", failure: thrown.failure, said: null };
  const described = describeException(thrown, component);
  const exception = withoutValues(described.exception, redactor);
  const { name, code } = exception;
  const failure: Failure = {
    code: "WCT_PRODUCE_THREW",
    message: `${component.kind} "${component.type}" threw ${name}${code === null ? "" : ` (${code})`}`,
    hint: null,
    componentCode: null,
    exception: { ...exception, message: null },
  };
  const said = String(redactor.content(described.message)).slice(0, messageAtMost).toWellFormed();
  return { kind: "failed", failure, said };
}

/** Removes values: classes, codes and functions may have any name, and a value can be one. */
function withoutValues(
  { name, code, frames }: DescribedException["exception"],
  redactor: Redactor,
): DescribedException["exception"] {
  return {
    name: redactor.text(name),
    code: code === null ? null : redactor.text(code),
    frames: frames.map((frame) => redactor.text(frame)),
  };
}

// Runs in one process share its threads. The contexts of the newest few runs are enough.
const keptAtMost = 4;
const stores = new Map<number, ReturnType<typeof openArtifactReader>>();
const redactors = new Map<number, Redactor>();

async function inputsOf({ id, location }: RunContext, channel: JobChannel): Promise<InputStore> {
  if (location === null) return askingHost(channel);
  const opening = stores.get(id) ?? openArtifactReader(location);
  if (!stores.has(id)) keep(stores, { id, value: opening, drop: (old) => void closed(old) });
  try {
    return await opening;
  } catch (error) {
    // The next job tries again.
    if (stores.get(id) === opening) stores.delete(id);
    throw asRefusal(error);
  }
}

async function closed(opening: ReturnType<typeof openArtifactReader>): Promise<void> {
  try {
    await (await opening).close();
  } catch {
    // The store could not be opened; its readers have already received the error.
  }
}

function redactorOf({ id, confidential }: RunContext): Redactor {
  const known = redactors.get(id);
  if (known !== undefined) return known;
  const redactor = createRedactor(confidential);
  keep(redactors, { id, value: redactor, drop: () => {} });
  return redactor;
}

function keep<T>(
  kept: Map<number, T>,
  { id, value, drop }: { readonly id: number; readonly value: T; readonly drop: (old: T) => void },
): void {
  kept.set(id, value);
  const [oldest] = kept;
  if (kept.size <= keptAtMost || oldest === undefined) return;
  kept.delete(oldest[0]);
  drop(oldest[1]);
}
