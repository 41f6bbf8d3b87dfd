import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import type { Piscina } from "piscina";
import { assertNever } from "../../diagnostics/index.ts";
import type { Clock } from "../../domain/index.ts";
import type { Envelope, ExportJob, FromWorker, Handler, ProduceJob, Said, Settled, Surroundings } from "./protocol.ts";

export interface CallLimits {
  readonly clock: Clock;
  /** Of the heap and of what lies outside it, in MiB. */
  readonly memoryLimitMb: number;
  /** Milliseconds between a cancellation and the end of a thread that does not react. */
  readonly graceMs: number;
}

export interface Call {
  readonly handler: Handler;
  readonly job: ProduceJob | ExportJob;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
  readonly said: (said: Said) => void;
}

/** How a thread was lost under a job. */
export type Loss = "exit" | "memory" | "unresponsive";
export type CallOutcome = Settled | { readonly kind: "lost"; readonly how: Loss };

const watchEveryMs = 250;

/** Runs one job in the thread of a pool. Never rejects for what a component does. */
export async function callIn(pool: Piscina, call: Call, limits: CallLimits): Promise<CallOutcome> {
  const { port1: mine, port2: theirs } = new MessageChannel();
  const inbox = createInbox(mine, call.said);
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const given = Promise.withResolvers<Loss>();
  const stopWatching = watchMemory(pool, limits, () => given.resolve("memory"));
  const stopCancelling = onAbort(call.signal, () => {
    Atomics.store(cancelled, 0, 1);
    mine.postMessage("cancel");
    return limits.clock.after(limits.graceMs, () => given.resolve("unresponsive"));
  });
  const { job, surroundings, handler } = call;
  const envelope: Envelope<ProduceJob | ExportJob> = { job, surroundings, port: theirs, cancelled };
  const ran = pool.run(envelope, { name: handler, transferList: [theirs] }).then(
    () => "exit" as const,
    (error: unknown) => (isOutOfMemory(error) ? "memory" : "exit"),
  );
  try {
    const how = await Promise.race([ran, given.promise]);
    // What was posted before the end is in the queue, whatever ended the thread.
    return inbox.drain() ?? { kind: "lost", how };
  } finally {
    stopWatching();
    stopCancelling();
    mine.close();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

/** Hands on what a worker says, and keeps how its job ended. */
function createInbox(port: MessagePort, said: (said: Said) => void) {
  let settled: Settled | null = null;
  const take = (message: FromWorker): void => {
    if (settled !== null) return;
    switch (message.kind) {
      case "started":
      case "progress":
      case "noted":
      case "cost":
        said(message);
        return;
      case "produced":
      case "failed":
      case "exported":
        settled = message;
        return;
      default:
        assertNever(message);
    }
  };
  port.on("message", take);
  return {
    drain: (): Settled | null => {
      for (;;) {
        const next: { readonly message: FromWorker } | undefined = receiveMessageOnPort(port);
        if (next === undefined) return settled;
        take(next.message);
      }
    },
  };
}

/** Calls once when the signal aborts, also if it has; returns what undoes it. */
function onAbort(signal: AbortSignal, cancel: () => () => void): () => void {
  let undo = () => {};
  const listener = () => {
    undo = cancel();
  };
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
  return () => {
    signal.removeEventListener("abort", listener);
    undo();
  };
}

/** Resource limits do not count what lies outside the heap (buffers), so a busy thread is asked now and then. */
function watchMemory(pool: Piscina, { clock, memoryLimitMb }: CallLimits, exceeded: () => void): () => void {
  let stop = () => {};
  let isWatching = true;
  const look = async (): Promise<void> => {
    const [worker] = pool.threads;
    const used = worker === undefined ? 0 : await memoryOf(worker);
    if (!isWatching) return;
    if (used > memoryLimitMb * 1024 * 1024) exceeded();
    else again();
  };
  const again = (): void => {
    stop = clock.after(watchEveryMs, () => void look());
  };
  again();
  return () => {
    isWatching = false;
    stop();
  };
}

async function memoryOf(worker: Worker): Promise<number> {
  try {
    const { used_heap_size, external_memory } = await worker.getHeapStatistics();
    return used_heap_size + external_memory;
  } catch {
    // The thread has just ended; its job tells.
    return 0;
  }
}
