import { anything, type ShapeOf } from "../../shape/index.ts";
import { answer, artifactId, count, digest, flag, list, named, object, oneOf, orNull, runId, text } from "./common.ts";

const unverifiableKinds = [
  "connector",
  "not-deterministic",
  "reused",
  "altered",
  "failed",
  "skipped",
  "unfinished",
  "inputs-unknown",
  "not-kept",
  "not-bound",
  "variable",
  "changed",
  "stopped",
  "damaged",
] as const;
export type UnverifiableKind = (typeof unverifiableKinds)[number];

const differingValue = (what: string) =>
  object(
    {
      type: oneOf(
        ["string", "number", "boolean", "null", "array", "object", "absent"],
        "Its type; absent: there is no value.",
      ),
      value: orNull(anything("The value."), "--raw was not given, it is null, or there is none"),
    },
    what,
  );

const verified = named(
  "VerifiedArtifact",
  {
    id: artifactId("The artifact's id."),
    component: orNull(text("Type of its component."), "it has none"),
    status: oneOf(
      ["same", "different", "not-verifiable"],
      "Whether the artifact, made again from its recorded inputs, is what is recorded.",
    ),
    recorded: orNull(digest("Digest of the recorded message."), "it has none"),
    actual: orNull(digest("Digest of what was made now."), "nothing was made"),
    isCodeChanged: flag(
      "Whether the files of the plugin changed since the run, with the same version of the component.",
    ),
    difference: orNull(
      object(
        {
          path: text("JSONPath of the first difference; keys that may be data are `['…']` without --raw."),
          recorded: differingValue("What is recorded there."),
          actual: differingValue("What was made now."),
        },
        "The first difference.",
      ),
      "nothing differs, or the place is unknown",
    ),
    reason: orNull(
      object(
        {
          kind: oneOf(unverifiableKinds, "The kind of reason."),
          text: text("The reason, for people."),
        },
        "Why it is not verifiable, or why the place of a difference is unknown.",
      ),
      "there is nothing to explain",
    ),
  },
  "The result for one artifact.",
);

export const replayVerification = answer("ReplayVerification", {
  run: runId("The run."),
  hasValues: flag("Whether --raw was given, so that values are included."),
  same: count("Number of artifacts that are the same."),
  different: count("Number of artifacts that differ; if any does, the exit code is 1."),
  notVerifiable: count("Number of artifacts that cannot be verified."),
  artifacts: list(verified, "In the order of the runbook; only those that were named, if any were."),
});
export type ReplayVerificationShape = ShapeOf<typeof replayVerification>;
