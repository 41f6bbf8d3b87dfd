import { drawGraph } from "../../app/graph/index.ts";
import { type RecordedRun, viewOf } from "../../app/record/index.ts";
import type { ExecutionPlan } from "../../domain/index.ts";
import {
  type Annotation,
  drawings,
  type JobSummary,
  jobSummaryBlocks,
  paint,
  renderTimelineText,
} from "../../render/index.ts";
import { artifactState, messageOf, overlay, timeline } from "../../run/index.ts";
import type { Io } from "../io.ts";
import { addToSummary, annotate, isOnGithub, placeOf } from "./github.ts";

/**
 * In a job of GitHub Actions, annotates failed artifacts at their place in the runbook, and writes the job's summary.
 */
export async function tellGithub(io: Io, record: RecordedRun): Promise<void> {
  if (!isOnGithub(io)) return;
  await annotate(io, failuresOf(io, record));
  const { plan, state } = record;
  const summaries = plan.artifacts.flatMap(({ id }): JobSummary["summaries"] => {
    const summary = messageOf(artifactState(state, id))?.summary ?? null;
    return summary === null ? [] : [[id, summary]];
  });
  await addToSummary(io, jobSummaryBlocks({ view: viewOf(record), summaries, ...drawn(record) }));
}

/** Returns the graph with statuses and the timeline, as blocks of Markdown. */
export const drawnBlocks = (record: RecordedRun): readonly string[] => drawings(drawn(record));

function drawn({ plan, state }: RecordedRun): Pick<JobSummary, "mermaid" | "timeline"> {
  const style = { columns: 100, ascii: false, palette: paint(false) };
  const graph = drawGraph(overlay(plan, state), {
    ...style,
    format: "mermaid",
    direction: null,
    schemas: false,
    grouping: "auto",
  });
  const text = renderTimelineText(timeline(plan, state), { ...style, verbose: false, prediction: null, mostRows: 60 });
  return { mermaid: graph.text, timeline: text };
}

function failuresOf(io: Io, { run, plan, state }: RecordedRun): readonly Annotation[] {
  return plan.artifacts.flatMap((planned): readonly Annotation[] => {
    const { result } = artifactState(state, planned.id);
    if (result?.status !== "failed") return [];
    const { code, message, hint } = result.failure;
    const advice = hint === null ? "" : `\nhint: ${hint}`;
    return [
      {
        level: result.optional ? "warning" : "error",
        title: code,
        message: `artifact "${planned.id}" failed in ${run.id}: ${message}${advice}`,
        place: artifactPlace(io, plan, planned.id),
      },
    ];
  });
}

/** Returns the place where the runbook declares an artifact. */
export const artifactPlace = (io: Io, plan: ExecutionPlan, id: string) =>
  placeOf(io, plan.artifacts.find((artifact) => artifact.id === id)?.location);
