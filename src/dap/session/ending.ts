import type { OpenedDebug } from "../../app/debug/index.ts";
import { viewOf } from "../../app/record/index.ts";
import { exitCodeOf } from "../../app/run/index.ts";
import { paint, renderRunSummary } from "../../render/index.ts";

/** How a session ended. */
export interface SessionEnding {
  /** The exit code that `wct run` would have; 0 for a recorded run. */
  readonly exitCode: number;
  /** For people; empty for a recorded run. */
  readonly summary: string;
}

/** Returns how a session ended, once its run has ended. Throws WCT_STORE_*. */
export async function endingOf({ result, record }: OpenedDebug): Promise<SessionEnding> {
  if (result === null) return { exitCode: 0, summary: "" };
  const ended = await result;
  const summary = renderRunSummary(viewOf(await record()), paint(false), { mostRows: 40 });
  return { exitCode: exitCodeOf(ended), summary: `${summary}\n` };
}
