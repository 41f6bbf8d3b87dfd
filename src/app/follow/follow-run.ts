import { wctError } from "../../diagnostics/index.ts";
import type { Clock, ExecutionStore, RunEvent, RunId, RunSummary } from "../../domain/index.ts";

export interface FollowOptions {
  readonly clock: Clock;
  /** Aborting it stops following. The run is not affected. */
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks at the row of the run. A look reads events only if there are new ones. */
const everyMs = 100;

/**
 * Yields the events of a run from its first, and waits for more while the process that records it is alive. Returns the
 * run as it ended, `interrupted` if its process died; as it is if following was stopped. Throws WCT_RUN_NOT_FOUND if
 * the run is deleted in the meantime, WCT_RUN_RECORD_CORRUPT.
 */
export async function* followRun(
  executions: Pick<ExecutionStore, "run" | "events">,
  id: RunId,
  { clock, signal }: FollowOptions,
): AsyncGenerator<RunEvent, RunSummary> {
  for (let next = 1; ; ) {
    // Read before the events: the events of a run that has ended are then complete.
    const run = await executions.run(id);
    if (run === null) throw deleted(id);
    if (run.events >= next) {
      for await (const event of executions.events(id, next)) {
        next = event.seq + 1;
        yield event;
        if (signal.aborted) return run;
      }
    }
    if (run.status !== "running") return run;
    await pause(clock, signal);
    if (signal.aborted) return run;
  }
}

function deleted(id: RunId) {
  return wctError("WCT_RUN_NOT_FOUND", {
    message: `run "${id}" was deleted while it was followed`,
    hint: "see which runs are left with `wct runs`",
  });
}

/** Waits until the next look is due, or following is stopped. */
function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(everyMs, end);
    signal.addEventListener("abort", end, { once: true });
  });
}
