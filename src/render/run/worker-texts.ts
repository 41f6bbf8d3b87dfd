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

/** Returns `00:01.2  lost after 8.2s on host alpha, worker 7e9a1b2c, thread 0; 12 of 300; cost 3 EUR`. */
function workText({ remote, worker, outcome, startMs, endMs, durationMs, progress, cost }: WorkRow): string {
  const at = startMs ?? endMs;
  const isGone = outcome === "lost" || outcome === "given-back";
  const took = durationMs === null ? (isGone ? " before it began" : "") : ` after ${formatDuration(durationMs)}`;
  const by =
    remote === null ? "in the run's process" : `on host ${safeText(remote.host)}, worker ${remote.worker.slice(0, 8)}`;
  const total = progress === null || progress.total === null ? "" : ` of ${formatCount(progress.total)}`;
  return [
    `${at === null ? "" : `${offset(at * 1e6)}  `}${outcomeWords[outcome]}${took} ${by}${worker === null ? "" : `, thread ${worker}`}`,
    ...(progress === null ? [] : [`${formatCount(progress.done)}${total} done`]),
    ...cost.map(({ amount, unit }) => `cost ${amount} ${safeText(unit)}`),
  ].join("; ");
}
