import * as z from "zod";
import {
  amount,
  artifactId,
  count,
  counts,
  digest,
  failure,
  flag,
  list,
  named,
  object,
  oneOf,
  open,
  orNull,
  runId,
  schemaRef,
  skipReason,
  text,
  time,
} from "./common.ts";

const id = artifactId("The artifact.");
const attempt = count("Which attempt, from 1.");
const nanoseconds = (what: string) => count(`${what} Nanoseconds since run.started, monotonic.`);
const cost = list(
  object({ amount: amount("How much."), unit: text("Of what.") }, "One cost."),
  "What the component said it cost.",
);
const message = named(
  "MessageRef",
  {
    schema: schemaRef("What the content is."),
    digest: digest("Of the message's bytes."),
    bytes: count("Length of these bytes."),
    elements: orNull(count("Elements of the stream."), "the schema has none"),
    summary: orNull(open("Numbers and names of categories; never content."), "none was given"),
    kept: flag("False: the content is gone after the run."),
  },
  "What an artifact holds, by reference.",
);

const event = <const T extends string, F extends z.ZodRawShape>(type: T, fields: F, what: string) =>
  z
    .strictObject({
      v: z.literal(1).describe("Version of the event format."),
      seq: count("From 1, without gaps.").min(1),
      run: runId("The run."),
      at: time("When, for people."),
      t: nanoseconds("When."),
      type: z.literal(type),
      ...fields,
    })
    .describe(what);

const releasedBy = z
  .union([
    z.strictObject({ kind: z.literal("start") }).describe("It waited for nothing."),
    object(
      {
        kind: oneOf(["input", "slot", "thread", "gate"], "What it waited for last."),
        artifact: orNull(artifactId("The artifact that gave it free."), "no artifact did"),
      },
      "It waited.",
    ),
  ])
  .describe("What let it start.");

const started = event(
  "run.started",
  {
    uuid: text("UUIDv7, for other systems."),
    mode: oneOf(["run", "debug"], "What executes it."),
    runbook: object(
      { name: text("Its name."), path: text("As the user wrote it."), digest: digest("Of its text.") },
      "The runbook.",
    ),
    plan: digest("Of the plan as JSON."),
    maxConcurrency: count("Artifacts in flight, at most."),
    workers: count("Busy threads, at most."),
    weights: orNull(
      z.record(z.string(), z.number()).readonly().describe("Milliseconds expected by artifact, from earlier runs."),
      "every artifact weighs 1",
    ),
    wct: text("Version of wct."),
    components: list(
      object(
        {
          kind: oneOf(["connector", "processor", "exporter"], "What it is."),
          type: text("Its type."),
          version: text("Its version."),
        },
        "One component.",
      ),
      "What the plan uses.",
    ),
    artifacts: count("How many."),
    resumedFrom: orNull(runId("The run that is resumed."), "none is"),
    forkedFrom: orNull(runId("The run that a debug session went back in."), "none"),
  },
  "The run began.",
);

const startedArtifact = event(
  "artifact.started",
  {
    artifact: id,
    component: orNull(text("Type of the component."), "passed through"),
    version: orNull(text("Its version."), "passed through"),
    attempt,
    worker: orNull(count("Number of the thread, from 0."), "not in a thread of its own"),
    inputs: list(object({ artifact: id, digest: digest("Of its message.") }, "One input."), "What it reads."),
    releasedBy,
  },
  "A component's code began.",
);

const finished = event(
  "run.finished",
  {
    outcome: oneOf(["completed", "failed", "cancelled", "timed-out"], "How the run ended."),
    cause: orNull(open("Why it did not complete; `code` is a stable code."), "it completed"),
    counts,
    cost,
  },
  "The run ended.",
);

export const runEvent = z.union([
  started,
  event("artifact.ready", { artifact: id }, "The last input was there."),
  startedArtifact,
  event(
    "artifact.progress",
    {
      artifact: id,
      done: amount("Units that are done."),
      total: orNull(amount("Units in all."), "not known"),
    },
    "A component told how far it is.",
  ),
  event(
    "artifact.noted",
    {
      artifact: id,
      level: oneOf(["debug", "info", "warn", "error"], "How grave."),
      text: text("What it said, secrets replaced."),
    },
    "A component logged a line.",
  ),
  event(
    "artifact.attempted",
    {
      artifact: id,
      attempt,
      outcome: z.literal("produced"),
      ended: nanoseconds("When the work ended."),
      message,
      cost,
    },
    "An attempt gave a message.",
  ),
  event(
    "artifact.attempted",
    { artifact: id, attempt, outcome: z.literal("failed"), ended: nanoseconds("When the work ended."), failure, cost },
    "An attempt failed.",
  ),
  event(
    "artifact.altered",
    {
      artifact: id,
      what: oneOf(["config", "output"], "What was changed by hand."),
      path: orNull(text("Where in it."), "the whole"),
      oldDigest: orNull(digest("Before."), "there was none"),
      newDigest: digest("After."),
    },
    "A debug session changed something.",
  ),
  event("artifact.completed", { artifact: id }, "The artifact is made and recorded."),
  event(
    "artifact.failed",
    { artifact: id, failure, optional: flag("Whether the run may complete without it.") },
    "The artifact failed.",
  ),
  event(
    "artifact.skipped",
    { artifact: id, reason: skipReason, because: list(z.string(), "Ids of what it was skipped because of.") },
    "The artifact is not made.",
  ),
  event(
    "artifact.reused",
    {
      artifact: id,
      from: runId("The earlier run."),
      fromArtifact: artifactId("The artifact of that run."),
      reason: oneOf(["resume", "reuse", "unchanged"], "By which way."),
      message,
    },
    "The artifact is taken over from an earlier run.",
  ),
  event(
    "output.written",
    {
      artifact: id,
      format: text("The exporter."),
      path: text("Relative to the current folder where it is inside."),
      digest: digest("Of the file."),
      bytes: count("Length of the file."),
    },
    "An output file is in its place.",
  ),
  event(
    "run.paused",
    {
      stops: list(
        object(
          { artifact: id, side: oneOf(["before", "after"], "Of its work."), reason: text("What stopped it.") },
          "One stop.",
        ),
        "Where it stopped.",
      ),
    },
    "A debug session stopped.",
  ),
  event("run.continued", { command: text("What the user said.") }, "A debug session went on."),
  finished,
]);
export type EventShape = z.infer<typeof runEvent>;
