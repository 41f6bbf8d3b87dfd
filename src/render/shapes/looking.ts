import * as z from "zod";
import {
  answer,
  artifactId,
  artifactStatus,
  count,
  digest,
  flag,
  list,
  object,
  oneOf,
  open,
  orNull,
  runHeader,
  runId,
  schemaRef,
  text,
} from "./common.ts";
import { runEvent } from "./event.ts";

const which = { run: runId("The run."), artifact: artifactId("The artifact's id.") };

export const matches = answer("Matches", {
  ...which,
  schema: schemaRef("What the content is."),
  matches: list(
    object(
      {
        path: text("Where it stands in the content: a normalised path of RFC 9535."),
        value: z.unknown().describe("What stands there."),
      },
      "One value.",
    ),
    "What the expression selects, in its order; with --head or --offset only some.",
  ),
  hasMore: flag("Whether --head left some out."),
});
export type MatchesShape = z.infer<typeof matches>;

export const table = answer("Table", {
  ...which,
  columns: list(z.string(), "Keys of the elements; `value` is an element that is no object."),
  rows: list(
    z.array(z.unknown()).readonly().describe("A cell for each column; null also where the element has none."),
    "A row for each element.",
  ),
});
export type TableShape = z.infer<typeof table>;

export const inputs = answer("Inputs", {
  ...which,
  inputs: list(
    object(
      {
        artifact: artifactId("Which."),
        status: artifactStatus,
        schema: schemaRef("What it holds, or was to hold."),
        elements: orNull(count("Elements of its stream."), "no message, or a schema without stream"),
        bytes: orNull(count("Bytes of its message."), "it has none"),
        digest: orNull(digest("Of the message as it was read."), "it has none"),
      },
      "One input.",
    ),
    "In the order written.",
  ),
});
export type InputsShape = z.infer<typeof inputs>;

export const artifactSchema = answer("ArtifactSchema", {
  ...which,
  schema: schemaRef("What the content is."),
  jsonSchema: open("Its JSON Schema; only `$ref` where a plugin defines it, since looking loads none."),
});
export type ArtifactSchemaShape = z.infer<typeof artifactSchema>;

const lineageNode = z
  .strictObject({
    run: runId("The run that it belongs to."),
    artifact: artifactId("The artifact's id."),
    link: oneOf(
      ["itself", "input", "dependent", "reused-from", "reused-by", "equal"],
      "How it comes to stand here; equal: the same digest without having been taken over.",
    ),
    status: orNull(artifactStatus, "the run is not in this store"),
    component: orNull(text("Type of the component that made it."), "passed through, reused or not made"),
    schema: orNull(schemaRef("What it holds."), "not known"),
    digest: orNull(digest("Of its message."), "it has none"),
    isRepeated: flag("Whether what follows from it stands at its first place in this tree."),
    isCut: flag("Whether what follows from it is left out: it is more than 500 steps away."),
    get children() {
      return z.array(lineageNode).readonly().describe("What follows in the direction of the tree.");
    },
  })
  .meta({ id: "LineageNode", description: "An artifact of a run." });

export const lineage = answer("Lineage", {
  ...which,
  itself: lineageNode,
  madeFrom: list(lineageNode, "What it was made from, also across runs where it was taken over."),
  madeInto: list(lineageNode, "What was made from it in its own run."),
  elsewhere: list(lineageNode, "Artifacts of other runs with the same content, each with what was made from it."),
});
export type LineageShape = z.infer<typeof lineage>;

export const replay = answer("Replay", {
  ...runHeader,
  steps: list(
    object(
      {
        event: runEvent.describe("What happened."),
        state: object(
          {
            pending: count("Artifacts that were not begun."),
            running: count("That were being made."),
            completed: count("That were made."),
            reused: count("That were taken over."),
            failed: count("That failed."),
            skipped: count("That are not made."),
          },
          "How the run stood after it.",
        ),
      },
      "One event.",
    ),
    "In order, up to --until.",
  ),
  artifacts: list(
    object({ id: artifactId("The artifact's id."), status: artifactStatus }, "One artifact."),
    "How each stood after the last step.",
  ),
});
export type ReplayShape = z.infer<typeof replay>;
