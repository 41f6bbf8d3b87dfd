import { flag, type JsonObject, jsonObject, named, natural, object, orNull, type ShapeOf } from "../shape/index.ts";
import { digest, writtenSchemaRef } from "./id-shapes.ts";

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
