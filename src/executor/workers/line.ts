import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import { invariant } from "../../diagnostics/index.ts";
import { type Cell, createCells, isClaimed, type JobCells, offer, setCancelled, takeBack } from "./cells.ts";
import { isAnswerTo, isSaid } from "./inbound.ts";
import {
  type FromWorker,
  forgetOldest,
  type Said,
  type Settled,
  type Surroundings,
  type ToWorker,
  type Work,
} from "./protocol.ts";
import { startWorker } from "./start-worker.ts";
import { whenAnswered } from "./when-answered.ts";

/** How a thread was lost under a job; `garbled`: what came from it is nothing that a worker says. */
export type Loss = "exit" | "memory" | "unresponsive" | "blocked" | "garbled";

export interface Lost {
  readonly kind: "lost";
  readonly how: Loss;
  /** Others shared the thread, so that it is not known whose fault it was. */
  readonly hadNeighbours: boolean;
}

/** It has not begun, and will not here: it was taken back, or the thread was lost or spent before its turn came. */
export interface Withdrawn {
  readonly kind: "withdrawn";
}

export type CallOutcome = Settled | Lost | Withdrawn;

export interface NewJob {
  readonly work: Work;
  readonly surroundings: Surroundings;
  /** That it started is said once its turn has come and the thread is up. */
  readonly said: (said: Said) => void;
  /** Called once: with what the job came to, how the thread was lost under it, or that it is to be done elsewhere. */
  readonly ended: (outcome: CallOutcome) => void;
}

/** A job that its thread has been given. */
export interface GivenJob {
  /** Ends it as withdrawn; false: it has begun. */
  readonly takeBack: () => boolean;
  readonly cancel: () => void;
  /** Ends it from outside, unless its own end has arrived already. */
  readonly giveUp: (how: Loss) => void;
}

/** One thread, and one line to it that all its jobs share: a channel for each would cost more than a small job. */
export interface Line {
  /** A job given behind another waits in the thread for its end, so that the thread need not wait for the host. */
  readonly give: (job: NewJob) => GivenJob;
  readonly isReady: () => boolean;
  /** Takes back the oldest job that waits behind another; false: none does any more. */
  readonly withdraw: () => boolean;
  /** Bytes in the heap and outside it; rejects when the thread has ended. A request may go unanswered. */
  readonly memory: () => Promise<number>;
  /** Settles when the thread comes round to it. */
  readonly ping: () => Promise<void>;
  /** Ends all jobs that are left, and the thread. */
  readonly end: (how: Loss) => Promise<void>;
}

export interface LineOptions {
  /** Jobs at once, or given at once where each waits for the one before. */
  readonly jobs: number;
  readonly isSerial: boolean;
  readonly memoryLimitMb: number;
  /** The thread is gone. Its jobs are told next. */
  readonly lost: () => void;
}

/** Starts a thread. */
export function openLine(options: LineOptions): Line {
  return new ThreadLine(options);
}

interface Given extends Cell {
  readonly job: NewJob;
  /** Nothing is before it any more. */
  hasTurn: boolean;
}

class ThreadLine implements Line {
  readonly #port: MessagePort;
  readonly #cells: JobCells;
  readonly #isSerial: boolean;
  readonly #worker: Worker;
  readonly #lost: () => void;
  /** In the order in which they were given. */
  readonly #jobs = new Map<number, Given>();
  readonly #freeCells: number[];
  /** The surroundings that the thread remembers. */
  readonly #told = new Set<number>();
  readonly #untold: ToWorker[] = [];
  #last = 0;
  #isReady = false;
  #isOpen = true;
  #pings: (() => void)[] = [];

  constructor({ jobs, isSerial, memoryLimitMb, lost }: LineOptions) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#cells = createCells(jobs);
    this.#isSerial = isSerial;
    this.#freeCells = isSerial ? Array.from({ length: jobs }, (_, cell) => cell) : [];
    this.#worker = startWorker({ port: port2, cells: this.#cells, isSerial, memoryLimitMb });
    this.#lost = lost;
    this.#listen();
  }

  give(job: NewJob): GivenJob {
    this.#last += 1;
    const number = this.#last;
    const cell = this.#isSerial ? this.#freeCells.pop() : number % this.#cells.cancelled.length;
    invariant(cell !== undefined, "a thread is given more jobs than it can have");
    const given: Given = { number, cell, job, hasTurn: !this.#isSerial || this.#jobs.size === 0 };
    this.#jobs.set(number, given);
    this.#introduce(job.surroundings);
    offer(this.#cells, given);
    this.#tell({ kind: "job", number, cell, work: job.work, surroundings: job.surroundings.id });
    // A thread that is up begins at once; that it says so itself would cost every job a message.
    if (given.hasTurn && this.#isReady) job.said({ kind: "started" });
    return {
      takeBack: () => this.#takeBack(given),
      cancel: () => {
        setCancelled(this.#cells, given);
        this.#tell({ kind: "cancel", number });
      },
      giveUp: (how) => {
        this.#drain();
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

  async memory(): Promise<number> {
    const { used_heap_size, external_memory } = await this.#worker.getHeapStatistics();
    return used_heap_size + external_memory;
  }

  ping(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pings.push(resolve);
    this.#tell({ kind: "ping" });
    return promise;
  }

  async end(how: Loss): Promise<void> {
    this.#gone(how);
    await this.#worker.terminate();
  }

  #listen(): void {
    this.#port.on("message", (report: unknown) => this.#take(report));
    // The thread keeps the program alive; this port alone need not.
    this.#port.unref();
    let howItEnds: Loss = "exit";
    this.#worker.on("error", (error: unknown) => {
      if (isOutOfMemory(error)) howItEnds = "memory";
    });
    this.#worker.on("exit", () => this.#gone(howItEnds));
  }

  /** All that is told in one go wakes the thread once, which costs more than a message. */
  #tell(message: ToWorker): void {
    this.#untold.push(message);
    if (this.#untold.length === 1) queueMicrotask(() => this.#port.postMessage(this.#untold.splice(0)));
  }

  #introduce(surroundings: Surroundings): void {
    if (this.#told.has(surroundings.id)) return;
    this.#tell({ kind: "surroundings", surroundings });
    this.#told.add(surroundings.id);
    forgetOldest(this.#told);
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
      if (given !== undefined) this.#hear(given, report.message);
    }
  }

  #hear(given: Given, message: unknown): void {
    if (!isSaid(message) || !isAnswerTo(message, given.job.work)) this.#lose(given, "garbled");
    else if (!isEnding(message)) given.job.said(message);
    else {
      if (message.isSpent) this.#withdrawAll();
      this.#end(given, message);
    }
  }

  #lose(given: Given, how: Loss): void {
    this.#withdrawAll();
    this.#end(given, { kind: "lost", how, hadNeighbours: this.#jobs.size > 1 });
  }

  /** What waits behind another is not to meet what that one leaves. */
  #withdrawAll(): void {
    for (const given of [...this.#jobs.values()]) if (!given.hasTurn) this.#takeBack(given);
  }

  #takeBack(given: Given): boolean {
    if (!this.#isSerial || !this.#jobs.has(given.number) || !takeBack(this.#cells, given)) return false;
    this.#end(given, { kind: "withdrawn" });
    return true;
  }

  #end(given: Given, outcome: CallOutcome): void {
    if (!this.#jobs.delete(given.number)) return;
    given.job.ended(outcome);
    if (!this.#isSerial || !this.#isOpen) return;
    this.#freeCells.push(given.cell);
    this.#giveTurn();
  }

  #giveTurn(): void {
    const [next] = this.#jobs.values();
    if (next === undefined || next.hasTurn) return;
    next.hasTurn = true;
    whenAnswered(() => {
      if (this.#jobs.has(next.number)) next.job.said({ kind: "started" });
    });
  }

  #gone(how: Loss): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#drain();
    this.#port.close();
    this.#lost();
    const left = [...this.#jobs.values()];
    const hadNeighbours = !this.#isSerial && left.length > 1;
    // One for which the thread never came up is not tried again: the next thread would not come up either.
    const isToBlame = (given: Given): boolean =>
      !this.#isSerial || (given.hasTurn && !this.#isReady) || isClaimed(this.#cells, given);
    for (const given of left)
      this.#end(given, isToBlame(given) ? { kind: "lost", how, hadNeighbours } : { kind: "withdrawn" });
  }

  /** What was posted before the end is in the queue, whatever ended the thread. */
  #drain(): void {
    for (;;) {
      const next: { readonly message: unknown } | undefined = receiveMessageOnPort(this.#port);
      if (next === undefined) return;
      this.#take(next.message);
    }
  }
}

function isEnding(message: FromWorker): message is Settled {
  return message.kind === "produced" || message.kind === "failed" || message.kind === "exported";
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

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
