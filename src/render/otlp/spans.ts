import type { ArtifactId, Nanoseconds, PlannedArtifact } from "../../domain/index.ts";
import { type ArtifactState, artifactState, messageOf } from "../../run/index.ts";
import { artifactUuid, epochNanosAt, type ToldRun } from "../told-run.ts";
import { type Attribute, attributes } from "./attributes.ts";
import { type Result, resultOfArtifact, resultOfRun } from "./results.ts";

const kinds = { internal: 1, server: 2 } as const;
const statusError = 2;

/** 16 bytes as hexadecimal digits: the run's UUID. */
const traceIdOf = ({ state }: ToldRun): string => state.started.uuid.replaceAll("-", "");
/** 8 bytes. No artifact can have the name that stands for the run. */
const spanIdOf = ({ state }: ToldRun, id: ArtifactId | null): string =>
  artifactUuid(state, id ?? "run:")
    .replaceAll("-", "")
    .slice(0, 16);

const nanos = ({ state }: ToldRun, t: Nanoseconds): string => epochNanosAt(state, t).toString();

/** The whole run; the parent of all others. */
export function runSpan(told: ToldRun): object {
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

/** The code of what ended the run, else its result. */
function errorOfRun({ state }: ToldRun, result: Result): string {
  const code = state.finished?.cause?.["code"];
  return typeof code === "string" ? code : result;
}

/** One artifact; null when nothing happened to it. */
export function artifactSpan(told: ToldRun, planned: PlannedArtifact): object | null {
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

// What was skipped or taken over has a moment, and no length.
function timesOf({ attempts, ended }: ArtifactState, { state }: ToldRun) {
  const started = attempts[0]?.started ?? ended;
  return started === null ? null : { started, ended: ended ?? state.t };
}

interface Told {
  readonly planned: PlannedArtifact;
  readonly artifact: ArtifactState;
  readonly result: Result | null;
  readonly error: string | null;
}

function artifactAttributes({ state }: ToldRun, { planned, artifact, result, error }: Told): readonly Attribute[] {
  const last = artifact.attempts.at(-1);
  const message = messageOf(artifact);
  return attributes({
    "cicd.pipeline.task.name": planned.id,
    "cicd.pipeline.task.run.id": `${state.run}/${planned.id}`,
    "cicd.pipeline.task.run.result": result,
    "cicd.pipeline.task.type": planned.method.kind,
    "cicd.worker.id": last?.worker === null || last === undefined ? null : String(last.worker),
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

function eventsOf(told: ToldRun, { attempts, notes }: ArtifactState): readonly object[] {
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
  return [...noted, ...attempted]
    .sort((a, b) => a.t - b.t)
    .map(({ t, name, values }) => ({ timeUnixNano: nanos(told, t), name, attributes: attributes(values) }));
}

/** To what it was made from, as far as that has a span. */
function linksOf(told: ToldRun, { inputs }: PlannedArtifact): readonly object[] {
  return inputs
    .filter((id) => timesOf(artifactState(told.state, id), told) !== null)
    .map((id) => ({
      traceId: traceIdOf(told),
      spanId: spanIdOf(told, id),
      attributes: attributes({ "wct.link": "input", "wct.artifact": id }),
    }));
}

/** Only what went wrong has a status; what was skipped or cancelled is told by its result. */
function statusOf(result: Result | null, message: string | null): object {
  const isWrong = result === "failure" || result === "error" || result === "timeout";
  return isWrong ? { code: statusError, message: message ?? result } : {};
}
