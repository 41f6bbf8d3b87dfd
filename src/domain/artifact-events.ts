import {
  amount,
  flag,
  list,
  literal,
  natural,
  object,
  oneOf,
  optional,
  orNull,
  taggedUnion,
  text,
} from "../shape/index.ts";
import { eventOf } from "./event-envelope.ts";
import { attemptedOn, costs, nanoseconds, noteLevels, releasedBy, reuseReasons, skipReasons } from "./event-fields.ts";
import { failure } from "./failure.ts";
import { artifactId, digest, runId, uuid } from "./id-shapes.ts";
import { messageRef, sourceState } from "./message.ts";

const artifact = artifactId("The artifact.");
const attempt = natural("Number of the attempt, from 1.");
/** Records of versions that did not ask connectors for it, and connectors that cannot tell it, leave it out. */
const stateOfSource = optional(sourceState);
/** The worker reads this clock when the work ends. */
const ended = nanoseconds("Time at which the work ended.");

const begunOn = (description: string) =>
  optional(
    object(
      {
        host: text("Name of its machine."),
        worker: uuid("Id of the worker."),
        began: nanoseconds("Time at which the component's code began; the event was recorded when it was known."),
      },
      description,
    ),
  );

const started = eventOf(
  "artifact.started",
  {
    artifact,
    /** `type` of the component; null for a pass-through, and for an output that was replaced in a debug session. */
    component: orNull(text("Type of the component."), "passed through"),
    version: orNull(text("Its version."), "passed through"),
    attempt,
    /** Thread number from 0; null if the artifact does not run in a separate thread. */
    worker: orNull(natural("Number of the thread, from 0."), "not in a thread of its own"),
    inputs: list(object({ artifact, digest: digest("Digest of its message.") }, "One input."), "Its inputs."),
    releasedBy,
    /** Absent if the machine that runs the runbook made it. */
    remote: begunOn("The worker that began it."),
  },
  "A component started.",
);

const progress = eventOf(
  "artifact.progress",
  { artifact, done: amount("Number of finished units."), total: orNull(amount("Total number of units."), "not known") },
  "A component reported progress.",
);

const noted = eventOf(
  "artifact.noted",
  {
    artifact,
    level: oneOf(noteLevels, "Severity of the line."),
    text: text("Text of the line, with secrets replaced."),
    remote: begunOn("The worker that began it again, because an earlier one was lost or stopped."),
  },
  "A component logged a line.",
);

const attempted = taggedUnion("outcome", {
  produced: eventOf(
    "artifact.attempted",
    {
      artifact,
      attempt,
      outcome: literal("produced"),
      ended,
      message: messageRef,
      cost: costs,
      sourceState: stateOfSource,
      ...attemptedOn,
    },
    "An attempt produced a message.",
  ),
  failed: eventOf(
    "artifact.attempted",
    { artifact, attempt, outcome: literal("failed"), ended, failure, cost: costs, ...attemptedOn },
    "An attempt failed.",
  ),
});

const altered = eventOf(
  "artifact.altered",
  {
    artifact,
    what: oneOf(["config", "output"], "What was changed by hand."),
    path: orNull(text("Path within it."), "the whole"),
    oldDigest: orNull(digest("Before."), "there was none"),
    newDigest: digest("After."),
  },
  "A user changed something: in a debug session, or with `--replace`.",
);

const failed = eventOf(
  "artifact.failed",
  { artifact, failure, optional: flag("Whether the run may complete without it.") },
  "The artifact failed.",
);

const skipped = eventOf(
  "artifact.skipped",
  {
    artifact,
    reason: oneOf(skipReasons, "Why the artifact was skipped."),
    /** The artifacts that caused the skip, in plan order. */
    because: list(artifactId(), "Ids of the artifacts that caused the skip."),
  },
  "The artifact was skipped.",
);

const reused = eventOf(
  "artifact.reused",
  {
    artifact,
    from: runId("The earlier run."),
    fromArtifact: artifactId("The artifact of that run."),
    reason: oneOf(reuseReasons, "The kind of reuse."),
    message: messageRef,
    sourceState: stateOfSource,
  },
  "The artifact is reused from an earlier run.",
);

const outputWritten = eventOf(
  "output.written",
  {
    artifact,
    format: text("The exporter."),
    /** As displayed: relative to the current folder if inside it. */
    path: text("Path, relative to the current folder if it is inside."),
    digest: digest("Digest of the file."),
    bytes: natural("Size of the file in bytes."),
    /** Absent if a plugin is involved, and in records of older versions. */
    basis: optional(digest("HMAC, with the store's key, of everything that the bytes of the file depend on.")),
  },
  "An output file is complete.",
);

export const artifactEvents = {
  "artifact.ready": eventOf("artifact.ready", { artifact }, "The last input was ready."),
  "artifact.started": started,
  "artifact.progress": progress,
  "artifact.noted": noted,
  "artifact.attempted": attempted,
  "artifact.altered": altered,
  "artifact.completed": eventOf("artifact.completed", { artifact }, "The artifact is made and recorded."),
  "artifact.failed": failed,
  "artifact.skipped": skipped,
  "artifact.reused": reused,
  "output.written": outputWritten,
};
