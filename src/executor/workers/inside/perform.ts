import type { ArtifactStore, Failure, SchemaRef, StagedObject } from "../../../domain/index.ts";
import { openArtifactReader } from "../../../store/index.ts";
import { failure } from "../failures.ts";
import type { ComponentAddress, Ending, Surroundings } from "../protocol.ts";
import { createRedactor, type Redactor } from "../redaction.ts";
import { tenantOf } from "../tenant.ts";
import { createCancellation } from "./cancellation.ts";
import { flushOutput } from "./console.ts";
import { type DescribedException, describeException, withMessage } from "./exception.ts";
import { alteredIntrinsic } from "./intrinsics.ts";
import { createTelling, isIdle, type JobLine, type RunningJob, whileRunning } from "./job.ts";
import { asRefusal, isRefusal } from "./refusal.ts";
import { leavesSomething } from "./residue.ts";

export interface Tools {
  readonly artifacts: ArtifactStore;
  readonly redactor: Redactor;
}

export type Outcome = Ending;

export interface Performance {
  readonly component: ComponentAddress;
  readonly work: (job: RunningJob, tools: Tools) => Promise<Outcome>;
  /** Keeps the message of an exception, which is content; null when it is not kept. */
  readonly keepMessage: (message: string, tools: Tools) => Promise<StagedObject | null>;
}

const readClock = process.hrtime.bigint;

/** Runs one job and tells how it ended. Never rejects. */
export async function perform(surroundings: Surroundings, line: JobLine, performance: Performance): Promise<Performed> {
  const began = readClock();
  const redactor = redactorOf(surroundings);
  const telling = createTelling(line, redactor);
  const cancellation = createCancellation(line);
  const crash = Promise.withResolvers<never>();
  const job: RunningJob = {
    component: performance.component,
    say: telling.say,
    note: telling.note,
    redactor,
    cancellation,
    doom: { refusal: null },
    crash,
  };
  const performed = await whileRunning(job, () => outcomeOf(job, surroundings, performance));
  const ended = readClock();
  flushOutput(job);
  telling.flush();
  const examined = tenantOf(performance.component) === null ? performed : examine(performed, performance);
  const { outcome, isSpent } = examined;
  line.post({ ...outcome, ended, took: Number(ended - began) / 1e6, isSpent }, transferOf(outcome));
  return examined;
}

/** What a plugin's component made, in view of what it left behind. Components of our own leave nothing. */
function examine({ outcome, isSpent }: Performed, { component }: Performance): Performed {
  const altered = alteredIntrinsic();
  if (altered !== null) {
    const isLost = outcome.kind === "failed";
    return {
      outcome: isLost ? outcome : { kind: "failed", failure: failureOfAltered(altered, component), object: null },
      isSpent: true,
    };
  }
  // While others run it cannot be told what is left behind; the last one tells.
  return { outcome, isSpent: isSpent || (isIdle() && leavesSomething()) };
}

/** What a job came to. */
export interface Performed {
  readonly outcome: Outcome;
  /** No other job may meet what this one left behind. After an exception that reached the thread's top, that is unknown. */
  readonly isSpent: boolean;
}

async function outcomeOf(job: RunningJob, surroundings: Surroundings, performance: Performance): Promise<Performed> {
  const failed = async (thrown: unknown): Promise<Outcome> => ({
    kind: "failed",
    ...(await failureOf(thrown, { job, surroundings, performance })),
  });
  const crashed = job.crash.promise.catch(async (thrown: unknown) => {
    job.cancellation.abort();
    if (isRefusal(thrown)) job.doom.refusal ??= thrown;
    return { outcome: await failed(thrown), isSpent: true };
  });
  const worked = async (): Promise<Outcome> => {
    try {
      const tools = { artifacts: storeOf(surroundings), redactor: job.redactor };
      const outcome = await performance.work(job, tools);
      // A component may have swallowed that an input could not be read; what it made of the rest is worth nothing.
      return job.doom.refusal === null ? outcome : await failed(job.doom.refusal);
    } catch (thrown) {
      return failed(job.doom.refusal ?? thrown);
    }
  };
  return Promise.race([worked().then((outcome) => ({ outcome, isSpent: false })), crashed]);
}

/** What wrote the output may not be what it should have been. */
function failureOfAltered(altered: string, { kind, type }: ComponentAddress): Failure {
  return failure(
    "WCT_PRODUCE_OUTPUT_INVALID",
    `${altered} was altered while ${kind} "${type}" ran, so its output cannot be trusted`,
    "leave alone what all code shares",
  );
}

interface About {
  readonly job: RunningJob;
  readonly surroundings: Surroundings;
  readonly performance: Performance;
}

async function failureOf(
  thrown: unknown,
  { job, surroundings, performance }: About,
): Promise<{ readonly failure: Failure; readonly object: StagedObject | null }> {
  if (isRefusal(thrown)) return { failure: thrown.failure, object: null };
  const { component } = performance;
  const described = describeException(thrown, component);
  const object = await performance
    .keepMessage(described.message, { artifacts: storeOf(surroundings), redactor: job.redactor })
    .catch(() => null);
  const exception = withoutValues(described.exception, job.redactor);
  const { name, code } = exception;
  const threw: Failure = {
    code: "WCT_PRODUCE_THREW",
    message: `${component.kind} "${component.type}" threw ${name}${code === null ? "" : ` (${code})`}`,
    hint: null,
    componentCode: null,
    exception: withMessage({ ...described, exception }, object),
  };
  return { failure: threw, object };
}

/** A class, a code or a function may be named after anything, a value included. */
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

/** Of an exception's message, when it is kept as an object. */
export const exceptionSchema = "wct_exception:1.0.0" as SchemaRef;

function transferOf(outcome: Outcome): readonly ArrayBuffer[] {
  if (outcome.kind === "exported" || outcome.object?.kind !== "inline") return [];
  const { data } = outcome.object;
  const isWhole = data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
  return isWhole && data.buffer instanceof ArrayBuffer ? [data.buffer] : [];
}

// Runs of one process share its threads; the newest few surroundings are enough.
const keptAtMost = 4;
const stores = new Map<number, ReturnType<typeof openArtifactReader>>();
const redactors = new Map<number, Redactor>();

function storeOf({ id, location }: Surroundings): ArtifactStore {
  const known = stores.get(id);
  if (known !== undefined) return known;
  try {
    const store = openArtifactReader(location);
    keep(stores, { id, value: store, drop: (old) => old.close() });
    return store;
  } catch (error) {
    throw asRefusal(error);
  }
}

function redactorOf({ id, confidential }: Surroundings): Redactor {
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
