import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { Piscina } from "piscina";
import { assertNever } from "../../diagnostics/index.ts";
import {
  cellOf,
  forgetOldest,
  type Order,
  type Report,
  type Said,
  type Settled,
  type Surroundings,
  type Work,
} from "./protocol.ts";

/** How a thread was lost under a job. */
export type Loss = "exit" | "memory" | "unresponsive";
export type CallOutcome = Settled | { readonly kind: "lost"; readonly how: Loss };

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
  readonly pool: Piscina;
  readonly give: (job: NewJob) => GivenJob;
}

export interface LineOptions {
  /** Jobs at once. */
  readonly concurrency: number;
  readonly memoryLimitMb: number;
  /** The thread is gone. Its jobs have been told. */
  readonly lost: () => void;
}

// The entry beside this file, in the form in which this file itself is running.
const entry = new URL(import.meta.url.endsWith(".ts") ? "./inside/entry.ts" : "./inside/entry.js", import.meta.url);

/** Starts a thread. A pool of one, whose only task serves the line and ends with the thread. */
export function openLine({ concurrency, memoryLimitMb, lost }: LineOptions): Line {
  const pool = new Piscina({
    filename: entry.href,
    name: "serve",
    minThreads: 1,
    maxThreads: 1,
    atomics: "disabled",
    idleTimeout: Number.POSITIVE_INFINITY,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: memoryLimitMb },
  });
  const { port1: mine, port2: port } = new MessageChannel();
  const cancelled = new Int32Array(new SharedArrayBuffer(concurrency * Int32Array.BYTES_PER_ELEMENT));
  const jobs = new Map<number, NewJob>();
  const told = new Set<number>();
  let last = 0;
  let isReady = false;
  const ready = (): void => {
    isReady = true;
    for (const job of jobs.values()) job.said({ kind: "started" });
  };
  const take = (report: Report): void => {
    if (report === "ready") {
      ready();
      return;
    }
    const { number, message } = report;
    const job = jobs.get(number);
    if (job === undefined) return;
    switch (message.kind) {
      case "progress":
      case "noted":
      case "cost":
        job.said(message);
        return;
      case "produced":
      case "failed":
      case "exported":
        end(number, message);
        return;
      default:
        assertNever(message);
    }
  };
  const end = (number: number, outcome: CallOutcome): void => {
    const job = jobs.get(number);
    jobs.delete(number);
    job?.ended(outcome);
  };
  /** What was posted before the end is in the queue, whatever ended the thread. */
  const drain = (): void => {
    for (;;) {
      const next: { readonly message: Report } | undefined = receiveMessageOnPort(mine);
      if (next === undefined) return;
      take(next.message);
    }
  };
  const gone = (how: Loss): void => {
    drain();
    mine.close();
    lost();
    for (const number of [...jobs.keys()]) end(number, { kind: "lost", how });
  };
  const tell = (surroundings: Surroundings): void => {
    if (told.has(surroundings.id)) return;
    mine.postMessage({ kind: "surroundings", surroundings });
    told.add(surroundings.id);
    forgetOldest(told);
  };
  mine.on("message", take);
  // The pool keeps the program alive; this port alone need not.
  mine.unref();
  pool.run({ port, cancelled }, { transferList: [port] }).then(
    () => gone("exit"),
    (error: unknown) => gone(isOutOfMemory(error) ? "memory" : "exit"),
  );
  return {
    pool,
    give: (job) => {
      last += 1;
      const number = last;
      const { surroundings, work } = job;
      jobs.set(number, job);
      tell(surroundings);
      const order: Order = { kind: "job", number, work, surroundings: surroundings.id };
      mine.postMessage(order);
      // A thread that is up begins at once; that it says so itself would cost every job a message.
      if (isReady) job.said({ kind: "started" });
      return {
        cancel: () => {
          Atomics.store(cancelled, cellOf(cancelled, number), number);
          mine.postMessage({ kind: "cancel", number });
        },
        giveUp: (how) => {
          drain();
          end(number, { kind: "lost", how });
        },
      };
    },
  };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
