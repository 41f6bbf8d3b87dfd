import type { ArtifactId, RunSummary, SchemaRef } from "../../domain/index.ts";
import type { Timeline } from "../../run/index.ts";
import { apiVersion, runHeaderJson } from "../json.ts";
import type { TimelineShape } from "../shapes/timeline.ts";
import type { Outlook } from "./outlook.ts";

export interface TimelineAnswer {
  readonly run: RunSummary;
  readonly view: Timeline;
  readonly outlook: Outlook | null;
  /** What each artifact gives to those made from it. */
  readonly schemaOf: (id: ArtifactId) => SchemaRef;
}

/** `{ apiVersion, kind: "Timeline", ... }`; every key always there, times in milliseconds. */
export function timelineJson({ run, view, outlook, schemaOf }: TimelineAnswer): TimelineShape {
  const { artifacts, criticalPath, boundingPath, run: _, ...figures } = view;
  return {
    apiVersion,
    kind: "Timeline",
    run: runHeaderJson(run),
    ...figures,
    nodes: artifacts.map(({ inputs: _inputs, isCritical, releasedBy, ...one }) => ({
      ...one,
      releasedBy: releasedBy?.kind === "start" ? { ...releasedBy, artifact: null } : releasedBy,
      critical: isCritical,
    })),
    edges: artifacts.flatMap(({ id, inputs }) => inputs.map((from) => ({ from, to: id, schema: schemaOf(from) }))),
    criticalPath,
    boundingPath,
    advice: outlook?.advice ?? null,
    whatIf: outlook?.prediction ?? null,
  };
}
