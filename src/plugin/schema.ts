import type { JsonObject } from "../domain/index.ts";
import type { ConfigSchema, OutputOf } from "./standard.ts";
import { toJsonSchema } from "./standard.ts";

/** A schema of messages: its reference, its JSON Schema (2020-12), and the top-level array that is its stream. */
export interface SchemaDefinition<
  Ref extends string = string,
  Content extends object = object,
  Stream extends string | null = string | null,
> {
  readonly ref: Ref;
  readonly description: string;
  readonly stream: Stream;
  /** Top-level key of the rest that contains only counts and names of categories. It becomes the message's summary. */
  readonly summary: string | null;
  readonly jsonSchema: JsonObject;
  /** Exists only for types, never at run time. */
  readonly content?: Content;
}

/** The elements of a schema's stream. */
export type ElementOf<S> =
  S extends SchemaDefinition<string, infer C, infer K>
    ? K extends keyof C
      ? C[K] extends readonly (infer E)[]
        ? E
        : never
      : never
    : never;

/** The content without the stream. */
export type RestOf<S> =
  S extends SchemaDefinition<string, infer C, infer K> ? (K extends string ? Omit<C, K> : C) : never;

export type ContentOf<S> = S extends SchemaDefinition<string, infer C, string | null> ? C : never;

/**
 * Defines a schema once, with types for the compiler and JSON Schema for the host. `stream` names a top-level array of
 * the content that is written and read element by element.
 */
export function defineSchema<
  const Ref extends string,
  C extends ConfigSchema,
  const Stream extends string | null = null,
>(definition: {
  readonly ref: Ref;
  readonly description: string;
  readonly stream?: Stream & (Stream extends string ? keyof OutputOf<C> : null);
  readonly summary?: string;
  readonly content: C;
}): SchemaDefinition<Ref, OutputOf<C> & object, Stream> {
  const stream = (definition.stream ?? null) as Stream;
  let cached: JsonObject | undefined;
  return {
    ref: definition.ref,
    description: definition.description,
    stream,
    summary: definition.summary ?? null,
    get jsonSchema() {
      cached ??= {
        ...toJsonSchema(definition.content),
        $id: `wct:${definition.ref}`,
        description: definition.description,
        ...(stream === null ? {} : { "x-wct-stream": stream }),
      };
      return cached;
    },
  };
}
