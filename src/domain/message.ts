import type { Digest, SchemaRef } from "./ids.ts";
import type { JsonObject } from "./json.ts";

/** Numbers and names of categories only; never content. `{ "by_category": { "email": 12 } }`. */
export type Summary = JsonObject;

/** Where a message is: enough to read it, check it and tell about it. */
export interface MessageRef {
  readonly schema: SchemaRef;
  /** SHA-256 of the message's bytes: one line per element, then `{"schema":...,"content":...}` with the rest. */
  readonly digest: Digest;
  /** Length of these bytes. */
  readonly bytes: number;
  /** Elements of the stream; null for a schema without one. */
  readonly elements: number | null;
  readonly summary: Summary | null;
  /** False when the content is gone after the run (retention). */
  readonly kept: boolean;
}
