import type { TracedRun } from "../traced-run.ts";
import { attributes } from "./attributes.ts";
import { artifactSpan, runSpan } from "./spans.ts";

/** The version of the semantic conventions whose names are used. */
const conventions = "https://opentelemetry.io/schemas/1.44.0";

/**
 * Returns a run as spans of OpenTelemetry, in the JSON encoding of OTLP on one line, as a collector's file receiver
 * reads it: the run, and one span for each artifact that has events, in the order of the runbook.
 */
export function otlpTrace(told: TracedRun): string {
  const { state, plan } = told;
  const artifacts = plan.artifacts.map((planned) => artifactSpan(told, planned)).filter((span) => span !== null);
  const trace = {
    resourceSpans: [
      {
        resource: {
          attributes: attributes({
            "service.name": "wct",
            "service.version": state.started.wct,
            "cicd.pipeline.name": plan.runbook.name,
            "cicd.pipeline.run.id": state.run,
          }),
        },
        scopeSpans: [
          {
            scope: { name: "wct", version: state.started.wct },
            spans: [runSpan(told), ...artifacts],
            schemaUrl: conventions,
          },
        ],
        schemaUrl: conventions,
      },
    ],
  };
  return `${JSON.stringify(trace)}\n`;
}
