import { runEvent } from "../../domain/index.ts";
import { anything, lazy, type ObjectOf, published, type Shape, type ShapeOf } from "../../shape/index.ts";
import {
  answer,
  artifactId,
  artifactStatus,
  count,
  digest,
  flag,
  list,
  named,
  object,
  oneOf,
  open,
  orNull,
  runHeader,
  runId,
  schemaRef,
  text,
} from "./common.ts";

const which = { run: runId("The run."), artifact: artifactId("The artifact's id.") };

export const matches = answer("Matches", {
  ...which,
  schema: schemaRef("What the content is."),
  matches: list(
    object(
      {
        path: text("Location in the content: a normalised path of RFC 9535."),
        value: anything("The selected value."),
      },
      "One value.",
    ),
    "Values that the expression selects, in order; with --head or --offset only some.",
  ),
  hasMore: flag("Whether --head omitted some."),
});
export type MatchesShape = ShapeOf<typeof matches>;

export const table = answer("Table", {
  ...which,
  columns: list(text(), "Keys of the elements; `value` is an element that is not an object."),
  rows: list(
    list(anything(), "One cell per column; null also if the element does not have the key."),
    "A row for each element.",
  ),
});
export type TableShape = ShapeOf<typeof table>;

export const inputs = answer("Inputs", {
  ...which,
  inputs: list(
    object(
      {
        artifact: artifactId("Which."),
        status: artifactStatus,
        schema: schemaRef("Its schema, also if it was not made."),
        elements: orNull(count("Number of elements of its stream."), "no message, or a schema without stream"),
        bytes: orNull(count("Size of its message in bytes."), "it has none"),
        digest: orNull(digest("Digest of the message as it was read."), "it has none"),
      },
      "One input.",
    ),
    "In the order written.",
  ),
});
export type InputsShape = ShapeOf<typeof inputs>;

export const artifactSchema = answer("ArtifactSchema", {
  ...which,
  schema: schemaRef("What the content is."),
  jsonSchema: open("Its JSON Schema; only `$ref` if a plugin defines it, because read commands load no plugins."),
});
export type ArtifactSchemaShape = ShapeOf<typeof artifactSchema>;

const lineageFields = {
  run: runId("The run that it belongs to."),
  artifact: artifactId("The artifact's id."),
  link: oneOf(
    ["itself", "input", "dependent", "reused-from", "reused-by", "equal"],
    "Its relation; equal: the same digest without being reused.",
  ),
  status: orNull(artifactStatus, "the run is not in this store"),
  component: orNull(text("Type of the component that made it."), "passed through, reused or not made"),
  schema: orNull(schemaRef("Its schema."), "not known"),
  digest: orNull(digest("Digest of its message."), "it has none"),
  isAltered: flag("Whether it, or something it was made from, was changed by hand."),
  isRepeated: flag("Whether its subtree is shown at its first occurrence in this tree."),
  isCut: flag("Whether its subtree is omitted, because it is more than 500 steps away."),
};
interface LineageNode extends ObjectOf<typeof lineageFields> {
  readonly children: readonly LineageNode[];
}

const lineageNode: Shape<LineageNode> = named(
  "LineageNode",
  {
    ...lineageFields,
    children: list(
      lazy(() => lineageNode),
      "Its subtree.",
    ),
  },
  "An artifact of a run.",
);

export const lineage = answer("Lineage", {
  ...which,
  itself: lineageNode,
  madeFrom: list(lineageNode, "What it was made from, also across runs where it was reused."),
  madeInto: list(lineageNode, "What was made from it in its own run."),
  elsewhere: list(lineageNode, "Artifacts of other runs with the same content, each with what was made from it."),
});
export type LineageShape = ShapeOf<typeof lineage>;

export const replay = answer("Replay", {
  ...runHeader,
  steps: list(
    object(
      {
        event: published(runEvent, { description: "What happened." }),
        state: object(
          {
            pending: count("Number of artifacts that were not started."),
            running: count("Number of running artifacts."),
            completed: count("Number of completed artifacts."),
            reused: count("Number of reused artifacts."),
            failed: count("Number of failed artifacts."),
            skipped: count("Number of skipped artifacts."),
          },
          "The state of the run after it.",
        ),
      },
      "One event.",
    ),
    "In order, up to --until.",
  ),
  artifacts: list(
    object({ id: artifactId("The artifact's id."), status: artifactStatus }, "One artifact."),
    "The state of each artifact after the last step.",
  ),
});
export type ReplayShape = ShapeOf<typeof replay>;
