import type { RunSummary } from "../../domain/index.ts";
import type { Timeline } from "../../run/index.ts";
import { apiVersion, runHeaderJson } from "../json.ts";
import type { Outlook } from "./outlook.ts";

/** `{ apiVersion, kind: "Timeline", ... }`; every key always there, times in milliseconds. */
export function timelineJson(run: RunSummary, view: Timeline, outlook: Outlook | null) {
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
    edges: artifacts.flatMap(({ id, inputs }) => inputs.map((from) => ({ from, to: id }))),
    criticalPath,
    boundingPath,
    advice: outlook?.advice ?? null,
    whatIf: outlook?.prediction ?? null,
  } as const;
}
