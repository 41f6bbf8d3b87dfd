import type { MessagePort } from "node:worker_threads";
import { assertNever, invariant } from "../../../diagnostics/index.ts";
import { type JobFolder, jobFolder } from "../../../store/index.ts";
import {
  type FromWorker,
  forgetOldest,
  type InputAnswer,
  type JobWork,
  type Order,
  partsAhead,
  type RunContext,
  type ToWorker,
  type WorkerReport,
} from "../../jobs/index.ts";
import { claim, isCancelled, type SharedJobState, setCancelled } from "../transport/shared-job-state.ts";
import type { ThreadEndpoint } from "../transport/transport.ts";
import { endWorker } from "./end-worker.ts";
import { exportFile } from "./export.ts";
import { guardProcess } from "./guards/index.ts";
import type { JobChannel } from "./job.ts";
import type { Performed } from "./perform.ts";
import { produce } from "./produce.ts";
import { tellSourceState } from "./source-state.ts";
import { createTurns } from "./turns.ts";

/** Removes the endpoint from `workerData`, so that no component can access it. */
export function takeEndpoint(data: { endpoint: ThreadEndpoint | null }): ThreadEndpoint {
  const { endpoint } = data;
  invariant(endpoint !== null, "a thread was started without its endpoint");
  data.endpoint = null;
  return endpoint;
}

/** A worker's end of its transport. Its methods are bound before any component is loaded. */
export interface HostPort {
  readonly post: (report: WorkerReport, transfer?: readonly ArrayBuffer[]) => void;
  readonly listen: (take: (messages: readonly ToWorker[]) => void) => void;
  /** Returns the folder for the files of a job. */
  readonly folderFor: (runContext: RunContext) => JobFolder;
  /** Sets whether the transport keeps the worker alive. Initially it does. */
  readonly hold: (isHeld: boolean) => void;
  readonly jobState: SharedJobState;
  readonly isSerial: boolean;
}

/** Creates the end of the transport in a thread. */
export function threadPort({ port, jobState, isSerial }: ThreadEndpoint): HostPort {
  const [post, ref, unref] = [port.postMessage, port.ref, port.unref].map((method) => method.bind(port)) as [
    MessagePort["postMessage"],
    () => void,
    () => void,
  ];
  return {
    post: (report, transfer = []) => post(report, transfer),
    listen: (take) => port.on("message", take),
    hold: (isHeld) => (isHeld ? ref() : unref()),
    folderFor: ({ location }) => jobFolder(location),
    jobState,
    isSerial,
  };
}

// Saved before a component can replace them.
const { setTimeout, clearTimeout } = globalThis;

/** A longer job may be waiting forever. */
const longMs = 20_000;

/**
 * Keeps the worker alive between jobs, while a job has a time limit, and while a job waits for the host. During a long
 * job without these, the worker exits when its event loop is empty, as any Node program does, because the job would
 * never end.
 */
class Hold {
  readonly #port: HostPort;
  #unlimited = 0;
  #reasons = 0;

  constructor(port: HostPort) {
    this.#port = port;
  }

  /** Returns a function that ends it. */
  job(hasTimeLimit: boolean): () => void {
    if (hasTimeLimit) return this.reason();
    let isLong = false;
    const timer = setTimeout(() => {
      isLong = true;
      this.#change(1, 0);
    }, longMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
      if (isLong) this.#change(-1, 0);
    };
  }

  reason(): () => void {
    this.#change(0, 1);
    return () => this.#change(0, -1);
  }

  #change(unlimited: number, reasons: number): void {
    this.#unlimited += unlimited;
    this.#reasons += reasons;
    this.#port.hold(this.#unlimited === 0 || this.#reasons > 0);
  }
}

/** Runs the jobs that the host sends. A bug in wct ends the worker. */
export function serve(port: HostPort): void {
  const take = taking(port);
  port.listen((messages) => {
    for (let i = 0; i < messages.length; i++) take(messages[i]!);
  });
  guardProcess();
  port.post("ready");
}

/** The state of a running job that messages from the host change. */
interface RunningState {
  cancel: () => void;
  untaken: number;
  room: Pick<PromiseWithResolvers<void>, "promise" | "resolve"> | null;
  readonly answers: Map<number, (answer: InputAnswer) => void>;
}

function taking(port: HostPort): (message: ToWorker) => void {
  const { jobState, isSerial, post } = port;
  const known = new Map<number, RunContext>();
  const running = new Map<number, RunningState>();
  const perform = performing(port, known, running);
  const isStill = (order: Order): boolean => claim(jobState, order);
  const begin = isSerial
    ? createTurns<Order>({ isStill, perform })
    : (order: Order): void => {
        if (isStill(order)) void perform(order);
      };
  return (message) => {
    switch (message.kind) {
      case "job":
        begin(message);
        return;
      case "run-context":
        known.set(message.runContext.id, message.runContext);
        forgetOldest(known);
        return;
      case "cancel":
        running.get(message.number)?.cancel();
        return;
      case "taken":
        taken(running.get(message.number));
        return;
      case "answer":
        answered(running.get(message.number), message);
        return;
      case "ping":
        post("pong");
        return;
      default:
        assertNever(message);
    }
  };
}

function taken(job: RunningState | undefined): void {
  if (job === undefined) return;
  job.untaken -= 1;
  job.room?.resolve();
  job.room = null;
}

function answered(
  job: RunningState | undefined,
  { request, text, problem }: InputAnswer & { readonly request: number },
): void {
  job?.answers.get(request)?.({ text, problem });
  job?.answers.delete(request);
}

function performing(port: HostPort, known: ReadonlyMap<number, RunContext>, running: Map<number, RunningState>) {
  const hold = new Hold(port);
  return async (order: Order): Promise<{ readonly isSpent: boolean }> => {
    const { number, work } = order;
    const runContext = known.get(order.runContext);
    invariant(runContext !== undefined, "a job came without the context of its run");
    const state: RunningState = { cancel: () => {}, untaken: 0, room: null, answers: new Map() };
    running.set(number, state);
    const channel = jobChannelOf(port, order, { state, hold, folder: port.folderFor(runContext) });
    const end = hold.job(work.job.hasTimeLimit);
    try {
      return await performWork(work, runContext, channel);
    } catch {
      return endWorker();
    } finally {
      running.delete(number);
      end();
    }
  };
}

function performWork(work: JobWork, runContext: RunContext, channel: JobChannel): Promise<Performed> {
  switch (work.handler) {
    case "produce":
      return produce(work.job, runContext, channel);
    case "source-state":
      return tellSourceState(work.job, runContext, channel);
    case "export":
      return exportFile(work.job, runContext, channel);
    default:
      return assertNever(work);
  }
}

interface Around {
  readonly state: RunningState;
  readonly hold: Hold;
  readonly folder: JobFolder;
}

function jobChannelOf({ post, jobState }: HostPort, order: Order, { state, hold, folder }: Around): JobChannel {
  const { number } = order;
  const say = (message: FromWorker, transfer?: readonly ArrayBuffer[]): void => post({ number, message }, transfer);
  let requests = 0;
  return {
    post: say,
    folder,
    isCancelled: () => isCancelled(jobState, order),
    onCancel: (listener) => {
      state.cancel = () => {
        // Without shared memory, only this message reports the cancellation.
        setCancelled(jobState, order);
        listener();
      };
    },
    send: (part, transfer) => {
      say(part, transfer);
      state.untaken += 1;
      if (state.untaken < partsAhead) return null;
      state.room ??= holdingPromise(hold);
      return state.room.promise;
    },
    ask: (question) => {
      requests += 1;
      const request = requests;
      const { promise, resolve } = holdingPromise<InputAnswer>(hold);
      state.answers.set(request, resolve);
      say({ kind: "ask", request, ...question });
      return promise;
    },
  };
}

/** Creates a promise that the host settles. */
function holdingPromise<T>(hold: Hold): Pick<PromiseWithResolvers<T>, "promise" | "resolve"> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const end = hold.reason();
  return {
    promise,
    resolve: (value) => {
      end();
      resolve(value);
    },
  };
}
