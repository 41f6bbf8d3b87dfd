import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Evaluated } from "../../debug/index.ts";
import type { EvaluationAnswer, EvaluationRequest } from "./evaluator-thread.ts";

const entry = new URL("./evaluator-entry.js", import.meta.url);

interface Waiting {
  readonly request: EvaluationRequest;
  readonly onStart: () => void;
  readonly resolve: (answer: Evaluated) => void;
}

/** The main end of the evaluating thread, which evaluates one expression at a time. */
export class EvaluatorThread {
  readonly #worker: Worker;
  #isReady = false;
  #waiting: Waiting | null = null;
  #hasEnded = false;

  constructor() {
    this.#worker = startWorker();
    this.#worker.unref();
    this.#worker.on("message", (answer: EvaluationAnswer) => this.#receive(answer));
    this.#worker.on("error", (error) => this.#lose(error));
    this.#worker.on("exit", () => this.#lose(null));
  }

  /** Whether the thread ended, so that it takes no more requests. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** `onStart` is called when the thread, once it is ready, gets the request. Never rejects. */
  evaluate(request: EvaluationRequest, onStart: () => void): Promise<Evaluated> {
    return new Promise((resolve) => {
      this.#waiting = { request, onStart, resolve };
      this.#worker.ref();
      if (this.#isReady) this.#post();
    });
  }

  /** Ends the thread. An evaluation in progress gets the given answer. */
  async end(answer: Evaluated): Promise<void> {
    this.#hasEnded = true;
    this.#settle(answer);
    await this.#worker.terminate();
  }

  #receive(answer: EvaluationAnswer): void {
    if (answer.kind !== "ready") this.#settle(answer);
    else {
      this.#isReady = true;
      if (this.#waiting !== null) this.#post();
    }
  }

  #post(): void {
    const { request, onStart } = this.#waiting!;
    onStart();
    try {
      this.#worker.postMessage(request);
    } catch {
      // A value that is nested too deeply cannot be sent.
      const hint = "use fields that need no content, such as size";
      this.#settle({ kind: "failed", message: "the content is nested too deeply", hint });
    }
  }

  #lose(error: unknown): void {
    this.#hasEnded = true;
    const isMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    const message = isMemory ? "the evaluation needed too much memory" : "the evaluating thread ended unexpectedly";
    this.#settle({ kind: "failed", message, hint: "use a simpler expression" });
  }

  #settle(answer: Evaluated): void {
    this.#waiting?.resolve(answer);
    this.#waiting = null;
    this.#worker.unref();
  }
}

function startWorker(): Worker {
  const folder = getCompileCacheDir();
  return new Worker(entry, {
    name: "wct expressions",
    // Node creates a folder for its version inside the one that it is given.
    workerData: { compileCache: folder === undefined ? null : dirname(folder) },
    env: {},
    argv: [],
    execArgv: [],
    // Output must not mix with the program's own. Nothing reads it, because a reader would keep the process alive.
    stdout: true,
    stderr: true,
    // Within the time limit an expression allocates less than this; V8 ends the process if one allocation exceeds it.
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 },
  });
}
