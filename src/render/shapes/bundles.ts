import type { ShapeOf } from "../../shape/index.ts";
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

const content = oneOf(["all", "derived"], "`derived`: content that may identify people was excluded.");
const uuid = text("UUIDv7 of the run, for other systems.");
const head = digest("The head hash, which covers the whole record.");
const events = count("Events of the run.");
const file = text("Path of the bundle as given.");

export const bundle = answer("Bundle", {
  file,
  run: runId("The run."),
  uuid,
  head,
  content,
  events,
  objects: count("Number of objects in the bundle."),
  leftOut: count("Number of objects that were excluded because they may identify people."),
  gone: count("Number of objects of the run that are not in the bundle or no longer exist."),
  bytes: count("Length of the bundle."),
});
export type BundleShape = ShapeOf<typeof bundle>;

export const imported = answer("Import", {
  file,
  outcome: oneOf(["imported", "present"], "`present`: the same record already existed, and nothing was done."),
  run: runId("The run."),
  uuid,
  head,
  content,
  events,
  objects: count("Number of objects in the bundle."),
  gone: count("Number of objects that the bundle marks as deleted or excluded."),
});
export type ImportShape = ShapeOf<typeof imported>;

export const copied = answer("Copy", {
  to: text("The store that the run was copied to; a URL without its password."),
  outcome: oneOf(["copied", "present"], "`present`: the same record already existed, and nothing was done."),
  run: runId("The run."),
  uuid,
  head,
  content,
  events,
  objects: count("Number of objects that were copied."),
  leftOut: count("Number of objects that were left out because they may identify people."),
  gone: count("Number of objects of the run that were left out or no longer exist."),
});
export type CopyShape = ShapeOf<typeof copied>;

const gone = object(
  {
    digest: digest("The object."),
    reason: oneOf(["pruned", "erased", "left-out"], "Why it is missing; left-out: excluded from the imported bundle."),
    at: orNull(time("When."), "it was excluded"),
  },
  "One object that the run contained.",
);

export const runRecord = answer("RunRecord", {
  ...runHeader,
  artifacts: count("Artifacts of the plan."),
  runbookDigest: orNull(digest("Digest of the object with the runbook's text."), "unknown"),
  planDigest: orNull(digest("Digest of the object with the plan."), "unknown"),
  wct: orNull(text("Version of wct that recorded it."), "unknown"),
  components: list(
    object(
      {
        kind: oneOf(["connector", "processor", "exporter"], "Its kind."),
        type: text("Its type."),
        version: text("Its version."),
      },
      "One component.",
    ),
    "What the run was made with.",
  ),
  maxConcurrency: orNull(count("Maximum number of artifacts in progress."), "unknown"),
  workers: orNull(count("Maximum number of busy threads."), "unknown"),
  cost: list(
    object({ amount: amount("How much."), unit: text("Of what.") }, "Sum of one unit."),
    "Costs reported by components.",
  ),
  resumedFrom: orNull(runId("The run that it resumed."), "none"),
  forkedFrom: orNull(runId("The run that it was forked from."), "none"),
  overrides: orNull(
    list(
      object({ artifact: artifactId("The artifact."), path: text("Path into its properties.") }, "One value."),
      "Configuration values that were given with the command instead of the runbook.",
    ),
    "the plan is missing",
  ),
  replaced: list(artifactId("The artifact."), "Artifacts whose output was replaced by hand in this run."),
  bundle: orNull(text("The bundle that was read."), "the run is in the store"),
  imported: orNull(content, "it was recorded here, or is a bundle"),
  content: orNull(content, "it was recorded here"),
  kept: object(
    {
      objects: count("Number of objects that it contains: content, plan, runbook, messages of exceptions."),
      bytes: count("Their size before compression, in bytes."),
      raw: orNull(count("Number of these objects that may identify people."), "the plan was deleted"),
    },
    "What is stored of it.",
  ),
  gone: list(gone, "Former objects, by digest."),
});
export type RunRecordShape = ShapeOf<typeof runRecord>;

export const erasure = answer("Erasure", {
  dryRun: flag("Whether nothing was deleted, and this only lists what would be deleted."),
  found: list(
    object(
      {
        digest: digest("The object."),
        kind: oneOf(["plan", "runbook", "message", "exception"], "What it is."),
        artifact: orNull(artifactId("Whose content it is."), "plan or runbook"),
        run: runId("The run that contains it."),
        elements: count("Number of elements that contain the text; content outside the stream counts as one."),
        erased: flag("Whether it is deleted; definitions are deleted only on request."),
      },
      "One object of one run.",
    ),
    "Objects that contain the text, newest run first.",
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
    "Events that contain the text. They are chained and cannot be changed.",
  ),
  outputs: list(
    object(
      {
        run: runId("The run."),
        artifact: artifactId("What was written."),
        path: text("Path of the file as recorded."),
      },
      "One file.",
    ),
    "Exported files made from content with the text. The user must delete them.",
  ),
  unreadable: list(
    object(
      {
        digest: digest("The object."),
        kind: oneOf(["plan", "runbook", "message", "exception"], "What it is."),
        artifact: orNull(artifactId("Whose content it is."), "plan or runbook"),
        run: runId("The run that contains it."),
      },
      "One object of one run.",
    ),
    "Damaged objects, which could not be searched; exit code 3.",
  ),
  runs: list(
    object(
      { run: runId("The run."), digests: list(digest("One object."), "Which of it the run referenced.") },
      "One run that referenced any of it.",
    ),
    "Runs that now have a tombstone, newest first, including those that were not searched.",
  ),
  objects: count("Number of deleted objects."),
  bytes: count("Their stored size in bytes."),
  active: list(text(), "Active runs; while there is one, nothing is erased."),
  logTruncated: flag(
    "False: another process reads the store, and the database's log may still contain what was erased.",
  ),
});
export type ErasureShape = ShapeOf<typeof erasure>;
