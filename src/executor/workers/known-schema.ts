import type { JsonObject, SchemaRef } from "../../domain/index.ts";

/** What must be known of a schema here: the key of its stream, and for exporters its JSON Schema. */
export interface KnownSchema {
  readonly stream: string | null;
  readonly jsonSchema?: JsonObject;
}

/** Of that version, or of another one with the same name and major: within a major version the stream stays. */
export function schemaOf(schemas: ReadonlyMap<SchemaRef, KnownSchema>, ref: SchemaRef): KnownSchema | null {
  const exact = schemas.get(ref);
  if (exact !== undefined) return exact;
  const sameMajor = `${ref.split(".", 1)[0]}.`;
  return [...schemas].find(([known]) => known.startsWith(sameMajor))?.[1] ?? null;
}
