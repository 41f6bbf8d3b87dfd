import type { BoundingPiece, Timeline, TimelineArtifact } from "../../run/index.ts";
import { formatDuration, formatPercent, renderTable } from "../text/index.ts";
import { shortChain } from "./chain.ts";
import type { TimelineTextOptions } from "./options.ts";
import type { Advice, WhatIfResult } from "./prediction.ts";
import { formatSpare } from "./scale.ts";

/** Returns what `-v` adds, and the answer to --what-if. */
export function detailBlocks(view: Timeline, options: TimelineTextOptions): readonly string[] {
  const { prediction, verbose } = options;
  return [
    ...(verbose ? [waits(view), bounding(view)] : []),
    ...(verbose && prediction?.advice ? [adviceLine(prediction.advice)] : []),
    ...(prediction?.whatIf ? [whatIfLines(prediction.whatIf, options.ascii)] : []),
  ];
}

/** Returns one line: whether more slots would help, and which artifact is worth shortening. */
export function adviceLine({ slots, artifact }: Advice): string {
  const more =
    slots === null
      ? "more slots would not help"
      : `${slots.slots} slots would help: about ${formatDuration(slots.totalMs)}`;
  const speed =
    artifact === null
      ? "no single artifact is worth speeding up"
      : `speed up ${artifact.id}: the total could fall to ${formatDuration(artifact.totalMs)} at most`;
  return `Advice: ${more}; ${speed}`;
}

export function whatIfLines(whatIf: WhatIfResult, ascii: boolean): string {
  const { assumptions, totalMs, replayedMs, criticalPath, criticalMs } = whatIf;
  const path = criticalPath.length === 0 ? "none" : shortChain(criticalPath).join(ascii ? " -> " : " → ");
  return [
    `What if ${assumptions.join(", ")}: about ${formatDuration(totalMs)} (the same simulation gives ${formatDuration(replayedMs)} for the actual run)`,
    `Critical path then: ${path} (${formatDuration(criticalMs)})`,
  ].join("\n");
}

function waits(view: Timeline): string {
  const rows = view.artifacts
    .filter(({ startMs }) => startMs !== null)
    .map((one) => [
      one.id,
      formatSpare(one.waitMs),
      formatDuration(one.durationMs),
      formatSpare(one.slackMs),
      released(one),
    ]);
  const columns = [
    { title: "artifact" },
    { title: "wait", align: "right" },
    { title: "duration", align: "right" },
    { title: "slack", align: "right" },
    { title: "released by" },
  ] as const;
  return renderTable(columns, rows);
}

function released({ releasedBy }: TimelineArtifact): string {
  if (releasedBy === null) return "-";
  if (releasedBy.kind === "start") return "start";
  return releasedBy.artifact === null ? releasedBy.kind : `${releasedBy.kind} ${releasedBy.artifact}`;
}

function bounding(view: Timeline): string {
  const rows = view.boundingPath.map((piece) => [
    boundingText(piece),
    formatDuration(piece.durationMs),
    formatPercent(view.totalMs > 0 ? piece.durationMs / view.totalMs : null),
  ]);
  const sum = view.boundingPath.reduce((all, { durationMs }) => all + durationMs, 0);
  const columns = [
    { title: "bounding path" },
    { title: "time", align: "right" },
    { title: "of total", align: "right" },
  ] as const;
  return renderTable(columns, [
    ...rows,
    ["sum", formatDuration(sum), formatPercent(view.totalMs > 0 ? sum / view.totalMs : null)],
  ]);
}

const handOverWords: Readonly<Record<NonNullable<BoundingPiece["via"]>, string>> = {
  start: "free slot",
  input: "input",
  slot: "free slot",
  thread: "free thread",
  gate: "free slot",
  worker: "free worker",
};

function boundingText({ kind, artifact, via }: BoundingPiece): string {
  switch (kind) {
    case "work":
      return `work on ${artifact}`;
    case "hand-over":
      return `hand-over to ${artifact} (${via === null ? "free slot" : handOverWords[via]})`;
    case "gate":
      return `gate of ${artifact}`;
    case "start-up":
    case "wind-down":
      return kind;
  }
}
