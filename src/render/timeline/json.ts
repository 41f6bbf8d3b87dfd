import type { ArtifactId, RunSummary, SchemaRef } from "../../domain/index.ts";
import type { Timeline } from "../../run/index.ts";
import { apiVersion, runHeaderJson } from "../json.ts";
import type { TimelineShape } from "../shapes/index.ts";
import type { Prediction } from "./prediction.ts";

interface TimelineAnswer {
  readonly run: RunSummary;
  readonly view: Timeline;
  readonly prediction: Prediction | null;
  /** Returns the schema that each artifact passes to those made from it. */
  readonly schemaOf: (id: ArtifactId) => SchemaRef;
}

/** Returns `{ apiVersion, kind: "Timeline", ... }`; every key is always present, times are in milliseconds. */
export function timelineJson({ run, view, prediction, schemaOf }: TimelineAnswer): TimelineShape {
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
    advice: prediction?.advice ?? null,
    whatIf: prediction?.whatIf ?? null,
  };
}
