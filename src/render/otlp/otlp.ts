import { artifactState } from "../../run/index.ts";
import type { TracedRun } from "../traced-run.ts";
import { attributes } from "./attributes.ts";
import { artifactSpan, runSpan } from "./spans.ts";

/** The version of the semantic conventions whose names are used. */
const conventions = "https://opentelemetry.io/schemas/1.44.0";

/**
 * Returns a run as spans of OpenTelemetry, in the JSON encoding of OTLP on one line, as a collector's file receiver
 * reads it: the run, and one span for each artifact that has events, in the order of the runbook. What workers of other
 * processes made has resources of its own, in the same trace.
 */
export function otlpTrace(told: TracedRun): string {
  const { plan, state } = told;
  const places = new Map<string, WorkPlace>([["", { remote: null, spans: [runSpan(told)] }]]);
  for (const planned of plan.artifacts) {
    const span = artifactSpan(told, planned);
    if (span === null) continue;
    const remote = artifactState(state, planned.id).attempts.at(-1)?.remote ?? null;
    const place = places.get(remote?.worker ?? "") ?? { remote, spans: [] };
    places.set(remote?.worker ?? "", place);
    place.spans.push(span);
  }
  return `${JSON.stringify({ resourceSpans: [...places.values()].map((place) => resourceSpans(told, place)) })}\n`;
}

/** What one process made. */
interface WorkPlace {
  /** Null: the run's own process. */
  readonly remote: { readonly host: string; readonly worker: string } | null;
  readonly spans: object[];
}

function resourceSpans({ plan, state }: TracedRun, { remote, spans }: WorkPlace): object {
  return {
    resource: {
      attributes: attributes({
        "service.name": "wct",
        "service.version": state.started.wct,
        "service.instance.id": remote?.worker,
        "host.name": remote?.host,
        "cicd.pipeline.name": plan.runbook.name,
        "cicd.pipeline.run.id": state.run,
      }),
    },
    scopeSpans: [{ scope: { name: "wct", version: state.started.wct }, spans, schemaUrl: conventions }],
    schemaUrl: conventions,
  };
}
