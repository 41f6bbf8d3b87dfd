import type { ArtifactId, Nanoseconds, PlannedArtifact } from "../../domain/index.ts";
import { type ArtifactState, artifactState, messageOf } from "../../run/index.ts";
import { artifactUuid, epochNanosAt, type TracedRun } from "../traced-run.ts";
import { type Attribute, attributes } from "./attributes.ts";
import { type PipelineResult, resultOfArtifact, resultOfRun } from "./results.ts";

const kinds = { internal: 1, server: 2 } as const;
const statusError = 2;

/** Returns the run's UUID: 16 bytes as hexadecimal digits. */
const traceIdOf = ({ state }: TracedRun): string => state.started.uuid.replaceAll("-", "");
/** Returns 8 bytes as hexadecimal digits. No artifact can have the name that is used for the run. */
const spanIdOf = ({ state }: TracedRun, id: ArtifactId | null): string =>
  artifactUuid(state, id ?? "run:")
    .replaceAll("-", "")
    .slice(0, 16);

const nanos = ({ state }: TracedRun, t: Nanoseconds): string => epochNanosAt(state, t).toString();

/** Returns the span of the whole run, which is the parent of all others. */
export function runSpan(told: TracedRun): object {
  const { plan, state, status } = told;
  const result = resultOfRun(status);
  const { counts } = state;
  return {
    traceId: traceIdOf(told),
    spanId: spanIdOf(told, null),
    name: `RUN ${plan.runbook.name}`,
    kind: kinds.server,
    startTimeUnixNano: nanos(told, 0),
    endTimeUnixNano: nanos(told, state.t),
    attributes: attributes({
      "cicd.pipeline.name": plan.runbook.name,
      "cicd.pipeline.run.id": state.run,
      "cicd.pipeline.action.name": "RUN",
      "cicd.pipeline.result": result,
      "cicd.pipeline.run.state": result === null ? "executing" : null,
      "error.type": result === null || result === "success" ? null : errorOfRun(told, result),
      "wct.run.mode": state.started.mode,
      "wct.run.status": status,
      "wct.run.completed": counts.completed,
      "wct.run.reused": counts.reused,
      "wct.run.failed": counts.failed,
      "wct.run.skipped": counts.skipped,
      "wct.run.resumed_from": state.started.resumedFrom,
    }),
    status: statusOf(result, result === null ? null : errorOfRun(told, result)),
  };
}

/** Returns the code of what ended the run, else its result. */
function errorOfRun({ state }: TracedRun, result: PipelineResult): string {
  const code = state.finished?.cause?.["code"];
  return typeof code === "string" ? code : result;
}

/** Returns the span of one artifact; null if it has no events. */
export function artifactSpan(told: TracedRun, planned: PlannedArtifact): object | null {
  const artifact = artifactState(told.state, planned.id);
  const times = timesOf(artifact, told);
  if (times === null) return null;
  const result = resultOfArtifact(artifact, told.status);
  const error = artifact.result?.status === "failed" ? artifact.result.failure.code : null;
  return {
    traceId: traceIdOf(told),
    spanId: spanIdOf(told, planned.id),
    parentSpanId: spanIdOf(told, null),
    name: planned.id,
    kind: kinds.internal,
    startTimeUnixNano: nanos(told, times.started),
    endTimeUnixNano: nanos(told, times.ended),
    attributes: artifactAttributes(told, { planned, artifact, result, error }),
    events: eventsOf(told, artifact),
    links: linksOf(told, planned),
    status: statusOf(result, error),
  };
}

// A skipped or reused artifact has a time, but no duration.
function timesOf({ attempts, ended }: ArtifactState, { state }: TracedRun) {
  const started = attempts[0]?.started ?? ended;
  return started === null ? null : { started, ended: ended ?? state.t };
}

interface ArtifactSpan {
  readonly planned: PlannedArtifact;
  readonly artifact: ArtifactState;
  readonly result: PipelineResult | null;
  readonly error: string | null;
}

function artifactAttributes(
  { state }: TracedRun,
  { planned, artifact, result, error }: ArtifactSpan,
): readonly Attribute[] {
  const last = artifact.attempts.at(-1);
  const message = messageOf(artifact);
  return attributes({
    "cicd.pipeline.task.name": planned.id,
    "cicd.pipeline.task.run.id": `${state.run}/${planned.id}`,
    "cicd.pipeline.task.run.result": result,
    "cicd.pipeline.task.type": planned.method.kind,
    "cicd.worker.id": workerIdOf(last),
    "wct.worker.thread": last === undefined || last.remote === null ? null : last.worker,
    "error.type": error ?? (result === "error" ? "_OTHER" : null),
    "wct.artifact.status": artifact.status,
    "wct.artifact.optional": planned.optional,
    "wct.artifact.attempts": artifact.attempts.length,
    "wct.artifact.schema": message?.schema,
    "wct.artifact.elements": message?.elements,
    "wct.artifact.bytes": message?.bytes,
    "wct.artifact.digest": message?.digest,
    "wct.component.type": last?.component,
    "wct.component.version": last?.version,
    "wct.skip.reason": artifact.result?.status === "skipped" ? artifact.result.reason : null,
    "wct.reuse.from": artifact.result?.status === "reused" ? artifact.result.from : null,
  });
}

/** Returns the id of a worker of another process, else the number of the thread. */
function workerIdOf(last: ArtifactState["attempts"][number] | undefined): string | null {
  if (last === undefined) return null;
  if (last.remote !== null) return last.remote.worker;
  return last.worker === null ? null : String(last.worker);
}

function eventsOf(told: TracedRun, { attempts, notes }: ArtifactState): readonly object[] {
  const attempted = attempts.flatMap(({ attempt, ended, result }) =>
    ended === null || result === null
      ? []
      : [
          {
            t: ended,
            name: "artifact.attempted",
            values: {
              "wct.attempt": attempt,
              "wct.outcome": result.outcome,
              "error.type": result.outcome === "failed" ? result.failure.code : null,
            },
          },
        ],
  );
  const noted = notes.map(({ t, attempt, level, text }) => ({
    t,
    name: "artifact.noted",
    values: { "wct.attempt": attempt, "wct.level": level, "wct.text": text },
  }));
  const lost = attempts.flatMap((one) =>
    one.lost.map(({ ended, reason, host, worker }) => ({
      t: ended,
      name: "worker.lost",
      values: { "wct.attempt": one.attempt, "wct.outcome": reason, "wct.host": host, "wct.worker.id": worker },
    })),
  );
  return [...noted, ...lost, ...attempted]
    .sort((a, b) => a.t - b.t)
    .map(({ t, name, values }) => ({ timeUnixNano: nanos(told, t), name, attributes: attributes(values) }));
}

/** Returns links to the spans of its inputs, if they have one. */
function linksOf(told: TracedRun, { inputs }: PlannedArtifact): readonly object[] {
  return inputs
    .filter((id) => timesOf(artifactState(told.state, id), told) !== null)
    .map((id) => ({
      traceId: traceIdOf(told),
      spanId: spanIdOf(told, id),
      attributes: attributes({ "wct.link": "input", "wct.artifact": id }),
    }));
}

/** Returns a status only for failures; skipped and cancelled artifacts are described by their result. */
function statusOf(result: PipelineResult | null, message: string | null): object {
  const isWrong = result === "failure" || result === "error" || result === "timeout";
  return isWrong ? { code: statusError, message: message ?? result } : {};
}
