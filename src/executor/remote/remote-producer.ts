import type {
  ArtifactId,
  Attempt,
  Clock,
  CoordinatorQueue,
  Digest,
  ExecutionPlan,
  Failure,
  PlannedArtifact,
  Producer,
  RemoteUpdate,
  RunId,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import { failedAttempt, failure, failureOfAbort, type Redactor } from "../jobs/index.ts";
import { isRemoteOutcome, isRemoteReport } from "./checks.ts";
import { jobId } from "./job-id.ts";
import { prioritiesOf } from "./priorities.ts";
import { attemptOfOutcome } from "./received.ts";
import { WaitingJob, type WaitingOptions } from "./waiting-job.ts";
import { WantedWorkers } from "./wanted-workers.ts";

export interface RemoteProducerOptions {
  readonly jobQueue: CoordinatorQueue;
  readonly run: RunId;
  /** The run's writer by id. */
  readonly writer: string;
  /** As stored, under `planDigest`. */
  readonly plan: ExecutionPlan;
  readonly planDigest: Digest;
  readonly wct: string;
  readonly weights: Readonly<Record<string, number>> | null;
  readonly labelsOf: (artifact: PlannedArtifact) => readonly string[];
  /** Lists the files of the run; null if there are none. */
  readonly files: Digest | null;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Called when jobs wait for workers that are not there. */
  readonly say: (line: string) => void;
  /** Called when the queue cannot be read or written. The run must not go on. */
  readonly onBroken?: (error: unknown) => void;
}

/** Milliseconds between two looks for reports. */
const pollInterval = 250;
/** Looks until what has no other backstop is done, and until jobs are submitted again. */
const backstopEvery = 4;
const resubmitEvery = 20;

/** Makes artifacts on workers. Start it before the run, and close it after. */
export class RemoteProducer implements Producer {
  readonly #options: RemoteProducerOptions;
  readonly #priorities: ReadonlyMap<ArtifactId, number>;
  readonly #common: WaitingOptions;
  readonly #waiting = new Map<string, WaitingJob>();
  #fresh: WaitingJob[] = [];
  /** Whether the record has the run. */
  #isRecorded = false;
  /** Insertions that have not ended. */
  readonly #inserting = new Set<Promise<void>>();
  /** Workers whose outcomes came since the last jobs were submitted. */
  #near = new Set<string>();
  /** Outcomes that were handed over, by attempt and by job, until a frame has consumed them. */
  readonly #delivered = new Map<string, string>();
  readonly #held = new Map<string, string>();
  readonly #wanted = new WantedWorkers();
  #isReading = false;
  #isUpdateDue = false;
  #isOpen = true;
  #polls = 0;
  #stopListening: () => Promise<void> = async () => undefined;
  #stopPolling: () => void = () => undefined;

  constructor(options: RemoteProducerOptions) {
    this.#options = options;
    this.#priorities = prioritiesOf(options.plan, options.weights);
    const { redactor, clock } = options;
    this.#common = { redactor, clock, isPlanned: (id) => this.#priorities.has(id) };
  }

  async start(): Promise<void> {
    const { jobQueue, run } = this.#options;
    this.#stopListening = await jobQueue.onUpdate(run, () => this.#look());
    this.#poll();
  }

  /** Stops looking for updates. Jobs stay. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#stopPolling();
    await this.#stopListening();
  }

  readonly produce = (task: Task, report: TaskReport): Promise<Attempt> => {
    const { run } = this.#options;
    const { artifact, attempt } = task;
    const { promise, resolve } = Promise.withResolvers<Attempt>();
    const id = jobId(run, artifact.id, attempt);
    const priority = this.#priorities.get(artifact.id) ?? 0;
    const labels = this.#options.labelsOf(artifact);
    const waiting = new WaitingJob({ id, labels, task, report, resolve, priority }, this.#common);
    if (task.signal.aborted) return Promise.resolve(failedAttempt(failureOfAbort(task.signal)));
    task.signal.addEventListener("abort", () => this.#withdraw(waiting), { once: true });
    this.#waiting.set(id, waiting);
    if (this.#fresh.push(waiting) === 1) queueMicrotask(() => void this.#submit());
    return promise;
  };

  /** Returns the job whose outcome is recorded by the end of an attempt; undefined if it was not made remotely. */
  delivered(artifact: ArtifactId, attempt: number): string | undefined {
    return this.#delivered.get(attemptKey(artifact, attempt));
  }

  consumed(jobs: readonly string[]): void {
    for (const id of jobs) {
      this.#delivered.delete(this.#held.get(id) ?? "");
      this.#held.delete(id);
    }
  }

  /**
   * Submits the jobs that wait for the record, and later ones at once. Call it when the record has the first events of
   * the run. A run without events cannot be taken over, so a job of one would stay if this process died.
   */
  releaseJobs(): void {
    if (this.#isRecorded) return;
    this.#isRecorded = true;
    void this.#submit();
  }

  /** Inserts the jobs of one turn of the scheduler together. */
  async #submit(): Promise<void> {
    if (!this.#isRecorded) return;
    const fresh = this.#fresh.filter(({ id }) => this.#waiting.has(id));
    this.#fresh = [];
    if (fresh.length === 0) return;
    await this.#guarded(async () => {
      await this.#insert(fresh);
      if (fresh.some((one) => !this.#wanted.isKnown(one))) await this.#missWorkers();
    });
  }

  async #insert(jobs: readonly WaitingJob[]): Promise<void> {
    const { jobQueue, run, planDigest, wct, files } = this.#options;
    const near = [...this.#near];
    this.#near.clear();
    const inserting = jobQueue.submit(
      this.#options,
      jobs.map(({ id, labels, priority, task: { artifact, attempt, inputs, startedAt } }) => ({
        id,
        labels,
        priority,
        order: {
          ...{ run, plan: planDigest, artifact: artifact.id, attempt, startedAt, wct },
          inputs: inputs.map((input) => ({ artifact: input.artifact, message: input.message })),
          files,
        },
      })),
      near,
    );
    this.#inserting.add(inserting);
    await inserting.finally(() => this.#inserting.delete(inserting));
  }

  #poll(): void {
    this.#stopPolling = this.#options.clock.after(pollInterval, () => {
      this.#polls += 1;
      void this.#guarded(() => (this.#polls % backstopEvery === 0 ? this.#backstop() : this.#read())).then(() => {
        if (this.#isOpen) this.#poll();
      });
    });
  }

  async #backstop(): Promise<void> {
    await this.#options.jobQueue.sweep();
    if (this.#isRecorded && this.#polls % resubmitEvery === 0 && this.#waiting.size > 0)
      await this.#insert([...this.#waiting.values()]);
    if ([...this.#waiting.values()].some(({ isIdle }) => isIdle)) await this.#missWorkers();
    await this.#read();
  }

  /** Says which labels jobs wait for that no worker has. */
  async #missWorkers(): Promise<void> {
    const { jobQueue, say } = this.#options;
    const waiting = [...this.#waiting.values()].filter(({ isIdle }) => isIdle);
    for (const line of this.#wanted.missing(waiting, await jobQueue.workers())) say(line);
  }

  /** Reads the updates once for all notifications that arrive in the meantime. */
  #look(): void {
    this.#isUpdateDue = true;
    if (this.#isReading) return;
    this.#isReading = true;
    void this.#guarded(async () => {
      while (this.#isUpdateDue && this.#isOpen) {
        this.#isUpdateDue = false;
        await this.#read();
      }
    }).finally(() => {
      this.#isReading = false;
    });
  }

  async #read(): Promise<void> {
    const { jobQueue } = this.#options;
    if (this.#waiting.size === 0) return;
    const { reports, outcomes } = await jobQueue.updates(this.#options, [...this.#held.keys()]);
    for (const update of reports) this.#reported(update);
    const unknown = outcomes.filter((update) => !this.#ended(update)).map(({ job }) => job);
    if (unknown.length > 0) await jobQueue.withdraw(this.#options, unknown);
  }

  #reported(update: RemoteUpdate): void {
    const waiting = this.#waiting.get(update.job);
    if (waiting !== undefined && isRemoteReport(update.body)) waiting.tell(update, update.body);
  }

  /** Hands an outcome over. Returns false if nobody waits for it. */
  #ended(update: RemoteUpdate): boolean {
    const { job, body, hasObject } = update;
    // It was read again before the frame that consumes it was written.
    if (this.#held.has(job)) return true;
    const waiting = this.#waiting.get(job);
    if (waiting === undefined) return false;
    this.#waiting.delete(job);
    const { artifact, attempt } = waiting.task;
    const key = attemptKey(artifact.id, attempt);
    this.#delivered.set(key, job);
    this.#held.set(job, key);
    if (update.worker !== null) this.#near.add(update.worker);
    const { redactor } = this.#options;
    if (isRemoteOutcome(body) && "report" in body)
      waiting.tell(update, { ...body.report, thread: body.report.thread ?? null });
    const made = isRemoteOutcome(body)
      ? attemptOfOutcome(body, { task: waiting.task, hasObject, redactor })
      : failedAttempt(malformed(update));
    waiting.end(made, isRemoteOutcome(body) ? { update, outcome: body } : null);
    return true;
  }

  #withdraw(waiting: WaitingJob): void {
    if (!this.#waiting.delete(waiting.id)) return;
    const { jobQueue } = this.#options;
    const failed = failedAttempt(failureOfAbort(waiting.task.signal));
    // If the run can no longer be recorded here, another process may continue it, and its jobs go on.
    if (failed.outcome === "failed" && failed.failure.code === "WCT_STORE_WRITE_FAILED") {
      waiting.end(failed, null);
      return;
    }
    void this.#guarded(async () => {
      // A job that is being inserted would not be found, and stay.
      await Promise.allSettled(this.#inserting);
      await jobQueue.withdraw(this.#options, [waiting.id]);
    }).then(() => waiting.end(failed, null));
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#isOpen) this.#options.onBroken?.(error);
    }
  }
}

const attemptKey = (artifact: ArtifactId, attempt: number): string => `${attempt} ${artifact}`;

const malformed = ({ host }: RemoteUpdate): Failure =>
  failure(
    "WCT_PRODUCE_OUTPUT_INVALID",
    `what the worker on host ${host ?? "unknown"} sent is not an outcome`,
    "check who may write in the store's database",
  );
