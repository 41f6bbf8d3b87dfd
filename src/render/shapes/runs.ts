import type { z } from "zod";
import {
  answer,
  artifactId,
  artifactStatus,
  code,
  count,
  digest,
  list,
  ms,
  object,
  orNull,
  runHeader,
  runId,
  schemaRef,
  takenOver,
  text,
} from "./common.ts";

export const runList = answer("RunList", {
  runs: list(
    object({ ...runHeader, artifacts: count("Artifacts of the runbook.") }, "One recorded run."),
    "Newest first.",
  ),
});
export type RunListShape = z.infer<typeof runList>;

const artifactRow = object(
  {
    id: artifactId("The artifact's id in the runbook."),
    status: artifactStatus,
    schema: orNull(schemaRef("What its content is."), "it has no content yet"),
    durationMs: orNull(ms("How long its attempts worked."), "it was not begun"),
    elements: orNull(count("Elements of its stream."), "no content, or a schema without stream"),
    bytes: orNull(count("Bytes of its message."), "it has no content"),
    digest: orNull(digest("Of its message."), "it has no content"),
    error: orNull(
      object(
        {
          code,
          message: text("What happened; never holds content."),
          hint: orNull(text("The next action."), "none is known"),
        },
        "Why it failed.",
      ),
      "it did not fail",
    ),
    skipped: orNull(text("Why it was skipped, and because of which artifacts."), "it was not skipped"),
    reused: orNull(takenOver, "it was not taken over"),
  },
  "One artifact of the run.",
);

export const run = answer("Run", {
  ...runHeader,
  resumedFrom: orNull(runId("The run that was resumed."), "it began afresh"),
  artifacts: list(artifactRow, "In the order of the runbook."),
  outputs: list(
    object(
      {
        artifact: artifactId("What was written."),
        format: text("The exporter that wrote it."),
        path: text("The file, relative to the folder of the run where it is inside."),
      },
      "One output file.",
    ),
    "Files that the run wrote.",
  ),
  warnings: list(
    object(
      { artifact: artifactId("What was made."), text: text("What its component said; never holds content.") },
      "One warning.",
    ),
    "What components warned of, such as what could not be read.",
  ),
});
export type RunShape = z.infer<typeof run>;
