import { type ArtifactState, type WorkRow, workOf } from "../../run/index.ts";
import { formatCount, formatDuration, safeText } from "../text/index.ts";
import { offset } from "./event-line.ts";

const outcomeWords: Readonly<Record<WorkRow["outcome"], string>> = {
  working: "working",
  produced: "made",
  failed: "failed",
  lost: "lost",
  "given-back": "given back",
};

/** Returns a line for each worker of another process that made an artifact, or tried to; empty if there is none. */
export function workerTexts(artifact: ArtifactState): readonly string[] {
  const rows = workOf(artifact);
  return rows.every(({ remote }) => remote === null) ? [] : rows.map(workText);
}

/**
 * Returns `00:01.2  lost on host alpha, worker 7e9a1b2c, thread 0; its lease ended 8.2s after it began; 12 of 300 done; cost
 * 3 EUR`. When a worker itself ended is not known.
 */
function workText({ remote, worker, outcome, startMs, endMs, durationMs, progress, cost }: WorkRow): string {
  const at = startMs ?? endMs;
  const isGone = outcome === "lost" || outcome === "given-back";
  const took = durationMs === null ? null : formatDuration(durationMs);
  const after = took === null ? (isGone ? " before it began" : "") : outcome === "lost" ? "" : ` after ${took}`;
  const by =
    remote === null ? "in the run's process" : `on host ${safeText(remote.host)}, worker ${remote.worker.slice(0, 8)}`;
  const total = progress === null || progress.total === null ? "" : ` of ${formatCount(progress.total)}`;
  return [
    `${at === null ? "" : `${offset(at * 1e6)}  `}${outcomeWords[outcome]}${after} ${by}${worker === null ? "" : `, thread ${worker}`}`,
    ...(took === null || outcome !== "lost" ? [] : [`its lease ended ${took} after it began`]),
    ...(progress === null ? [] : [`${formatCount(progress.done)}${total} done`]),
    ...cost.map(({ amount, unit }) => `cost ${amount} ${safeText(unit)}`),
  ].join("; ");
}
