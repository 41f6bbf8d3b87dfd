import {
  flag,
  type JsonObject,
  jsonObject,
  named,
  natural,
  object,
  orNull,
  type ShapeOf,
  text,
} from "../shape/index.ts";
import { digest, repeatedMoment, writtenSchemaRef } from "./id-shapes.ts";

/** Contains only numbers and names of categories, never content: `{ "by_category": { "email": 12 } }`. */
export type Summary = JsonObject;

export const messageRef = named(
  "MessageRef",
  object(
    {
      schema: writtenSchemaRef("Schema of the content."),
      /** SHA-256 of the message's bytes: one line per element, then `{"schema":...,"content":...}` with the rest. */
      digest: digest("Digest of the message's bytes."),
      /** Length of these bytes. */
      bytes: natural("Number of these bytes."),
      /** Elements of the stream; null for a schema without one. */
      elements: orNull(natural("Number of elements of the stream."), "the schema has no stream"),
      summary: orNull(jsonObject("Numbers and names of categories; never content."), "none was given"),
      /** False if the content is deleted after the run (retention). */
      kept: flag("False: the content is deleted after the run."),
    },
    "A reference to the content of an artifact.",
  ),
);
/** A reference to a message, with enough data to read, check and describe it. */
export interface MessageRef extends ShapeOf<typeof messageRef> {}

export const sourceState = named(
  "SourceState",
  object(
    {
      by: text("What the connector compares, such as `size and time of each file`."),
      at: repeatedMoment("Start of the run that read the source. The connector is given it again when it is asked."),
      digest: digest("HMAC, with the store's key, of the connector's description of the state."),
    },
    "The state in which a connector read its source, by which a later run can tell that it is unchanged.",
  ),
);
/** The recorded state of a source. It contains nothing of the source itself. */
export interface RecordedSourceState extends ShapeOf<typeof sourceState> {}
