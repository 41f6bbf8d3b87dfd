import { invariant } from "../../diagnostics/index.ts";
import {
  type FinishedJob,
  type FromWorker,
  forgetOldest,
  type InputQuestion,
  isAnswerTo,
  isReport,
  type Loss,
  type OutputPart,
  partsAhead,
  type RunContext,
  type ToWorker,
} from "../jobs/index.ts";
import { afterPendingWork } from "./after-pending-work.ts";
import { isClaimed, offer, type SharedJob, setCancelled, type Transport, takeBack } from "./transport/index.ts";
import type { CallOutcome, GivenJob, NewJob, WorkerChannel, WorkerChannelOptions } from "./worker-channel.ts";

/** Starts a worker. */
export function openWorkerChannel(options: WorkerChannelOptions): WorkerChannel {
  return new MultiplexedChannel(options);
}

interface Given extends SharedJob {
  readonly job: NewJob;
  /** Whether no job is before it any more. */
  hasTurn: boolean;
  /** Number of parts that were not taken yet. */
  parts: number;
}

class MultiplexedChannel implements WorkerChannel {
  readonly #transport: Transport;
  readonly #isSerial: boolean;
  readonly #lost: () => void;
  /** In the order in which they were given. */
  readonly #jobs = new Map<number, Given>();
  readonly #freeIndexes: number[];
  /** Ids of the run contexts that the worker has. */
  readonly #sentContexts = new Set<number>();
  readonly #unsent: ToWorker[] = [];
  #last = 0;
  #isReady = false;
  #isOpen = true;
  #pings: (() => void)[] = [];

  constructor({ open, lost, ...options }: WorkerChannelOptions) {
    const { jobs, isSerial } = options;
    this.#isSerial = isSerial;
    this.#freeIndexes = isSerial ? Array.from({ length: jobs }, (_, index) => index) : [];
    this.#lost = lost;
    this.#transport = open({
      ...options,
      heard: (report) => this.#take(report),
      printed: (text) => this.#printed(text),
      ended: (how) => this.#closed(how),
    });
  }

  get canQueue(): boolean {
    return this.#transport.canQueue;
  }

  give(job: NewJob): GivenJob {
    this.#last += 1;
    const number = this.#last;
    const stateIndex = this.#isSerial ? this.#freeIndexes.pop() : number % this.#transport.jobState.cancelled.length;
    invariant(stateIndex !== undefined, "a thread is given more jobs than it can have");
    const given: Given = { number, stateIndex, job, hasTurn: !this.#isSerial || this.#jobs.size === 0, parts: 0 };
    this.#jobs.set(number, given);
    this.#sendContext(job.runContext);
    offer(this.#transport.jobState, given);
    this.#send({ kind: "job", number, stateIndex, work: job.work, runContext: job.runContext.id });
    // A ready thread begins immediately. A message from the thread about this would be a cost for every job.
    if (given.hasTurn && this.#isReady) job.said({ kind: "started" });
    return {
      takeBack: () => this.#takeBack(given),
      cancel: () => {
        setCancelled(this.#transport.jobState, given);
        this.#send({ kind: "cancel", number });
      },
      giveUp: (how) => {
        this.#transport.drain();
        this.#lose(given, how);
      },
    };
  }

  isReady(): boolean {
    return this.#isReady;
  }

  withdraw(): boolean {
    for (const given of this.#jobs.values()) if (!given.hasTurn && this.#takeBack(given)) return true;
    return false;
  }

  hasUnbegun(): boolean {
    const { jobState } = this.#transport;
    return this.#isReady && [...this.#jobs.values()].some((given) => given.hasTurn && !isClaimed(jobState, given));
  }

  memory(): ReturnType<Transport["memory"]> {
    return this.#transport.memory();
  }

  ping(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pings.push(resolve);
    this.#send({ kind: "ping" });
    return promise;
  }

  async end(how: Loss, isDoubtful = false): Promise<void> {
    this.#closed(how, isDoubtful);
    await this.#transport.end();
  }

  /** Collects messages and sends them together, because waking the thread costs more than a message. */
  #send(message: ToWorker): void {
    this.#unsent.push(message);
    if (this.#unsent.length === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const messages = this.#unsent.splice(0);
    if (this.#isOpen) this.#transport.send(messages);
  }

  #sendContext(runContext: RunContext): void {
    if (this.#sentContexts.has(runContext.id)) return;
    this.#send({ kind: "run-context", runContext });
    this.#sentContexts.add(runContext.id);
    forgetOldest(this.#sentContexts);
  }

  #take(report: unknown): void {
    if (report === "ready" && !this.#isReady) {
      this.#isReady = true;
      for (const { job, hasTurn } of this.#jobs.values()) if (hasTurn) job.said({ kind: "started" });
    } else if (report === "pong") {
      for (const answered of this.#pings) answered();
      this.#pings = [];
    } else if (isAddressed(report)) {
      const given = this.#jobs.get(report.number);
      if (given !== undefined) this.#receive(given, report.message);
    } else this.#loseRunning();
  }

  #receive(given: Given, message: unknown): void {
    const { job } = given;
    if (!isReport(message) || !isAnswerTo(message, job.work)) this.#lose(given, "garbled");
    else if (message.kind === "ask") void this.#answer(given, message);
    else if (message.kind === "elements" || message.kind === "piece") this.#store(given, message);
    else if (!isEnding(message)) job.said(message);
    else {
      if (message.isSpent) this.#withdrawAll();
      this.#end(given, message);
    }
  }

  #store(given: Given, part: OutputPart): void {
    given.parts += 1;
    // A worker that ignores the limit of unacknowledged parts would fill the memory.
    if (given.parts > partsAhead + 1) {
      this.#lose(given, "garbled");
      return;
    }
    given.job.take(part).then(
      (isWanted) => {
        given.parts -= 1;
        if (!this.#jobs.has(given.number)) return;
        if (isWanted) this.#send({ kind: "taken", number: given.number });
        else this.#lose(given, "garbled");
      },
      () => this.#lose(given, "garbled"),
    );
  }

  async #answer({ number, job }: Given, question: InputQuestion): Promise<void> {
    const answer = await job.answer(question);
    if (this.#jobs.has(number)) this.#send({ kind: "answer", number, request: question.request, ...answer });
  }

  /** Output can be attributed only if exactly one job runs. */
  #printed(text: string): void {
    const running = [...this.#jobs.values()].filter(({ hasTurn }) => hasTurn);
    const [only, ...others] = running;
    if (only !== undefined && others.length === 0) only.job.said({ kind: "noted", level: "info", text });
  }

  #lose(given: Given, how: Loss): void {
    if (!this.#jobs.has(given.number)) return;
    this.#withdrawAll();
    this.#end(given, { kind: "lost", how, hadNeighbours: this.#jobs.size > 1 });
  }

  /**
   * Loses all running jobs. The origin of an unreadable message is unknown, and further messages are not trustworthy.
   */
  #loseRunning(): void {
    for (const given of [...this.#jobs.values()]) if (given.hasTurn) this.#lose(given, "garbled");
  }

  /** Withdraws waiting jobs, so that they do not run in what the current one leaves behind. */
  #withdrawAll(): void {
    for (const given of [...this.#jobs.values()]) if (!given.hasTurn) this.#takeBack(given);
  }

  #takeBack(given: Given): boolean {
    const canWait = this.#isSerial && this.#transport.canQueue;
    if (!canWait || !this.#jobs.has(given.number) || !takeBack(this.#transport.jobState, given)) return false;
    this.#end(given, { kind: "withdrawn" });
    return true;
  }

  #end(given: Given, outcome: CallOutcome): void {
    if (!this.#jobs.delete(given.number)) return;
    given.job.ended(outcome);
    if (!this.#isSerial || !this.#isOpen) return;
    this.#freeIndexes.push(given.stateIndex);
    this.#giveTurn();
  }

  #giveTurn(): void {
    const [next] = this.#jobs.values();
    if (next === undefined || next.hasTurn) return;
    next.hasTurn = true;
    afterPendingWork(() => {
      if (this.#jobs.has(next.number)) next.job.said({ kind: "started" });
    });
  }

  #closed(how: Loss, isDoubtful = false): void {
    if (!this.#isOpen) return;
    this.#transport.drain();
    this.#isOpen = false;
    this.#lost();
    const left = [...this.#jobs.values()];
    const { jobState } = this.#transport;
    // A job whose worker never started is not repeated, because the next worker would not start either.
    const isToBlame = (given: Given): boolean => (given.hasTurn && !this.#isReady) || isClaimed(jobState, given);
    for (const given of left) {
      const hadNeighbours = isDoubtful || (!this.#isSerial && (left.length > 1 || !isToBlame(given)));
      const isLost = !this.#isSerial || isToBlame(given);
      this.#end(given, isLost ? { kind: "lost", how, hadNeighbours } : { kind: "withdrawn" });
    }
  }
}

const endings: readonly FromWorker["kind"][] = [
  "produced",
  "source-state",
  "exported",
  "failed",
] satisfies FinishedJob["kind"][];

function isEnding(message: FromWorker): message is FinishedJob {
  return endings.includes(message.kind);
}

function isAddressed(report: unknown): report is { readonly number: number; readonly message: unknown } {
  return (
    typeof report === "object" &&
    report !== null &&
    "number" in report &&
    typeof report.number === "number" &&
    "message" in report
  );
}
