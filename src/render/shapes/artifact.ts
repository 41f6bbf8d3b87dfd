import { record, type ShapeOf } from "../../shape/index.ts";
import {
  amount,
  answer,
  artifactId,
  artifactStatus,
  count,
  digest,
  failure,
  flag,
  list,
  ms,
  object,
  oneOf,
  open,
  orNull,
  reusedFrom,
  runId,
  schemaRef,
  skipReason,
  text,
  time,
  workerProcess,
} from "./common.ts";

const digests = (what: string) => record(digest("Digest of its bytes."), what);

const fingerprint = object(
  {
    component: text("The component that made it: kind, type and version."),
    plugin: digest("Digest of the plugin's files."),
    configWritten: digest("Digest of the configuration as written."),
    configResolved: digest("Digest of the resolved configuration, with a key of the store."),
    files: digests("Files that the configuration names."),
    rulesets: digests("Rulesets, by URI."),
    inputSchemas: list(schemaRef("Schema of one input."), "In the order of the inputs."),
    recordFormat: count("Version of the record format."),
    digest: digest("Digest of all of the above."),
  },
  "The fingerprint: together with the digests of the inputs, it decides whether the artifact may be reused.",
);

const metadata = {
  run: runId("The run."),
  artifact: artifactId("The artifact's id."),
  status: artifactStatus,
  component: orNull(
    object(
      {
        kind: oneOf(["connector", "processor"], "What it is."),
        type: text("Its type, as in runbooks."),
        version: text("Its version."),
      },
      "What made it.",
    ),
    "passed through or reused",
  ),
  config: open("Its configuration as written, placeholders kept."),
  inputs: list(
    object(
      {
        artifact: artifactId("Which."),
        digest: orNull(digest("Digest of the message that was read."), "it was not started"),
      },
      "One input.",
    ),
    "What it was made from.",
  ),
  schema: schemaRef("Its schema, also if it was not made."),
  digest: orNull(digest("Digest of its message."), "it has none"),
  bytes: orNull(count("Size of its message in bytes."), "it has none"),
  elements: orNull(count("Number of elements of its stream."), "no message, or a schema without stream"),
  summary: orNull(open("Summary of its component: counts and names of categories."), "it gave none"),
  kept: orNull(flag("Whether its content is still stored."), "it has none"),
  attempts: count("Number of attempts."),
  work: list(
    object(
      {
        attempt: count("Number of the attempt, from 1."),
        remote: orNull(workerProcess, "the run's own process"),
        worker: orNull(count("Number of the thread, from 0."), "not in a thread of its own"),
        outcome: oneOf(
          ["working", "produced", "failed", "lost", "given-back"],
          "How it ended; lost, given-back: the worker was lost, or stopped, and the attempt went on elsewhere.",
        ),
        startMs: orNull(ms("Since the start of the run."), "it had not begun, as far as is known"),
        endMs: orNull(
          ms("Since the start of the run; of a lost worker, when its loss was known, after the end of its lease."),
          "it has not ended",
        ),
        durationMs: orNull(ms("Between them."), "not known"),
        progress: orNull(
          object({ done: amount("Finished units."), total: orNull(amount("Of how many."), "not known") }, "The last."),
          "it reported none",
        ),
        cost: list(object({ amount: amount("How much."), unit: text("Of what.") }, "One cost."), "What it reported."),
      },
      "What one worker or thread did.",
    ),
    "All work on it, in order.",
  ),
  startedAt: orNull(time("Start of the first attempt."), "it was not started"),
  durationMs: orNull(ms("Total duration of its attempts."), "it was not started"),
  failure: orNull(failure, "it did not fail"),
  skipped: orNull(
    object(
      {
        reason: skipReason,
        because: list(artifactId("Which."), "Artifacts that caused the skip."),
        chain: list(artifactId("Which."), "From the first cause down to this artifact."),
      },
      "Why it was skipped.",
    ),
    "it was not skipped",
  ),
  reused: orNull(reusedFrom, "it was not reused"),
  fingerprint,
};

export const artifact = answer("Artifact", {
  schema: schemaRef("What the content is; `wct schemas NAME` shows it."),
  content: open("Content according to the schema; with --head or --offset only those elements of the stream."),
  metadata: object(metadata, "How it was made."),
});

export const artifactMetadata = answer("ArtifactMetadata", metadata);
export type ArtifactMetadataShape = ShapeOf<typeof artifactMetadata>;

export const log = answer("Log", {
  run: runId("The run."),
  artifact: artifactId("The artifact's id."),
  notes: list(
    object(
      {
        at: time("When."),
        level: oneOf(["debug", "info", "warn", "error"], "How grave."),
        text: text("Text of the component, with secrets replaced."),
      },
      "One line.",
    ),
    "In order.",
  ),
});
export type LogShape = ShapeOf<typeof log>;
