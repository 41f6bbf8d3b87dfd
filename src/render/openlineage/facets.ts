import { isJsonObject, type JsonValue, type MessageRef } from "../../domain/index.ts";
import type { TracedSchema } from "../traced-run.ts";

const spec = "https://openlineage.io/spec";
/** The schema of the written events. */
export const runEventSchema = `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`;

/** Versions of the written facets; each facet contains the URL of its version. */
const facetVersions = {
  ParentRunFacet: "1-2-0",
  ProcessingEngineRunFacet: "1-1-1",
  ErrorMessageRunFacet: "1-0-1",
  JobTypeJobFacet: "2-0-4",
  DocumentationJobFacet: "1-1-0",
  SchemaDatasetFacet: "1-2-0",
  DatasetVersionDatasetFacet: "1-0-1",
  InputStatisticsInputDatasetFacet: "1-0-0",
  OutputStatisticsOutputDatasetFacet: "1-0-2",
} as const;

/** Returns the producer of the events: the package with its version, as a package URL. */
export const producerOf = (version: string): string => `pkg:npm/wct@${version}`;

/** Creates a facet with the fields that every facet must have. */
export type Facet = (name: keyof typeof facetVersions, fields: Readonly<Record<string, unknown>>) => object;

export const facetsOf =
  (version: string): Facet =>
  (name, fields) => ({
    _producer: producerOf(version),
    _schemaURL: `${spec}/facets/${facetVersions[name]}/${name}.json#/$defs/${name}`,
    ...fields,
  });

/** Returns rows and bytes; a schema without a stream has no rows. */
export const sizeOf = ({ elements, bytes }: MessageRef) => ({
  ...(elements === null ? {} : { rowCount: elements }),
  size: bytes,
});

/** Returns the keys of the stream's elements, or of the content if there is no stream, with their JSON types. */
export function fieldsOf({ jsonSchema, stream }: TracedSchema): readonly object[] {
  const content =
    stream === null ? jsonSchema : memberOf(memberOf(memberOf(jsonSchema, "properties"), stream), "items");
  const properties = memberOf(content, "properties");
  if (!isJsonObject(properties)) return [];
  return Object.entries(properties).map(([name, value], index) => {
    const description = memberOf(value, "description");
    return {
      name,
      type: typeOf(value),
      ...(typeof description === "string" ? { description } : {}),
      ordinal_position: index + 1,
    };
  });
}

function typeOf(value: JsonValue): string {
  const type = memberOf(value, "type");
  if (typeof type === "string") return type;
  const alternatives = [memberOf(value, "oneOf"), memberOf(value, "anyOf")].find(Array.isArray) ?? [];
  const types = new Set(alternatives.map(typeOf).filter((one) => one !== "null"));
  return types.size === 1 ? ([...types][0] ?? "any") : "any";
}

const memberOf = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
  isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
