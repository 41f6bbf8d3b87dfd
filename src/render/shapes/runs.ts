import type { ShapeOf } from "../../shape/index.ts";
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
  reusedFrom,
  runHeader,
  runId,
  schemaRef,
  text,
} from "./common.ts";

export const runList = answer("RunList", {
  runs: list(
    object({ ...runHeader, artifacts: count("Artifacts of the runbook.") }, "One recorded run."),
    "Newest first.",
  ),
});
export type RunListShape = ShapeOf<typeof runList>;

const artifactRow = object(
  {
    id: artifactId("The artifact's id in the runbook."),
    status: artifactStatus,
    schema: orNull(schemaRef("What its content is."), "it has no content yet"),
    durationMs: orNull(ms("Total duration of its attempts."), "it was not started"),
    elements: orNull(count("Number of elements of its stream."), "no content, or a schema without stream"),
    bytes: orNull(count("Size of its message in bytes."), "it has no content"),
    digest: orNull(digest("Digest of its message."), "it has no content"),
    error: orNull(
      object(
        {
          code,
          message: text("What happened; never contains content."),
          hint: orNull(text("The next action."), "none is known"),
        },
        "Why it failed.",
      ),
      "it did not fail",
    ),
    skipped: orNull(text("Why it was skipped, and because of which artifacts."), "it was not skipped"),
    reused: orNull(reusedFrom, "it was not reused"),
  },
  "One artifact of the run.",
);

export const run = answer("Run", {
  ...runHeader,
  resumedFrom: orNull(runId("The run that was resumed."), "it is not a resumed run"),
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
      { artifact: artifactId("What was made."), text: text("Message of its component; never contains content.") },
      "One warning.",
    ),
    "Warnings of components, such as data that could not be read.",
  ),
});
export type RunShape = ShapeOf<typeof run>;
