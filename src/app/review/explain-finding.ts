import { isJsonObject, type JsonObject } from "../../domain/index.ts";
import { type ExplanationShape, explanationJson } from "../../render/index.ts";
import { artifactState, messageOf } from "../../run/index.ts";
import type { Baseline } from "../baseline/index.ts";
import type { OpenRun } from "../open/index.ts";
import { plannedArtifact, type RecordedRun } from "../record/index.ts";
import { selectFindings } from "./filter.ts";
import { findFinding } from "./find-finding.ts";
import { reviewedFindings } from "./reviewed-findings.ts";

interface ExplainRequest {
  /** An id, or the start of one. */
  readonly finding: string;
  readonly artifact: string | undefined;
  readonly baseline: Baseline | null;
  /** The store, as the user named it; it is part of printed commands. */
  readonly store?: string | undefined;
}

/** Explains one finding. Throws WCT_RUN_FINDING_ABSENT, WCT_RUN_FINDING_AMBIGUOUS, WCT_RUN_ARTIFACT_ABSENT. */
export async function explainFinding(
  opened: OpenRun,
  record: RecordedRun,
  { finding: written, artifact, baseline, store }: ExplainRequest,
): Promise<ExplanationShape> {
  if (artifact !== undefined) plannedArtifact(record, artifact);
  const { findings } = await reviewedFindings(opened, record, baseline);
  const { finding, review } = findFinding(opened, selectFindings(findings, { artifact }), { written, store });
  const { method } = plannedArtifact(record, finding.artifact);
  const component = "component" in method ? `${method.component.type} ${method.component.version}` : null;
  const analysis = await analysisOf(opened, record, finding.artifact);
  return explanationJson({ run: record.run, finding, element: finding.element, review, component, analysis });
}

/** Returns the part of an artifact that says how its findings were made; empty if there is none. */
async function analysisOf({ store }: OpenRun, record: RecordedRun, artifact: string): Promise<JsonObject> {
  const message = messageOf(artifactState(record.state, plannedArtifact(record, artifact).id));
  if (message === null) return {};
  const { analysis } = await (await store.artifacts.open(message.digest)).rest();
  return isJsonObject(analysis) ? analysis : {};
}
