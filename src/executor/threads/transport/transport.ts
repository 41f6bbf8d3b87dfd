import type { MessagePort } from "node:worker_threads";
import type { Loss, ToWorker } from "../../jobs/index.ts";
import type { SharedJobState } from "./shared-job-state.ts";

/** A thread's end of its transport. It is removed from its `workerData` before a component can read that. */
export interface ThreadEndpoint {
  readonly port: MessagePort;
  readonly jobState: SharedJobState;
  /** Whether jobs run sequentially and each is claimed in the shared state. Otherwise each begins when it arrives. */
  readonly isSerial: boolean;
  readonly memoryLimitMb: number;
}

export interface TransportOptions {
  /** Maximum number of concurrent jobs, or of jobs given in advance if they run sequentially. */
  readonly jobs: number;
  /** Whether jobs run sequentially. Otherwise each begins when it arrives. */
  readonly isSerial: boolean;
  /** In MiB. */
  readonly memoryLimitMb: number;
  /** Called for each report, in order. A report is untrusted and may be any value. */
  readonly heard: (report: unknown) => void;
  /** Called for output of the worker that its log does not capture. */
  readonly printed: (line: string) => void;
  /** Called once when the worker has ended and all its reports were processed, also after `end`. */
  readonly ended: (how: Loss) => void;
}

/** Memory in bytes. */
export interface Memory {
  /** Memory in use, including garbage that is not yet collected. */
  readonly used: number;
  /** Memory allocated from the system. */
  readonly committed: number;
}

/** The host's end of a connection to a worker: a thread or a process. */
export interface Transport {
  /** In shared memory, if the worker can share memory. */
  readonly jobState: SharedJobState;
  /** Whether a job may wait in the worker behind another, and can be taken back. */
  readonly canQueue: boolean;
  /** Sends messages. Messages in one call wake the worker once. */
  readonly send: (messages: readonly ToWorker[]) => void;
  /** Processes immediately what has arrived. */
  readonly drain: () => void;
  /** Returns the memory of the worker. Rejects, or never settles, if the worker cannot answer. */
  readonly memory: () => Promise<Memory>;
  /** Ends the worker, including running jobs, and settles when it has ended. Its further messages are ignored. */
  readonly end: () => Promise<void>;
}

export type OpenTransport = (options: TransportOptions) => Transport;
