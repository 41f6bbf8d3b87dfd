import { setFlagsFromString } from "node:v8";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { isAnswerTo, isSaid } from "./inbound.ts";
import {
  cellOf,
  type FromWorker,
  forgetOldest,
  type LineEnd,
  type Said,
  type Settled,
  type Surroundings,
  type ToWorker,
  type Work,
} from "./protocol.ts";

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
  /** Bytes in the heap and outside it; 0 when the thread has ended. A request may go unanswered. */
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

// The entry beside this file, in the form in which this file itself is running.
const entry = new URL(import.meta.url.endsWith(".ts") ? "./inside/entry.ts" : "./inside/entry.js", import.meta.url);

/**
 * V8 ends the whole process when one allocation (an array, a string, a table of a map: 1 GiB at most) does not fit under
 * a thread's limit. The watch on the memory keeps to the limit; V8's own is so far above that the watch comes first.
 */
const headroomMb = 3072;

/**
 * A heap that may become so large collects its garbage only when it has grown fourfold, which costs a stream a third
 * more memory than it needs; V8 has this setting for the process only, and reads it at each collection.
 */
setFlagsFromString("--heap-growing-percent=80");

/** Starts a thread. */
export function openLine(options: LineOptions): Line {
  const { port1: mine, port2: port } = new MessageChannel();
  const cancelled = new Int32Array(new SharedArrayBuffer(options.concurrency * Int32Array.BYTES_PER_ELEMENT));
  const worker = startWorker({ port, cancelled, memoryLimitMb: options.memoryLimitMb });
  const jobs = new Map<number, NewJob>();
  const told = new Set<number>();
  let last = 0;
  let isReady = false;
  let isOpen = true;
  let pings: (() => void)[] = [];
  const end = (number: number, outcome: CallOutcome): void => {
    const job = jobs.get(number);
    jobs.delete(number);
    job?.ended(outcome);
  };
  const lose = (number: number, how: Loss): void => {
    end(number, { kind: "lost", how, hadNeighbours: jobs.size > 1 });
  };
  const hear = (number: number, job: NewJob, message: unknown): void => {
    if (!isSaid(message) || !isAnswerTo(message, job.work)) lose(number, "garbled");
    else if (isEnding(message)) end(number, message);
    else job.said(message);
  };
  const take = (report: unknown): void => {
    if (report === "ready" && !isReady) {
      isReady = true;
      for (const job of jobs.values()) job.said({ kind: "started" });
    } else if (report === "pong") {
      for (const answered of pings) answered();
      pings = [];
    } else if (isAddressed(report)) {
      const job = jobs.get(report.number);
      if (job !== undefined) hear(report.number, job, report.message);
    }
  };
  /** What was posted before the end is in the queue, whatever ended the thread. */
  const drain = (): void => {
    for (;;) {
      const next: { readonly message: unknown } | undefined = receiveMessageOnPort(mine);
      if (next === undefined) return;
      take(next.message);
    }
  };
  const gone = (how: Loss): void => {
    if (!isOpen) return;
    isOpen = false;
    drain();
    mine.close();
    options.lost();
    const left = [...jobs.keys()];
    const hadNeighbours = left.length > 1;
    for (const number of left) end(number, { kind: "lost", how, hadNeighbours });
  };
  const tell = (message: ToWorker): void => mine.postMessage(message);
  const introduce = (surroundings: Surroundings): void => {
    if (told.has(surroundings.id)) return;
    tell({ kind: "surroundings", surroundings });
    told.add(surroundings.id);
    forgetOldest(told);
  };
  mine.on("message", take);
  // The thread keeps the program alive; this port alone need not.
  mine.unref();
  let howItEnds: Loss = "exit";
  worker.on("error", (error: unknown) => {
    if (isOutOfMemory(error)) howItEnds = "memory";
  });
  worker.on("exit", () => gone(howItEnds));
  return {
    give: (job) => {
      last += 1;
      const number = last;
      jobs.set(number, job);
      introduce(job.surroundings);
      tell({ kind: "job", number, work: job.work, surroundings: job.surroundings.id });
      // A thread that is up begins at once; that it says so itself would cost every job a message.
      if (isReady) job.said({ kind: "started" });
      return {
        cancel: () => {
          Atomics.store(cancelled, cellOf(cancelled, number), number);
          tell({ kind: "cancel", number });
        },
        giveUp: (how) => {
          drain();
          lose(number, how);
        },
      };
    },
    memory: async () => {
      const { used_heap_size, external_memory } = await worker.getHeapStatistics();
      return used_heap_size + external_memory;
    },
    ping: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      pings.push(resolve);
      tell({ kind: "ping" });
      return promise;
    },
    end: async (how) => {
      gone(how);
      await worker.terminate();
    },
  };
}

function startWorker(line: LineEnd): Worker {
  const worker = new Worker(entry, {
    name: "wct",
    workerData: { line },
    transferList: [line.port],
    env: {},
    argv: [],
    execArgv: [],
    // Nothing that gets past the capture inside reaches the program's own output.
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: line.memoryLimitMb + headroomMb },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
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
