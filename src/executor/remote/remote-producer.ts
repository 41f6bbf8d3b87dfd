import type {
  ArtifactId,
  Attempt,
  Clock,
  Digest,
  ExecutionPlan,
  Failure,
  JobBoard,
  JobNews,
  Nanoseconds,
  Producer,
  RemoteReport,
  RunId,
  Task,
  TaskReport,
  TravellingFile,
} from "../../domain/index.ts";
import { remainingPath } from "../../graph/index.ts";
import { artifactGraph } from "../../run/index.ts";
import { failedAttempt, failure, failureOfAbort, type Redactor } from "../jobs/index.ts";
import { isRemoteOutcome, isRemoteReport } from "./checks.ts";
import { Claims } from "./claims.ts";
import { jobId } from "./job-id.ts";
import { attemptOfOutcome } from "./received.ts";

export interface RemoteProducerOptions {
  readonly board: JobBoard;
  readonly run: RunId;
  /** As stored, under `planDigest`. */
  readonly plan: ExecutionPlan;
  readonly planDigest: Digest;
  readonly wct: string;
  readonly weights: Readonly<Record<string, number>> | null;
  readonly labelsOf: (artifact: ArtifactId) => readonly string[];
  readonly filesOf: (artifact: ArtifactId) => readonly TravellingFile[];
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Called when the queue cannot be read or written. The run must not go on. */
  readonly onBroken?: (error: unknown) => void;
}

interface Waiting {
  readonly id: string;
  readonly task: Task;
  readonly report: TaskReport;
  readonly resolve: (attempt: Attempt) => void;
  readonly priority: number;
  readonly claims: Claims;
}

/** Milliseconds between two looks without a notification, and until jobs are submitted again. */
const pollInterval = 1000;
const resubmitEvery = 5;

/** Makes artifacts on workers. Start it before the run, and close it after. */
export class RemoteProducer implements Producer {
  readonly #options: RemoteProducerOptions;
  readonly #priorities: ReadonlyMap<ArtifactId, number>;
  readonly #waiting = new Map<string, Waiting>();
  #fresh: Waiting[] = [];
  /** Outcomes that were handed over, by attempt and by job, until a frame has consumed them. */
  readonly #delivered = new Map<string, string>();
  readonly #held = new Map<string, string>();
  #isReading = false;
  #isNewsDue = false;
  #isOpen = true;
  #polls = 0;
  #stopListening: () => Promise<void> = async () => undefined;
  #stopPolling: () => void = () => undefined;

  constructor(options: RemoteProducerOptions) {
    this.#options = options;
    this.#priorities = prioritiesOf(options.plan, options.weights);
  }

  async start(): Promise<void> {
    const { board, run } = this.#options;
    this.#stopListening = await board.onNews(run, () => this.#look());
    this.#poll();
  }

  /** Removes what is left of the run's jobs. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#stopPolling();
    await this.#stopListening();
    await this.#options.board.clear(this.#options.run);
  }

  readonly produce = (task: Task, report: TaskReport): Promise<Attempt> => {
    const { run, clock } = this.#options;
    const { artifact, attempt } = task;
    const { promise, resolve } = Promise.withResolvers<Attempt>();
    const id = jobId(run, artifact.id, attempt);
    const priority = this.#priorities.get(artifact.id) ?? 0;
    const waiting: Waiting = { id, task, report, resolve, priority, claims: new Claims(clock.monotonic()) };
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

  /** Inserts the jobs of one turn of the scheduler together. */
  async #submit(): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = [];
    await this.#guarded(() => this.#insert(fresh));
  }

  async #insert(jobs: readonly Waiting[]): Promise<void> {
    const { board, run, planDigest, wct, labelsOf, filesOf } = this.#options;
    await board.submit(
      run,
      jobs.map(({ id, priority, task: { artifact, attempt, inputs, startedAt } }) => ({
        id,
        labels: labelsOf(artifact.id),
        priority,
        order: {
          ...{ run, plan: planDigest, artifact: artifact.id, attempt, startedAt, wct },
          inputs: inputs.map((input) => ({ artifact: input.artifact, message: input.message })),
          files: filesOf(artifact.id),
        },
      })),
    );
  }

  #poll(): void {
    this.#stopPolling = this.#options.clock.after(pollInterval, () => {
      void this.#guarded(() => this.#backstop()).then(() => {
        if (this.#isOpen) this.#poll();
      });
    });
  }

  async #backstop(): Promise<void> {
    this.#polls += 1;
    await this.#options.board.sweep();
    if (this.#polls % resubmitEvery === 0 && this.#waiting.size > 0) await this.#insert([...this.#waiting.values()]);
    await this.#read();
  }

  /** Reads the news once for all notifications that arrive in the meantime. */
  #look(): void {
    this.#isNewsDue = true;
    if (this.#isReading) return;
    this.#isReading = true;
    void this.#guarded(async () => {
      while (this.#isNewsDue && this.#isOpen) {
        this.#isNewsDue = false;
        await this.#read();
      }
    }).finally(() => {
      this.#isReading = false;
    });
  }

  async #read(): Promise<void> {
    const { board, run } = this.#options;
    if (this.#waiting.size === 0) return;
    const { reports, outcomes } = await board.news(run, [...this.#held.keys()]);
    for (const news of reports) this.#reported(news);
    const unknown = outcomes.filter((news) => !this.#ended(news)).map(({ job }) => job);
    if (unknown.length > 0) await board.withdraw(run, unknown);
  }

  #reported(news: JobNews): void {
    const waiting = this.#waiting.get(news.job);
    if (waiting !== undefined && isRemoteReport(news.body)) this.#tell(waiting, news, news.body);
  }

  #tell({ report, claims }: Waiting, news: JobNews, body: RemoteReport): void {
    const { clock, redactor } = this.#options;
    const { text } = redactor;
    const { begun, again, costs } = claims.reported(news, this.#checked(body), clock.monotonic());
    if (begun !== null) report.started(begun.thread, begun.waitedFor, begun.by);
    if (again !== null) report.noted("info", `it starts again on host ${again}`);
    for (const note of body.notes) report.noted(note.level, text(note.text));
    if (body.progress !== null) report.progress(body.progress.done, body.progress.total);
    for (const { amount, unit } of costs) report.cost(amount, unit);
  }

  /** Workers are not trusted: an artifact that the plan does not have cannot have released another. */
  #checked(report: RemoteReport): RemoteReport {
    const { waitedFor } = report;
    const costs = report.costs.map(({ amount, unit }) => ({ amount, unit: this.#options.redactor.text(unit) }));
    if (waitedFor === undefined || waitedFor === null || this.#priorities.has(waitedFor)) return { ...report, costs };
    return { ...report, costs, waitedFor: null };
  }

  /** Hands an outcome over. Returns false if nobody waits for it. */
  #ended(news: JobNews): boolean {
    const { job, body, hasObject } = news;
    // It was read again before the frame that consumes it was written.
    if (this.#held.has(job)) return true;
    const waiting = this.#waiting.get(job);
    if (waiting === undefined) return false;
    this.#waiting.delete(job);
    const { artifact, attempt } = waiting.task;
    const key = attemptKey(artifact.id, attempt);
    this.#delivered.set(key, job);
    this.#held.set(job, key);
    const { clock, redactor } = this.#options;
    const isOutcome = isRemoteOutcome(body);
    const tookMs = isOutcome && "report" in body ? body.tookMs : null;
    if (isOutcome && "report" in body) {
      this.#tell(waiting, news, { thread: null, ...body.report, sinceMs: body.tookMs });
    } else if (isOutcome && body.outcome === "lost") waiting.claims.lost(news, clock.monotonic());
    const made = isOutcome
      ? attemptOfOutcome(body, { task: waiting.task, hasObject, redactor })
      : failedAttempt(malformed(news));
    waiting.resolve({ ...made, ...elsewhereOf(waiting, clock.monotonic(), tookMs) });
    return true;
  }

  #withdraw(waiting: Waiting): void {
    if (!this.#waiting.delete(waiting.id)) return;
    const { board, run, clock } = this.#options;
    const elsewhere = elsewhereOf(waiting, clock.monotonic(), null);
    const failed: Attempt = { ...failedAttempt(failureOfAbort(waiting.task.signal)), ...elsewhere };
    void this.#guarded(() => board.withdraw(run, [waiting.id])).then(() => waiting.resolve(failed));
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#isOpen) this.#options.onBroken?.(error);
    }
  }
}

function elsewhereOf({ claims }: Waiting, now: Nanoseconds, tookMs: number | null) {
  const elsewhere = claims.end(now, tookMs);
  return elsewhere === undefined ? {} : { elsewhere, ended: elsewhere.remote?.ended ?? null };
}

const attemptKey = (artifact: ArtifactId, attempt: number): string => `${attempt} ${artifact}`;

const malformed = ({ host }: JobNews): Failure =>
  failure(
    "WCT_PRODUCE_OUTPUT_INVALID",
    `what the worker on host ${host ?? "unknown"} sent is not an outcome`,
    "check who may write in the store's database",
  );

/** The remaining path in milliseconds, or in steps without earlier durations. */
function prioritiesOf({ artifacts }: ExecutionPlan, weights: RemoteProducerOptions["weights"]) {
  const known = Object.values(weights ?? {});
  const mean = known.length === 0 ? 1 : known.reduce((sum, weight) => sum + weight, 0) / known.length;
  const remaining = remainingPath(
    artifactGraph(artifacts).dag,
    artifacts.map(({ id }) => weights?.[id] ?? mean),
  );
  return new Map(artifacts.map(({ id }, place) => [id, Math.min(2 ** 30, Math.round(remaining[place] ?? 0))]));
}
