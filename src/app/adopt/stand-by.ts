import { setTimeout as delay } from "node:timers/promises";
import { isWctError } from "../../diagnostics/index.ts";
import type { RunId } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { writeStore } from "../open/index.ts";
import { jobsOf } from "../remote/index.ts";
import { type AdoptOptions, adoptRun } from "./adopt-run.ts";

export interface StandByOptions extends Omit<AdoptOptions, "listeners" | "onListenerError" | "output"> {
  readonly onTake: (run: RunId) => void;
  /** Called with how a run ended that was taken over, or why it cannot go on here. */
  readonly onEnd: (run: RunId, said: string) => void;
}

const lookInterval = 1000;
/** Milliseconds until a run that could not be taken over is tried again: twice as many each time. */
const firstWait = 5000;
const longestWait = 300_000;

/** Takes over every run of a store whose coordinator is gone, until the signal aborts. */
export async function standBy(host: Host, options: StandByOptions): Promise<void> {
  await using store = await writeStore(host, options.store);
  const jobQueue = await jobsOf(store).forCoordinator();
  options.say("waiting for runs whose coordinator is gone");
  const running = new Map<RunId, Promise<void>>();
  const waits = new Map<RunId, number>();
  try {
    while (!options.signal.aborted) {
      for (const { run } of await jobQueue.abandoned().catch(() => [])) {
        if (running.has(run)) continue;
        running.set(
          run,
          take(host, { run, waits }, options).finally(() => running.delete(run)),
        );
      }
      await jobQueue.sweep().catch(() => undefined);
      await delay(lookInterval, undefined, { signal: options.signal }).catch(() => undefined);
    }
    await Promise.all(running.values());
  } finally {
    await jobQueue.close();
  }
}

interface Taking {
  readonly run: RunId;
  /** Milliseconds to wait after the next failure, for each run that could not be taken over. */
  readonly waits: Map<RunId, number>;
}

async function take(host: Host, { run, waits }: Taking, options: StandByOptions): Promise<void> {
  options.say(`${run}: its coordinator is gone; it goes on here`);
  options.onTake(run);
  try {
    await using adopted = await adoptRun(host, run, { ...options, listeners: [], onListenerError: () => undefined });
    options.onEnd(run, adopted.result.outcome);
  } catch (error) {
    options.onEnd(run, isWctError(error) ? error.message : "it cannot go on; this is a bug in wct");
    // Another process may have been faster. If not, the next look finds the run again.
    const wait = waits.get(run) ?? firstWait;
    waits.set(run, Math.min(2 * wait, longestWait));
    await delay(wait, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
