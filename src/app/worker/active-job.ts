import { isWctError, wctError } from "../../diagnostics/index.ts";
import type { Attempt, ClaimedJob, RemoteOrder, Task } from "../../domain/index.ts";
import { systemClock } from "../../store/index.ts";
import { packageVersion } from "../host/index.ts";
import type { PlanKit, WorkerParts } from "./plan-kit.ts";

/** A job that this worker makes. */
export interface ActiveJob {
  /** Resolves when nothing is left to do; false: it is unknown whether the job is still this worker's. */
  readonly ended: Promise<boolean>;
  /** Null for a malformed job. */
  readonly order: () => RemoteOrder | null;
  /** Milliseconds of work so far. */
  readonly tookMs: () => number;
  /** Ends the work; nothing is stored. */
  readonly lose: (why: string) => void;
  /** Ends the work, and gives the job to others. */
  readonly giveBack: () => void;
}

/** A job that waited for this worker, and what it made before, if that is known. */
export interface WaitForSlot {
  readonly after: Pick<RemoteOrder, "run" | "artifact"> | null;
}

/** Milliseconds between two sendings of what a component reports. */
const reportInterval = 250;

export function makeJob(parts: WorkerParts, job: ClaimedJob, wait: WaitForSlot | null): ActiveJob {
  const made = new MadeJob(parts, job, wait);
  return {
    ended: made.run(),
    order: () => made.order,
    tookMs: () => made.tookMs,
    lose: (why) => made.end("lost", why),
    giveBack: () => made.end("given-back", "the worker stops"),
  };
}

class MadeJob {
  readonly #parts: WorkerParts;
  readonly #job: ClaimedJob;
  readonly #wait: WaitForSlot | null;
  readonly #controller = new AbortController();
  #fate: "own" | "lost" | "given-back" = "own";
  #began: number | null = null;
  #ended: number | null = null;

  constructor(parts: WorkerParts, job: ClaimedJob, wait: WaitForSlot | null) {
    this.#parts = parts;
    this.#job = job;
    this.#wait = wait;
  }

  end(fate: "lost" | "given-back", why: string): void {
    if (this.#fate !== "own") return;
    this.#fate = fate;
    this.#controller.abort(wctError("WCT_PRODUCE_CANCELLED", { message: why }));
  }

  get order(): RemoteOrder | null {
    const { order } = this.#job;
    return this.#parts.remote.isRemoteOrder(order) ? order : null;
  }

  get tookMs(): number {
    return this.#began === null ? 0 : (this.#ended ?? performance.now()) - this.#began;
  }

  get #ranMs(): number {
    return Math.round(this.tookMs * 1000) / 1000;
  }

  async run(): Promise<boolean> {
    try {
      await this.#run();
      return true;
    } catch (error) {
      this.#parts.failed(error);
      return false;
    }
  }

  async #run(): Promise<void> {
    const { jobQueue, kits } = this.#parts;
    const { order } = this;
    if (order === null) return await jobQueue.giveBack(this.#job, "the job is malformed");
    if (order.wct !== packageVersion()) {
      return await jobQueue.giveBack(this.#job, `wct is ${packageVersion()}, the run needs ${order.wct}`);
    }
    const kit = await kits.of(order).catch(unreadable);
    if (kit === null) return await jobQueue.giveBack(this.#job, "the plan of the run cannot be read");
    const unfit = await kit.unfit(order.artifact);
    if (unfit !== null) return await jobQueue.giveBack(this.#job, unfit);
    await this.#produce(order, kit);
  }

  async #produce(order: RemoteOrder, { artifacts, producer }: PlanKit): Promise<void> {
    const { jobQueue, remote } = this.#parts;
    const artifact = artifacts.get(order.artifact);
    if (artifact === undefined) return await jobQueue.giveBack(this.#job, "the plan has no such artifact");
    const { attempt, inputs, startedAt } = order;
    const task: Task = { artifact, attempt, inputs, startedAt, signal: this.#controller.signal };
    const sending = new Sending(() => this.#send(batch));
    const batch = new remote.ReportBatch(() => sending.soon(), this.#waitedFor(order));
    const begun: typeof batch.started = (thread, waitedFor) => {
      this.#began ??= performance.now();
      batch.started(thread, waitedFor);
      // Earlier workers may have been lost with it. Whether this one began it then decides what its loss means.
      if (this.#job.claim > 0) sending.now();
    };
    const { progress, noted, cost } = batch;
    const made = await producer.produce(task, { started: begun, progress, noted, cost });
    this.#ended = performance.now();
    await sending.stop();
    if (this.#fate === "lost") return;
    if (this.#fate === "given-back") return await jobQueue.giveBack(this.#job, null);
    await this.#complete(made, batch.takeAll(this.#ranMs));
  }

  /** An artifact of another run cannot be named. */
  #waitedFor({ run }: RemoteOrder): RemoteOrder["artifact"] | null | undefined {
    if (this.#wait === null) return undefined;
    const { after } = this.#wait;
    return after?.run === run ? after.artifact : null;
  }

  async #complete(made: Attempt, report: ReturnType<InstanceType<WorkerParts["remote"]["ReportBatch"]>["takeAll"]>) {
    const { completing, remote } = this.#parts;
    const { outcome, inline } = remote.outcomeOfAttempt(made, report);
    const { id, claim } = this.#job;
    await completing.add({ id, claim, outcome, inline });
  }

  async #send(batch: InstanceType<WorkerParts["remote"]["ReportBatch"]>): Promise<void> {
    const report = batch.take(this.#ranMs);
    if (report === null || this.#fate !== "own") return;
    if (!(await this.#parts.jobQueue.report(this.#job, report))) this.end("lost", "it is made elsewhere");
  }
}

/** Returns null for a plan that is not there or not one, which a forged job may name. */
function unreadable(error: unknown): null {
  if (isWctError(error) && error.code.startsWith("WCT_RUN_")) return null;
  throw error;
}

/** Sends at most once in an interval. */
class Sending {
  readonly #send: () => Promise<void>;
  #cancel: (() => void) | null = null;
  #current: Promise<void> = Promise.resolve();
  #isOpen = true;

  constructor(send: () => Promise<void>) {
    this.#send = send;
  }

  soon(): void {
    if (this.#cancel !== null || !this.#isOpen) return;
    this.#cancel = systemClock.after(reportInterval, () => this.now());
  }

  now(): void {
    if (!this.#isOpen) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#current = this.#current.then(this.#send).catch(() => undefined);
  }

  /** Waits for what is being sent. What is collected stays. */
  async stop(): Promise<void> {
    this.#isOpen = false;
    this.#cancel?.();
    await this.#current;
  }
}
