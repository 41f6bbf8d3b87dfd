import { availableParallelism } from "node:os";
import { serveHealth, startWorker } from "../../../app/worker/index.ts";
import { plural } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";
import { exitCodes } from "../../signals.ts";
import { notifySupervisor } from "./supervisor.ts";

interface WorkerCommandOptions extends GlobalOptions {
  readonly slots?: number;
  readonly label?: readonly string[];
  /** In milliseconds. */
  readonly grace?: number;
  readonly health?: number;
  readonly workerMemory?: number;
  readonly envFile?: string;
  readonly plugin?: readonly string[];
  readonly heartbeat?: number;
}

const defaultGrace = 30_000;

/** Runs `wct worker` until a signal ends it. The first signal lets it finish; the second ends it at once. */
export async function worker(io: Io, options: WorkerCommandOptions): Promise<number> {
  const { store, slots = availableParallelism(), label = [], quiet = false } = options;
  const say = (line: string): void => {
    if (!quiet) void io.stderr.write(`${line}\n`);
  };
  const stopped = Promise.withResolvers<keyof typeof exitCodes>();
  let isStopping = false;
  const release = io.onSignal((signal) => {
    if (isStopping) io.exitNow(exitCodes[signal]);
    isStopping = true;
    stopped.resolve(signal);
  });
  try {
    const running = await startWorker(io, {
      ...{ store, slots, labels: label, graceMs: options.grace ?? defaultGrace, say },
      ...{ plugins: options.plugin, envFile: options.envFile, workerMemory: options.workerMemory },
      heartbeatMs: options.heartbeat === undefined ? undefined : options.heartbeat * 1000,
    });
    say(
      `worker ${running.state().id} is ready: ${plural(slots, "slot")}${label.length === 0 ? "" : `, labels ${label.join(", ")}`}`,
    );
    try {
      await using _health = options.health === undefined ? null : await serveHealth(options.health, running.state);
      notifySupervisor(io.env, "READY=1");
      await stopped.promise;
    } finally {
      notifySupervisor(io.env, "STOPPING=1");
      await running.stop();
    }
    return 0;
  } finally {
    release();
  }
}
