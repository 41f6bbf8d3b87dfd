import {
  artifactId as brandedArtifactId,
  digest as brandedDigest,
  runId as brandedRunId,
  counts,
  diagnosticCode,
  runModes,
  runStatuses,
  skipReasons,
  writtenSchemaRef,
} from "../../domain/index.ts";
import {
  anything,
  natural as count,
  type FieldShapes,
  literal,
  named as namedShape,
  number,
  strictObject as object,
  oneOf,
  orNull,
  published,
  record,
  type Shape,
  text,
} from "../../shape/index.ts";

// The vocabulary of every answer. Times are ISO 8601 UTC, durations milliseconds as numbers; every key is always
// present.

export { failure } from "../../domain/index.ts";
export {
  amount,
  flag,
  list,
  natural as count,
  oneOf,
  orNull,
  strictObject as object,
  text,
} from "../../shape/index.ts";
export { counts };

/** Describes a number between 0 and 1, or beyond if the description says so. */
export const ratio = (what: string) => published(number(what), { minimum: 0 });
/** Describes a duration in milliseconds. */
export const ms = (what: string) => ratio(`${what} Milliseconds.`);
export const time = (what: string) => published(text(`${what} ISO 8601, UTC.`), { format: "date-time" });
// Answers are made of text from many sources, which is not branded.
export const digest = (what: string): Shape<string> => brandedDigest(what);
export const runId = (what: string): Shape<string> => brandedRunId(what);
export const artifactId = (what: string): Shape<string> => brandedArtifactId(what);
export const schemaRef = (what: string): Shape<string> => writtenSchemaRef(what);
export const code: Shape<string> = diagnosticCode("Stable code; docs/reference/errors.md explains it.");
/** Describes an object whose keys come from users or components. */
export const open = (what: string) => record(anything(), what);
/** Describes an object that several places refer to. */
export const named = <F extends FieldShapes>(name: string, fields: F, what: string) =>
  namedShape(name, object(fields, what));

/** Describes one answer of `--json`. */
export const answer = <const K extends string, F extends FieldShapes>(kind: K, fields: F) =>
  object({
    apiVersion: literal("wct/v1", "Changes only if a key is removed or changes its meaning."),
    kind: literal(kind, "The kind of this output."),
    ...fields,
  });

export const artifactStatus = oneOf(
  ["pending", "running", "completed", "reused", "failed", "skipped", "interrupted"],
  "Status of the artifact; reused: taken from an earlier run.",
);
const runStatus = oneOf(runStatuses, "Status of the run; interrupted: its process ended before the run did.");
export const skipReason = oneOf(skipReasons, "Why the artifact was skipped.");

/** The properties of a run that every answer about it has. */
export const runHeader = {
  id: runId("The run's id."),
  uuid: text("The run's UUIDv7, for other systems."),
  status: runStatus,
  mode: oneOf(runModes, "The mode: `wct run` or a debug session."),
  runbook: object(
    { name: text("Its name."), path: text("Path of the file as the user wrote it.") },
    "The runbook that was executed.",
  ),
  startedAt: time("When the run started."),
  finishedAt: orNull(time("When it ended."), "it has not, or was interrupted"),
  durationMs: orNull(ms("From start to end."), "it has not ended, or was interrupted"),
  counts,
  events: count("Number of recorded events."),
  head: digest("Hash of the last frame of the event chain, which `wct verify --head` checks."),
};

export const reusedFrom = object(
  { from: runId("The earlier run."), artifact: artifactId("The artifact of that run.") },
  "The source of the reuse.",
);

export const workerProcess = named(
  "WorkerProcess",
  { host: text("Name of its host."), worker: text("Its id: a UUID.") },
  "A worker, of another process.",
);
