import * as z from "zod";
import {
  amount,
  answer,
  artifactId,
  count,
  digest,
  flag,
  list,
  object,
  oneOf,
  orNull,
  runHeader,
  runId,
  text,
  time,
} from "./common.ts";

const content = oneOf(["all", "derived"], "`derived`: content that may identify people was left out.");
const uuid = text("UUIDv7 of the run, for other systems.");
const head = digest("The head hash, which vouches for the whole record.");
const events = count("Events of the run.");
const file = text("The bundle, as it was named.");

export const bundle = answer("Bundle", {
  file,
  run: runId("The run."),
  uuid,
  head,
  content,
  events,
  objects: count("Objects that the bundle carries."),
  leftOut: count("Objects that were left out because they may identify people."),
  gone: count("All that the run does not hold any more, in the bundle or at all."),
  bytes: count("Length of the bundle."),
});
export type BundleShape = z.infer<typeof bundle>;

export const imported = answer("Import", {
  file,
  outcome: oneOf(["imported", "present"], "`present`: the same record was here already, and nothing was done."),
  run: runId("The run."),
  uuid,
  head,
  content,
  events,
  objects: count("Objects that the bundle carries."),
  gone: count("Objects that the bundle knows to be gone or left out."),
});
export type ImportShape = z.infer<typeof imported>;

const gone = object(
  {
    digest: digest("The object."),
    reason: oneOf(["pruned", "erased", "left-out"], "Why it is not there; left-out: of the bundle the run came in."),
    at: orNull(time("When."), "it was left out"),
  },
  "One object that the run held.",
);

export const runRecord = answer("RunRecord", {
  ...runHeader,
  artifacts: count("Artifacts of the plan."),
  runbookDigest: orNull(digest("The object that holds the runbook's text."), "no event says"),
  planDigest: orNull(digest("The object that holds the plan."), "no event says"),
  wct: orNull(text("Version of wct that recorded it."), "no event says"),
  components: list(
    object(
      {
        kind: oneOf(["connector", "processor", "exporter"], "What kind it is."),
        type: text("Its type."),
        version: text("Its version."),
      },
      "One component.",
    ),
    "What the run was made with.",
  ),
  maxConcurrency: orNull(count("Artifacts at once, at most."), "no event says"),
  workers: orNull(count("Busy threads, at most."), "no event says"),
  cost: list(
    object({ amount: amount("How much."), unit: text("Of what.") }, "Sum of one unit."),
    "What components reported.",
  ),
  resumedFrom: orNull(runId("The run that it resumed."), "none"),
  forkedFrom: orNull(runId("The run that it was forked from."), "none"),
  bundle: orNull(text("The bundle that was looked at."), "the run is in the store"),
  imported: orNull(content, "it was recorded here, or is a bundle"),
  content: orNull(content, "it was recorded here"),
  kept: object(
    {
      objects: count("Objects that it holds: content, plan, runbook, messages of exceptions."),
      bytes: count("Length of what they hold, before compression."),
      raw: orNull(count("Of these, objects that may identify people."), "the plan that would tell is gone"),
    },
    "What is kept of it.",
  ),
  gone: list(gone, "What it held once, by digest."),
});
export type RunRecordShape = z.infer<typeof runRecord>;

export const erasure = answer("Erasure", {
  dryRun: flag("Whether this only says what would go."),
  found: list(
    object(
      {
        digest: digest("The object."),
        kind: oneOf(["plan", "runbook", "message", "exception"], "What it is."),
        artifact: orNull(artifactId("Whose content it is."), "plan or runbook"),
        run: runId("The run that holds it."),
        elements: count("Elements that hold the text; content beside the stream counts as one."),
        erased: flag("Whether it is among what goes; definitions go only when asked for."),
      },
      "One object of one run.",
    ),
    "Where the text stands, newest run first.",
  ),
  events: list(
    object(
      {
        run: runId("The run."),
        seq: count("The event's number."),
        type: text("The event's type."),
        artifact: orNull(artifactId("Whose event it is."), "an event of the run"),
      },
      "One event.",
    ),
    "Events that hold the text. They are chained and stay.",
  ),
  outputs: list(
    object(
      {
        run: runId("The run."),
        artifact: artifactId("What was written."),
        path: text("The file, as it was recorded."),
      },
      "One file.",
    ),
    "Files that were handed over from what holds the text. They are the user's to remove.",
  ),
  unreadable: list(
    object(
      {
        digest: digest("The object."),
        kind: oneOf(["plan", "runbook", "message", "exception"], "What it is."),
        artifact: orNull(artifactId("Whose content it is."), "plan or runbook"),
        run: runId("The run that holds it."),
      },
      "One object of one run.",
    ),
    "Objects that are damaged, and so could not be searched; exit code 3.",
  ),
  runs: list(
    object(
      { run: runId("The run."), digests: list(digest("One object."), "What it named of it.") },
      "One run that named any of it.",
    ),
    "Runs with a tombstone now, newest first; also those that were not searched.",
  ),
  objects: count("Objects that were removed."),
  bytes: count("Bytes that they took."),
  active: list(z.string(), "Runs that are going on; while there is one, nothing is erased."),
  logTruncated: flag("False: another process reads, and the database's log may hold what was erased until later."),
});
export type ErasureShape = z.infer<typeof erasure>;
