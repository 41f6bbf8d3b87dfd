import type { MessagePort, Worker } from "node:worker_threads";
import type { Loss, ToWorker } from "../../jobs/index.ts";
import { createSharedJobState } from "./shared-job-state.ts";
import { startWorker } from "./start-worker.ts";
import type { Memory, Transport, TransportOptions } from "./transport.ts";

let loaded: typeof import("node:worker_threads") | undefined;

/** Loads the module on use: a run in which nothing changed starts no thread. */
function ofThreads(): typeof import("node:worker_threads") {
  loaded ??= process.getBuiltinModule("node:worker_threads");
  return loaded;
}

/** Starts a thread. Host and thread share memory for immediate decisions. */
export function openThread(options: TransportOptions): Transport {
  const { MessageChannel } = ofThreads();
  const { port1, port2 } = new MessageChannel();
  const jobState = createSharedJobState(options.jobs);
  const { isSerial, memoryLimitMb } = options;
  const worker = startWorker({ port: port2, jobState, isSerial, memoryLimitMb });
  return new ThreadTransport({ worker, port: port1, jobState }, options);
}

class ThreadTransport implements Transport {
  readonly jobState: Transport["jobState"];
  readonly canQueue = true;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #options: TransportOptions;
  #isOpen = true;

  constructor(
    {
      worker,
      port,
      jobState,
    }: { readonly worker: Worker; readonly port: MessagePort; readonly jobState: Transport["jobState"] },
    options: TransportOptions,
  ) {
    this.jobState = jobState;
    this.#worker = worker;
    this.#port = port;
    this.#options = options;
    port.on("message", (report: unknown) => this.#hear(report));
    // A message that cannot be deserialized is not a worker's message.
    port.on("messageerror", () => this.#hear(null));
    // The thread keeps the program alive; this port alone must not.
    port.unref();
    let howItEnds: Loss = "exit";
    worker.on("error", (error: unknown) => {
      if (isOutOfMemory(error)) howItEnds = "memory";
    });
    worker.on("exit", () => this.#gone(howItEnds));
  }

  send(messages: readonly ToWorker[]): void {
    this.#port.postMessage(messages);
  }

  drain(): void {
    while (this.#isOpen) {
      const next: { readonly message: unknown } | undefined = ofThreads().receiveMessageOnPort(this.#port);
      if (next === undefined) return;
      this.#hear(next.message);
    }
  }

  async memory(): Promise<Memory> {
    const { used_heap_size, total_heap_size, external_memory, malloced_memory } =
      await this.#worker.getHeapStatistics();
    return { used: used_heap_size + external_memory, committed: total_heap_size + external_memory + malloced_memory };
  }

  async end(): Promise<void> {
    this.#isOpen = false;
    this.#port.close();
    await this.#worker.terminate();
  }

  #hear(report: unknown): void {
    if (this.#isOpen) this.#options.heard(report);
  }

  #gone(how: Loss): void {
    this.drain();
    this.#isOpen = false;
    this.#port.close();
    this.#options.ended(how);
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
