import { amount, jsonObject, list, natural, object, oneOf, optional, orNull, record, text } from "../shape/index.ts";
import { eventOf } from "./event-envelope.ts";
import { costs, counts, runModes, runOutcomes } from "./event-fields.ts";
import { artifactId, digest, runId, uuid } from "./id-shapes.ts";
import { componentKinds } from "./plan.ts";

const started = eventOf(
  "run.started",
  {
    uuid: uuid("UUIDv7, for other systems."),
    mode: oneOf(runModes, "The mode: a run or a debug session."),
    runbook: object(
      {
        name: text("Its name."),
        path: text("Path as the user wrote it."),
        digest: digest("Digest of its text."),
        /** Absent in records of older versions. */
        identity: optional(
          digest("HMAC, with the store's key, of its real path from the store: the same under every written path."),
        ),
      },
      "The runbook.",
    ),
    /** Digest of a stored object: the plan as JSON. */
    plan: digest("Digest of the plan as JSON."),
    maxConcurrency: natural("Maximum number of artifacts in progress."),
    workers: natural("Maximum number of busy threads."),
    /** Expected milliseconds per artifact, from earlier runs; null: every artifact has weight 1. */
    weights: orNull(
      record(amount(), "Expected milliseconds by artifact, from earlier runs."),
      "every artifact has weight 1",
    ),
    wct: text("Version of wct."),
    components: list(
      object(
        { kind: oneOf(componentKinds, "What it is."), type: text("Its type."), version: text("Its version.") },
        "One component.",
      ),
      "Versions used by the plan.",
    ),
    artifacts: natural("How many."),
    resumedFrom: orNull(runId("The run that is resumed."), "none is"),
    forkedFrom: orNull(runId("The run that this one forked: it reuses what no change affects."), "none"),
    /** Absent if nothing was selected, and in records of older versions. */
    selection: optional(text("The expression that selected artifacts, as the user wrote it.")),
  },
  "The run began.",
);

const paused = eventOf(
  "run.paused",
  {
    stops: list(
      object(
        {
          artifact: artifactId("The artifact."),
          side: oneOf(["before", "after"], "Of its work."),
          reason: text("What stopped it."),
        },
        "One stop.",
      ),
      "The stop.",
    ),
  },
  "A debug session stopped.",
);

const continued = eventOf("run.continued", { command: text("The command of the user.") }, "A debug session continued.");

const finished = eventOf(
  "run.finished",
  {
    outcome: oneOf(runOutcomes, "How the run ended."),
    /** The reason why the run is not `completed`: a failure's code, or null. */
    cause: orNull(jsonObject("Why it did not complete; `code` is a stable code."), "it completed"),
    counts,
    cost: costs,
  },
  "The run ended.",
);

export const runEvents = {
  "run.started": started,
  "run.paused": paused,
  "run.continued": continued,
  "run.finished": finished,
};
