import { z } from "zod";
import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";
import { artifactGrammar, configGrammar, runbookGrammar } from "./grammar.ts";
import { embedded, withPlaceholders } from "./schema-rewriting.ts";

/** A component as editors should know it. */
export interface DescribedComponent {
  readonly type: string;
  readonly description: string;
  /** JSON Schema 2020-12 of its `properties`. */
  readonly configSchema: JsonObject;
  /** A `properties` mapping in YAML. */
  readonly example?: string;
}

export interface DescribedComponents {
  readonly connectors: readonly DescribedComponent[];
  readonly processors: readonly DescribedComponent[];
}

/** JSON Schema 2020-12 of runbooks, for completion, hover and validation in editors. */
export function runbookJsonSchema({ connectors, processors }: DescribedComponents): JsonObject {
  const top = describe(runbookGrammar);
  const config = withPlaceholders(describe(configGrammar));
  const artifact = withMethods(describe(artifactGrammar), { connectors, processors });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "wct runbook",
    ...withProperties(top, (properties) => ({
      ...properties,
      config: { ...object(properties.config), anyOf: [{ $ref: "#/$defs/config" }, { type: "null" }] },
      artifacts: {
        ...object(properties.artifacts),
        type: "object",
        minProperties: 1,
        propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,127}$", not: { enum: ["and", "or", "not"] } },
        additionalProperties: { $ref: "#/$defs/artifact" },
      },
    })),
    $defs: {
      config,
      artifact,
      ...definitions("connector", connectors),
      ...definitions("processor", processors),
    },
  };
}

function describe(grammar: z.ZodType): JsonObject {
  const described: unknown = JSON.parse(
    JSON.stringify(z.toJSONSchema(grammar, { io: "input", unrepresentable: "any" })),
  );
  const { $schema: _, ...schema } = object(described);
  return schema;
}

function object(value: unknown): JsonObject {
  return isJsonObject(value) ? (value as JsonObject) : {};
}

function withProperties(schema: JsonObject, change: (properties: JsonObject) => JsonObject): JsonObject {
  return { ...schema, properties: change(object(schema.properties)) };
}

/** Exactly one way of being made, and the components' own configuration below `source` and `process`. */
function withMethods(artifact: JsonObject, components: DescribedComponents): JsonObject {
  const schema = withProperties(artifact, (properties) => ({
    ...properties,
    source: componentSchema(object(properties.source), { kind: "connector", all: components.connectors }),
    process: componentSchema(object(properties.process), { kind: "processor", all: components.processors }),
  }));
  const ways = ["source", "inputs", "reuse"].map((way) => ({ required: [way] }));
  return { ...schema, oneOf: ways, dependentRequired: { process: ["inputs"] } };
}

type Kind = "connector" | "processor";

function componentSchema(
  schema: JsonObject,
  components: { kind: Kind; all: readonly DescribedComponent[] },
): JsonObject {
  const { kind, all } = components;
  const types = all.map(({ type, description }) => ({ const: type, description }));
  const withTypes = withProperties(schema, (properties) => ({
    ...properties,
    type: { ...object(properties.type), ...(types.length > 0 ? { oneOf: types } : {}) },
    properties: { ...object(properties.properties), type: ["object", "null"] },
  }));
  // An empty allOf is not valid JSON Schema.
  return all.length === 0 ? withTypes : { ...withTypes, allOf: all.map((component) => rule(kind, component)) };
}

function rule(kind: Kind, { type, configSchema }: DescribedComponent): JsonObject {
  const required = configSchema.required;
  const reference = { $ref: `#/$defs/${definitionName(kind, type)}` };
  const needsProperties = Array.isArray(required) && required.length > 0;
  return {
    if: { properties: { type: { const: type } }, required: ["type"] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: {
      properties: { properties: needsProperties ? reference : { anyOf: [reference, { type: "null" }] } },
      ...(needsProperties ? { required: ["properties"] } : {}),
    },
  };
}

// A name that needs no escaping in a JSON pointer or a URI fragment.
function definitionName(kind: Kind, type: string): string {
  return `${kind}.${type.replace(/[^A-Za-z0-9_-]/g, (c) => `.${c.codePointAt(0)?.toString(16)}.`)}`;
}

function definitions(kind: Kind, all: readonly DescribedComponent[]): JsonObject {
  return Object.fromEntries(
    all.map(({ type, description, configSchema, example }): [string, JsonValue] => {
      const name = definitionName(kind, type);
      const text = example === undefined ? description : `${description}\n\nExample:\n${example}`;
      return [name, { ...withPlaceholders(embedded(configSchema, `#/$defs/${name}`)), description: text }];
    }),
  );
}
