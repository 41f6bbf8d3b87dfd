import type { ShapeOf } from "../../shape/index.ts";
import { answer, artifactId, count, digest, flag, list, object, orNull, runHeader, runId, text } from "./common.ts";

export const verification = answer("Verification", {
  intact: flag("Whether nothing is damaged; otherwise the exit code is 3."),
  runs: list(
    object(
      {
        run: runId("The run."),
        events: count("Number of intact events."),
        objects: count("Number of objects that the run references."),
        head: orNull(digest("Hash of the last intact frame."), "no frame is intact"),
        damage: list(
          object(
            {
              what: text("What is wrong."),
              seq: orNull(count("The first affected event."), "not about an event"),
              artifact: orNull(text("The artifact whose content it is, or `plan` or `runbook`."), "about the record"),
            },
            "One damage.",
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
          "Damage that does not belong to a single run.",
        ),
        unneeded: orNull(count("Number of objects that no run references."), "unknown because of damage"),
        strays: list(
          text("Its path within the store's folder."),
          "Files in the store's folder that wct did not create. They are not touched and do not count as damage.",
        ),
      },
      "The store as a whole.",
    ),
    "only one run was asked for",
  ),
});
export type VerificationShape = ShapeOf<typeof verification>;

const { id, status, runbook, startedAt } = runHeader;

export const prune = answer("Prune", {
  dryRun: flag("Whether nothing was deleted, and this only lists what would be deleted."),
  runs: list(object({ id, status, runbook, startedAt }, "One run."), "Deleted runs, newest first."),
  raw: list(
    object(
      {
        run: runId("The run."),
        artifacts: list(text(), "Ids of those that held it."),
        digests: list(digest("One object."), "The objects."),
      },
      "Raw content of one run.",
    ),
    "Raw content that was deleted from kept runs.",
  ),
  objects: count("Number of deleted objects."),
  bytes: count("Their stored size in bytes."),
  spared: list(
    object(
      {
        run: runId("The selected run."),
        because: runId("The active run that needs it; itself if it is active."),
      },
      "One run that was kept.",
    ),
    "Selected runs that were kept.",
  ),
  held: count("Number of objects kept for an hour because a process may be writing them."),
  logTruncated: flag(
    "False: another process reads the store, and the database's log may still contain what was deleted.",
  ),
});
export type PruneShape = ShapeOf<typeof prune>;

export const report = answer("Report", {
  run: runId("The run."),
  path: text("The page that was written, relative to the current folder where it is inside."),
  bytes: count("Length of the page."),
  intact: flag("Whether the record is intact; otherwise the exit code is 3, and the page lists the damage."),
  head: orNull(digest("Hash of the last intact frame, which the page contains."), "no frame is intact"),
});
export type ReportShape = ShapeOf<typeof report>;

export const exported = answer("Export", {
  run: runId("The run."),
  files: list(
    object(
      {
        artifact: orNull(artifactId("What was written."), "the whole run was written"),
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
export type ExportShape = ShapeOf<typeof exported>;

export const recordDraft = answer("RecordDraft", {
  run: runId("The run."),
  activities: list(
    object(
      {
        id: text("Id of the candidate row, and of the activity."),
        artifact: artifactId("The record that has the row."),
        name: text("What the activity is called."),
        text: text("An entry of `activities` in YAML. What only people know is in comments."),
      },
      "A drafted activity.",
    ),
    "Rows for purposes first, then for systems that no activity covers.",
  ),
  into: orNull(
    text("The organisation file that they were added to, relative to the current folder where it is inside."),
    "they were only printed",
  ),
});
export type RecordDraftShape = ShapeOf<typeof recordDraft>;
