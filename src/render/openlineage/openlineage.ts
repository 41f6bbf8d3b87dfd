import type { Failure, Nanoseconds, PlannedArtifact, RunStatus } from "../../domain/index.ts";
import { type ArtifactState, artifactState, messageOf } from "../../run/index.ts";
import { artifactUuid, isoAt, type TracedRun } from "../traced-run.ts";
import { inputDataset, nameOf, namespace, outputDataset } from "./datasets.ts";
import { type Facet, facetsOf, producerOf, runEventSchema } from "./facets.ts";

type EventType = "START" | "COMPLETE" | "FAIL" | "ABORT";

interface LineageEvent {
  readonly t: Nanoseconds;
  /** Order of events at the same time: ends of earlier work come before starts. */
  readonly rank: 0 | 1;
  readonly type: EventType;
  readonly run: object;
  readonly job: object;
  readonly inputs: readonly object[];
  readonly outputs: readonly object[];
}

/**
 * Yields a run as OpenLineage events, one per line, in chronological order: START and COMPLETE, FAIL or ABORT of the
 * run and of each artifact that started or was reused. Skipped artifacts never ran, and have no events.
 */
export function* openLineageEvents(told: TracedRun): Generator<string, void, void> {
  const facet = facetsOf(told.state.started.wct);
  const artifacts = told.plan.artifacts.flatMap((planned) => artifactEvents(told, planned, facet));
  const [start, ...end] = runEvents(told, facet);
  // The sort is stable: simultaneous events stay in the order of the runbook, with the run around them.
  const all = [start, ...artifacts.sort((a, b) => a.t - b.t || a.rank - b.rank), ...end].filter(
    (event) => event !== undefined,
  );
  const producer = producerOf(told.state.started.wct);
  for (const { t, rank: _rank, type, ...rest } of all) {
    const event = { eventTime: isoAt(told.state, t), eventType: type, ...rest, producer, schemaURL: runEventSchema };
    yield `${JSON.stringify(event)}\n`;
  }
}

function runEvents(told: TracedRun, facet: Facet): readonly LineageEvent[] {
  const { state, plan, status } = told;
  const engine = facet("ProcessingEngineRunFacet", { name: "wct", version: state.started.wct });
  const event = (type: EventType, t: Nanoseconds, failure: string | null): LineageEvent => ({
    t,
    rank: 1,
    type,
    run: { runId: state.started.uuid, facets: { processing_engine: engine, ...errorFacet(failure, facet) } },
    job: jobOf({ name: plan.runbook.name, jobType: "RUNBOOK", description: plan.runbook.description }, facet),
    inputs: [],
    outputs: [],
  });
  const start = event("START", 0, null);
  if (status === "running") return [start];
  const code = state.finished?.cause?.["code"];
  const cause = status === "completed" ? null : typeof code === "string" ? code : `run ${status}`;
  return [start, event(endOf(status), state.t, cause)];
}

function endOf(status: Exclude<RunStatus, "running">): EventType {
  switch (status) {
    case "completed":
      return "COMPLETE";
    case "failed":
    case "timed-out":
      return "FAIL";
    case "cancelled":
    case "interrupted":
      return "ABORT";
  }
}

function artifactEvents(told: TracedRun, planned: PlannedArtifact, facet: Facet): readonly LineageEvent[] {
  const artifact = artifactState(told.state, planned.id);
  const span = spanOf(artifact);
  if (span === null) return [];
  const base = {
    job: jobOf(
      { name: nameOf(told, planned.id), jobType: "ARTIFACT", description: planned.description ?? planned.name },
      facet,
    ),
    inputs: planned.inputs.map((id) => inputDataset(told, id, facet)),
  };
  const run = (failure: Failure | null) => runOf(told, planned, { failure, facet });
  const start: LineageEvent = { ...base, t: span.started, rank: 1, type: "START", run: run(null), outputs: [] };
  if (span.ended === null && told.status === "running") return [start];
  const t = span.ended ?? told.state.t;
  const failure = artifact.result?.status === "failed" ? artifact.result.failure : null;
  const message = messageOf(artifact);
  const outputs = message === null ? [] : [outputDataset(told, { id: planned.id, message }, facet)];
  const rank = t > span.started ? 0 : 1;
  return [start, { ...base, t, rank, type: endOfArtifact(artifact), run: run(failure), outputs }];
}

/**
 * Returns the time from the first attempt to the end; a reused artifact begins and ends at the same time. Null if it
 * never ran.
 */
function spanOf({ attempts, ended, result }: ArtifactState) {
  const started = attempts[0]?.started ?? (result?.status === "skipped" ? null : ended);
  return started === null ? null : { started, ended };
}

function endOfArtifact({ result }: ArtifactState): EventType {
  switch (result?.status) {
    case "completed":
    case "reused":
      return "COMPLETE";
    case "failed":
      return result.failure.code === "WCT_PRODUCE_CANCELLED" ? "ABORT" : "FAIL";
    case "skipped":
    // An artifact that was interrupted by the end of its process has no result.
    case undefined:
      return "ABORT";
  }
}

interface Job {
  readonly name: string;
  readonly jobType: string;
  readonly description: string | null;
}

function jobOf({ name, jobType, description }: Job, facet: Facet): object {
  return {
    namespace,
    name,
    facets: {
      jobType: facet("JobTypeJobFacet", { processingType: "BATCH", integration: "WCT", jobType }),
      ...(description === null ? {} : { documentation: facet("DocumentationJobFacet", { description }) }),
    },
  };
}

function runOf(
  { state, plan }: TracedRun,
  { id }: PlannedArtifact,
  { failure, facet }: { readonly failure: Failure | null; readonly facet: Facet },
): object {
  const parent = { run: { runId: state.started.uuid }, job: { namespace, name: plan.runbook.name } };
  return {
    runId: artifactUuid(state, id),
    facets: {
      parent: facet("ParentRunFacet", { ...parent, root: parent }),
      processing_engine: facet("ProcessingEngineRunFacet", { name: "wct", version: state.started.wct }),
      ...errorFacet(failure === null ? null : `${failure.code}: ${failure.message}`, facet),
    },
  };
}

const errorFacet = (message: string | null, facet: Facet): object =>
  message === null
    ? {}
    : { errorMessage: facet("ErrorMessageRunFacet", { message, programmingLanguage: "TypeScript" }) };
