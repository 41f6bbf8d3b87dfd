import type { ShapeOf } from "../../shape/index.ts";
import {
  amount,
  answer,
  artifactId,
  artifactStatus,
  count,
  digest,
  flag,
  list,
  ms,
  named,
  object,
  oneOf,
  orNull,
  runHeader,
  text,
} from "./common.ts";

const run = named("RunHeader", runHeader, "A run.");

const side = object(
  {
    status: artifactStatus,
    digest: orNull(digest("Digest of its message."), "it has no content"),
    elements: orNull(count("Number of elements of its stream."), "no content, or a schema without stream"),
    durationMs: orNull(ms("Total duration of its attempts."), "it was not started"),
    code: orNull(text("Why it failed, or was skipped."), "neither"),
  },
  "The artifact in one of the runs.",
);

/** The properties of a finding in the form of JSON output: what and where, never the text that was found. */
export const findingFields = {
  artifact: artifactId("The artifact that contains it."),
  id: text("Its identity, the same in every run; empty: it has none."),
  kind: text("Kind of the finding: personal_data, data_subject, processing_purpose or a plugin's own."),
  what: text("The category, subject or purpose that was found."),
  place: text("Location: a column, a file, a field of a file."),
  confidence: orNull(text("low, medium or high."), "the finding does not say"),
  score: orNull(amount("0 to 1."), "the finding does not say"),
  care: orNull(text("Why it needs special care."), "it needs none"),
};

export const finding = named("Finding", findingFields, "One finding.");

const cause = object(
  {
    kind: oneOf(
      [
        "component",
        "plugin",
        "configuration",
        "variable",
        "variables-unknown",
        "imported",
        "file",
        "ruleset",
        "input-schemas",
        "record-format",
        "secret",
        "altered",
        "inputs-listed",
        "input",
        "source-data",
        "not-deterministic",
        "not-selected",
        "stopped",
        "unexplained",
      ],
      "What changed; source-data: only the data that the connector read.",
    ),
    text: text("The cause as a sentence without its period."),
    artifact: orNull(artifactId("The input that differs."), "it does not concern an input"),
  },
  "One cause.",
);

const content = object(
  {
    elements: orNull(
      object(
        {
          same: count("In both."),
          new: count("Only in the later run."),
          gone: count("Only in the earlier run."),
          changed: count("With the same id and other fields."),
        },
        "Counts of elements of the streams, matched by id, or by content if they have none; order does not matter.",
      ),
      "the schema has no stream",
    ),
    findings: orNull(
      object(
        {
          new: list(finding, "Only in the later run."),
          gone: list(finding, "Only in the earlier run."),
          changed: list(
            object(
              { finding, fields: list(text("A field."), "Names of the fields that differ.") },
              "One changed finding.",
            ),
            "In both, with other fields; as the later run has them.",
          ),
        },
        "The first of each kind; `elements` counts them all.",
      ),
      "the artifact holds no findings",
    ),
    paths: list(
      text("A path of keys."),
      "Paths at which the content outside the stream differs; only the first, never values.",
    ),
  },
  "How the two contents differ.",
);

export const diff = answer("Diff", {
  before: run,
  after: run,
  different: flag("Whether anything differs; with --exit-code the exit code is then 1."),
  artifacts: list(
    object(
      {
        id: artifactId("The artifact's id in the runbook."),
        change: oneOf(
          ["same", "different", "added", "removed"],
          "same: the same bytes, or the same status without content.",
        ),
        before: orNull(side, "the earlier run does not have it"),
        after: orNull(side, "the later run does not have it"),
        causes: list(cause, "Why it differs; if it is the same, changes without effect."),
        content: orNull(content, "the contents are the same, or not both available"),
        contentMissing: orNull(text("Why the contents were not compared."), "they were, or are the same"),
      },
      "One artifact.",
    ),
    "In the order of the later runbook, then those that are gone.",
  ),
});
export type DiffShape = ShapeOf<typeof diff>;
export type FindingShape = ShapeOf<typeof finding>;
