import * as z from "zod";
import {
  answer,
  artifactId,
  artifactStatus,
  count,
  digest,
  failure,
  flag,
  list,
  ms,
  object,
  oneOf,
  open,
  orNull,
  runId,
  schemaRef,
  skipReason,
  takenOver,
  text,
  time,
} from "./common.ts";

const digests = (what: string) => z.record(z.string(), digest("Of its bytes.")).readonly().describe(what);

const fingerprint = object(
  {
    component: text("What made it, as kind, type and version."),
    plugin: digest("Of the plugin's files."),
    configWritten: digest("Of the configuration as written."),
    configResolved: digest("Of the resolved configuration, with a key of the store."),
    files: digests("Files that the configuration names."),
    rulesets: digests("Rulesets, by URI."),
    inputSchemas: list(schemaRef("What one input holds."), "In the order of the inputs."),
    recordFormat: count("Version of the record format."),
    digest: digest("Of all of the above."),
  },
  "What decides, with the inputs' digests, whether it may be reused; each part by name.",
);

const metadata = {
  run: runId("The run."),
  artifact: artifactId("The artifact's id."),
  status: artifactStatus,
  component: orNull(
    object(
      {
        kind: oneOf(["connector", "processor"], "What it is."),
        type: text("Its type, as in runbooks."),
        version: text("Its version."),
      },
      "What made it.",
    ),
    "passed through or reused",
  ),
  config: open("Its configuration as written, placeholders kept."),
  inputs: list(
    object(
      {
        artifact: artifactId("Which."),
        digest: orNull(digest("Of the message that was read."), "it was not begun"),
      },
      "One input.",
    ),
    "What it was made from.",
  ),
  schema: schemaRef("What it holds, or was to hold."),
  digest: orNull(digest("Of its message."), "it has none"),
  bytes: orNull(count("Bytes of its message."), "it has none"),
  elements: orNull(count("Elements of its stream."), "no message, or a schema without stream"),
  summary: orNull(open("Numbers and names of categories that its component gave."), "it gave none"),
  kept: orNull(flag("Whether its content is still there."), "it has none"),
  attempts: count("How often it was begun."),
  startedAt: orNull(time("Start of the first attempt."), "it was not begun"),
  durationMs: orNull(ms("How long its attempts worked."), "it was not begun"),
  failure: orNull(failure, "it did not fail"),
  skipped: orNull(
    object(
      {
        reason: skipReason,
        because: list(artifactId("Which."), "Artifacts that it was skipped for."),
        chain: list(artifactId("Which."), "From the artifact that began it down to this one."),
      },
      "Why it was skipped.",
    ),
    "it was not skipped",
  ),
  reused: orNull(takenOver, "it was not taken over"),
  fingerprint,
};

export const artifact = answer("Artifact", {
  schema: schemaRef("What the content is; `wct schemas NAME` shows it."),
  content: open("As the schema says; with --head or --offset only those elements of the stream."),
  metadata: object(metadata, "How it was made."),
});
export type ArtifactShape = z.infer<typeof artifact>;

export const artifactMetadata = answer("ArtifactMetadata", metadata);
export type ArtifactMetadataShape = z.infer<typeof artifactMetadata>;

export const log = answer("Log", {
  run: runId("The run."),
  artifact: artifactId("The artifact's id."),
  notes: list(
    object(
      {
        at: time("When."),
        level: oneOf(["debug", "info", "warn", "error"], "How grave."),
        text: text("What the component said, secrets replaced."),
      },
      "One line.",
    ),
    "In order.",
  ),
});
export type LogShape = z.infer<typeof log>;
