import type { BoundingPiece, Timeline, TimelineArtifact } from "../../run/index.ts";
import { renderTable } from "../table.ts";
import { formatDuration } from "../units.ts";
import type { TimelineTextOptions } from "./options.ts";
import { percent } from "./scale.ts";

/** What `-v` adds, and the prediction where one was asked for. */
export function detailLines(view: Timeline, options: TimelineTextOptions): readonly string[] {
  const prediction = options.outlook?.prediction ?? null;
  const blocks: string[] = [];
  if (options.verbose) blocks.push(waits(view), bounding(view));
  if (prediction !== null) {
    blocks.push(
      `What if ${prediction.assumptions.join(", ")}: about ${formatDuration(prediction.totalMs)} (the same replay gives ${formatDuration(prediction.replayedMs)} for the run as it was)`,
    );
  }
  return blocks.length === 0 ? [] : [blocks.join("\n\n")];
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

// None at all is worth telling from a little.
const formatSpare = (ms: number | null): string => (ms === 0 ? "0" : formatDuration(ms));

function released({ releasedBy }: TimelineArtifact): string {
  if (releasedBy === null) return "-";
  if (releasedBy.kind === "start") return "start";
  return releasedBy.artifact === null ? releasedBy.kind : `${releasedBy.kind} ${releasedBy.artifact}`;
}

function bounding(view: Timeline): string {
  const rows = view.boundingPath.map((piece) => [
    said(piece),
    formatDuration(piece.durationMs),
    percent(view.totalMs > 0 ? piece.durationMs / view.totalMs : null),
  ]);
  const sum = view.boundingPath.reduce((all, { durationMs }) => all + durationMs, 0);
  const columns = [
    { title: "bounding path" },
    { title: "time", align: "right" },
    { title: "of total", align: "right" },
  ] as const;
  return renderTable(columns, [
    ...rows,
    ["sum", formatDuration(sum), percent(view.totalMs > 0 ? sum / view.totalMs : null)],
  ]);
}

function said({ kind, artifact, via }: BoundingPiece): string {
  switch (kind) {
    case "work":
      return `work on ${artifact}`;
    case "hand-over":
      return `hand-over to ${artifact} (${via === "input" ? "input" : via === "thread" ? "free thread" : "free slot"})`;
    case "gate":
      return `gate of ${artifact}`;
    case "start-up":
    case "wind-down":
      return kind;
  }
}
