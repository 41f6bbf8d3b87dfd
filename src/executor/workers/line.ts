import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import { isAnswerTo, isSaid } from "./inbound.ts";
import {
  cellOf,
  type FromWorker,
  forgetOldest,
  type Said,
  type Settled,
  type Surroundings,
  type ToWorker,
  type Work,
} from "./protocol.ts";
import { startWorker } from "./start-worker.ts";

/** How a thread was lost under a job; `garbled`: what came from it is nothing that a worker says. */
export type Loss = "exit" | "memory" | "unresponsive" | "blocked" | "garbled";

export interface Lost {
  readonly kind: "lost";
  readonly how: Loss;
  /** Others shared the thread, so that it is not known whose fault it was. */
  readonly hadNeighbours: boolean;
}

export type CallOutcome = Settled | Lost;

export interface NewJob {
  readonly work: Work;
  readonly surroundings: Surroundings;
  readonly said: (said: Said) => void;
  /** Called once: with what the job came to, or how the thread was lost under it. */
  readonly ended: (outcome: CallOutcome) => void;
}

/** A job that its thread has been given. */
export interface GivenJob {
  readonly cancel: () => void;
  /** Ends it from outside, unless its own end has arrived already. */
  readonly giveUp: (how: Loss) => void;
}

/** One thread, and one line to it that all its jobs share: a channel for each would cost more than a small job. */
export interface Line {
  readonly give: (job: NewJob) => GivenJob;
  /** Bytes in the heap and outside it; rejects when the thread has ended. A request may go unanswered. */
  readonly memory: () => Promise<number>;
  /** Settles when the thread comes round to it. */
  readonly ping: () => Promise<void>;
  /** Ends all jobs that are left, and the thread. */
  readonly end: (how: Loss) => Promise<void>;
}

export interface LineOptions {
  /** Jobs at once. */
  readonly concurrency: number;
  readonly memoryLimitMb: number;
  /** The thread is gone. Its jobs are told next. */
  readonly lost: () => void;
}

/** Starts a thread. */
export function openLine(options: LineOptions): Line {
  return new ThreadLine(options);
}

class ThreadLine implements Line {
  readonly #port: MessagePort;
  readonly #cancelled: Int32Array;
  readonly #worker: Worker;
  readonly #lost: () => void;
  readonly #jobs = new Map<number, NewJob>();
  /** The surroundings that the thread remembers. */
  readonly #told = new Set<number>();
  #last = 0;
  #isReady = false;
  #isOpen = true;
  #pings: (() => void)[] = [];

  constructor({ concurrency, memoryLimitMb, lost }: LineOptions) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#cancelled = new Int32Array(new SharedArrayBuffer(concurrency * Int32Array.BYTES_PER_ELEMENT));
    this.#worker = startWorker({ port: port2, cancelled: this.#cancelled, memoryLimitMb });
    this.#lost = lost;
    this.#listen();
  }

  give(job: NewJob): GivenJob {
    this.#last += 1;
    const number = this.#last;
    this.#jobs.set(number, job);
    this.#introduce(job.surroundings);
    this.#tell({ kind: "job", number, work: job.work, surroundings: job.surroundings.id });
    // A thread that is up begins at once; that it says so itself would cost every job a message.
    if (this.#isReady) job.said({ kind: "started" });
    return {
      cancel: () => {
        Atomics.store(this.#cancelled, cellOf(this.#cancelled, number), number);
        this.#tell({ kind: "cancel", number });
      },
      giveUp: (how) => {
        this.#drain();
        this.#lose(number, how);
      },
    };
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

  #tell(message: ToWorker): void {
    this.#port.postMessage(message);
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
      for (const job of this.#jobs.values()) job.said({ kind: "started" });
    } else if (report === "pong") {
      for (const answered of this.#pings) answered();
      this.#pings = [];
    } else if (isAddressed(report)) {
      const job = this.#jobs.get(report.number);
      if (job !== undefined) this.#hear(report.number, job, report.message);
    }
  }

  #hear(number: number, job: NewJob, message: unknown): void {
    if (!isSaid(message) || !isAnswerTo(message, job.work)) this.#lose(number, "garbled");
    else if (isEnding(message)) this.#end(number, message);
    else job.said(message);
  }

  #lose(number: number, how: Loss): void {
    this.#end(number, { kind: "lost", how, hadNeighbours: this.#jobs.size > 1 });
  }

  #end(number: number, outcome: CallOutcome): void {
    const job = this.#jobs.get(number);
    this.#jobs.delete(number);
    job?.ended(outcome);
  }

  #gone(how: Loss): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#drain();
    this.#port.close();
    this.#lost();
    const left = [...this.#jobs.keys()];
    const hadNeighbours = left.length > 1;
    for (const number of left) this.#end(number, { kind: "lost", how, hadNeighbours });
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
