import * as z from "zod";
import { answer, artifactId, count, digest, flag, list, object, orNull, runHeader, runId, text } from "./common.ts";

export const verification = answer("Verification", {
  intact: flag("Whether nothing is damaged; else the exit code is 3."),
  runs: list(
    object(
      {
        run: runId("The run."),
        events: count("Events that are whole."),
        objects: count("Objects that the run names."),
        head: orNull(digest("Hash of the last whole frame."), "no frame is whole"),
        damage: list(
          object(
            {
              what: text("What is wrong."),
              seq: orNull(count("The event from which on."), "not about an event"),
              artifact: orNull(text("The artifact whose content it is, or `plan` or `runbook`."), "about the record"),
            },
            "One thing that is damaged.",
          ),
          "Empty: the run is intact.",
        ),
      },
      "One run.",
    ),
    "Newest first.",
  ),
  store: orNull(
    object(
      {
        damage: list(
          object({ what: text("What is wrong.") }, "One thing."),
          "What is wrong with no run in particular.",
        ),
        unneeded: orNull(count("Objects that no run names."), "damage hides which those are"),
      },
      "The store as a whole.",
    ),
    "only one run was asked for",
  ),
});
export type VerificationShape = z.infer<typeof verification>;

const { id, status, runbook, startedAt } = runHeader;

export const prune = answer("Prune", {
  dryRun: flag("Whether this only says what would go."),
  runs: list(object({ id, status, runbook, startedAt }, "One run."), "Runs that were removed, newest first."),
  raw: list(
    object(
      {
        run: runId("The run."),
        artifacts: list(z.string(), "Ids of those that held it."),
        digests: list(digest("One object."), "The objects."),
      },
      "What one run held of raw content.",
    ),
    "Raw content that was removed from runs that stay.",
  ),
  objects: count("Objects that were removed."),
  bytes: count("Bytes that they took."),
  spared: list(
    object(
      {
        run: runId("The run that was asked for."),
        because: runId("The running one that needs it; itself when it runs."),
      },
      "One run that was left alone.",
    ),
    "Runs that were left alone.",
  ),
  held: count("Objects left for an hour because a process may just be writing them."),
  logTruncated: flag("False: another process reads, and the database's log may hold what was deleted until later."),
});
export type PruneShape = z.infer<typeof prune>;

export const report = answer("Report", {
  run: runId("The run."),
  path: text("The page that was written, relative to the current folder where it is inside."),
  bytes: count("Length of the page."),
  intact: flag("Whether the record was found intact; else the exit code is 3, and the page says what is damaged."),
  head: orNull(digest("Hash of the last whole frame, which the page carries."), "no frame is whole"),
});
export type ReportShape = z.infer<typeof report>;

export const exported = answer("Export", {
  run: runId("The run."),
  files: list(
    object(
      {
        artifact: orNull(artifactId("What was written."), "the run as a whole was written"),
        format: text("The exporter that wrote it, or the format of the run."),
        path: text("The file, relative to the current folder where it is inside."),
        digest: digest("Of the file."),
        bytes: count("Length of the file."),
      },
      "One file.",
    ),
    "In the order of the artifacts.",
  ),
});
export type ExportShape = z.infer<typeof exported>;
