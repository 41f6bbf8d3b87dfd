import type { ShapeOf } from "../../shape/index.ts";
import {
  answer,
  artifactId,
  count,
  digest,
  flag,
  list,
  ms,
  named,
  object,
  oneOf,
  orNull,
  runId,
  schemaRef,
  text,
} from "./common.ts";

const expectation = object(
  {
    runs: list(runId("An earlier run."), "The earlier runs that the durations come from, newest first."),
    totalMs: ms("Expected duration of the run."),
    criticalMs: ms("Expected duration of the critical path."),
    criticalPath: list(artifactId("An artifact."), "The chain of dependent artifacts that takes longest."),
    unknown: list(artifactId("An artifact."), "Artifacts without a known duration; they count as the mean."),
  },
  "How long the run is expected to take.",
);

const input = object(
  { artifact: artifactId("The input."), schema: schemaRef("Its schema.") },
  "One input, in the order written.",
);

const dryArtifact = named(
  "DryRunArtifact",
  {
    id: artifactId("The artifact's id."),
    step: count("Artifacts of one step do not depend on each other; sources are step 1."),
    method: oneOf(["source", "process", "pass-through", "reuse"], "How it is made."),
    component: orNull(text("Type of the connector or processor."), "it has no component"),
    inputs: list(input, "What it is made from."),
    schema: schemaRef("Its schema."),
    elements: orNull(count("Elements of the sample."), "the schema has no stream"),
    bytes: count("Bytes of the sample."),
    digest: digest("Digest of the sample."),
    output: flag("Whether it is marked as an output."),
    optional: flag("Whether the run may complete without it."),
    expectedMs: orNull(ms("Expected duration."), "it is not known, or the artifact does not execute"),
    decision: orNull(
      oneOf(
        ["executes", "reused", "waits", "asks"],
        "What a run would do; waits: reused if its inputs turn out as before; asks: reused if its connector says that its source is unchanged.",
      ),
      "nothing is to be reused",
    ),
    reason: orNull(text("Why it executes, waits or asks."), "it is reused, or nothing is to be reused"),
  },
  "One artifact.",
);

const edge = object(
  {
    from: artifactId("The input."),
    to: artifactId("The artifact made from it."),
    schema: schemaRef("What flows."),
    elements: orNull(count("Elements of the sample."), "the schema has no stream"),
  },
  "One input of one artifact.",
);

export const dryRun = answer("DryRun", {
  runbook: object({ name: text("Its name."), path: text("Path of the file as the user wrote it.") }, "The runbook."),
  seed: count("The seed of the samples."),
  profile: oneOf(["typical", "empty", "minimal"], "How much the samples contain."),
  concurrent: count("Artifacts that may be in progress at once."),
  artifacts: list(dryArtifact, "In the order in which they would start."),
  notSelected: list(artifactId("An artifact."), "Artifacts that are skipped because they are not selected."),
  edges: list(edge, "In the order of their ends."),
  expected: orNull(expectation, "there is no earlier run of this runbook with durations"),
  files: orNull(
    list(
      object({ artifact: artifactId("The artifact."), path: text("Path of its sample.") }, "One file."),
      "The samples that were written.",
    ),
    "no folder was named",
  ),
});
export type DryRunShape = ShapeOf<typeof dryRun>;
