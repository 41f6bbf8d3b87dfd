import * as z from "zod";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { artifactGrammar, configGrammar, inputGrammar, outputGrammar, runbookGrammar } from "../grammar.ts";
import type { DescribedComponent, DescribedComponents } from "./described.ts";
import { type Snippets, snippetsFor } from "./editor-snippets.ts";
import { embedded, withPlaceholders } from "./schema-rewriting.ts";

/** Returns the JSON Schema 2020-12 of runbooks, for completion, hover and validation in editors. */
export function runbookJsonSchema({ connectors, processors }: DescribedComponents): JsonObject {
  const top = withExtensions(describe(runbookGrammar));
  const config = withExtensions(withPlaceholders(describe(configGrammar)));
  const snippets = snippetsFor({ connectors, processors });
  const artifact = withMethods(withExtensions(describe(artifactGrammar)), { connectors, processors }, snippets);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "wct runbook",
    ...withProperties(top, (properties) => ({
      ...properties,
      inputs: portsSchema(properties.inputs, inputGrammar),
      outputs: portsSchema(properties.outputs, outputGrammar),
      config: { ...object(properties.config), anyOf: [{ $ref: "#/$defs/config" }, { type: "null" }] },
      artifacts: {
        ...object(properties.artifacts),
        type: "object",
        minProperties: 1,
        // Editors also check the key of merge keys.
        propertyNames: { anyOf: [idSchema, { const: "<<" }] },
        additionalProperties: { $ref: "#/$defs/artifact" },
        defaultSnippets: snippets.artifacts,
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

const idSchema: JsonObject = { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,127}$", not: { enum: ["and", "or", "not"] } };

/** Returns the schema of the inputs or outputs of a child runbook, by name. */
function portsSchema(described: unknown, grammar: z.ZodType): JsonObject {
  const { description } = object(described);
  return {
    ...(description === undefined ? {} : { description }),
    type: ["object", "null"],
    patternProperties: { "^x-": {} },
    propertyNames: idSchema,
    additionalProperties: describe(grammar),
  };
}

function describe(grammar: z.ZodType): JsonObject {
  const described: unknown = JSON.parse(
    JSON.stringify(z.toJSONSchema(grammar, { io: "input", unrepresentable: "any" })),
  );
  const { $schema: _, ...schema } = object(described);
  return schema;
}

/** Allows `x-…` keys, which are the user's own and may contain anchors for common parts. */
function withExtensions(schema: JsonObject): JsonObject {
  return {
    ...schema,
    patternProperties: { "^x-": { description: "Shared parts, for anchors; wct ignores it." } },
  };
}

function object(value: unknown): JsonObject {
  return isJsonObject(value) ? (value as JsonObject) : {};
}

function withProperties(schema: JsonObject, change: (properties: JsonObject) => JsonObject): JsonObject {
  return { ...schema, properties: change(object(schema.properties)) };
}

/**
 * Requires exactly one method, and the components' own configuration below `source` and `process`. Expressed so that an
 * editor marks the surplus key instead of the whole artifact.
 */
function withMethods(artifact: JsonObject, components: DescribedComponents, snippets: Snippets): JsonObject {
  const { connectors, processors } = components;
  const schema = withProperties(artifact, (properties) => ({
    ...properties,
    source: {
      ...componentSchema(object(properties.source), { kind: "connector", all: connectors }),
      defaultSnippets: snippets.source,
    },
    process: {
      ...componentSchema(object(properties.process), { kind: "processor", all: processors }),
      defaultSnippets: snippets.process,
    },
    child_runbook: childSchema(object(properties.child_runbook)),
  }));
  const without = (...keys: readonly string[]) => ({ properties: Object.fromEntries(keys.map((key) => [key, false])) });
  return {
    ...schema,
    // An artifact with only `process` gets the message that inputs are missing.
    anyOf: ["source", "inputs", "reuse", "process", "child_runbook"].map((way) => ({ required: [way] })),
    dependentRequired: { process: ["inputs"] },
    dependentSchemas: {
      source: without("inputs", "process", "reuse", "child_runbook"),
      reuse: without("inputs", "process", "child_runbook"),
      child_runbook: without("process", "timeout"),
    },
    defaultSnippets: snippets.artifact,
  };
}

/** Requires one output or several, and ids as the values of mappings. */
function childSchema(schema: JsonObject): JsonObject {
  const ids = (described: unknown): JsonObject => ({
    ...object(described),
    type: "object",
    additionalProperties: { type: "string", minLength: 1 },
  });
  return {
    ...withProperties(schema, (properties) => ({
      ...properties,
      input_mapping: ids(properties.input_mapping),
      output_mapping: ids(properties.output_mapping),
    })),
    oneOf: [{ required: ["output"] }, { required: ["output_mapping"] }],
    defaultSnippets: [
      {
        label: "child runbook",
        description: "Includes a whole runbook",
        body: { path: "${1:child.yaml}", input_mapping: { "${2:input}": "${3:artifact}" }, output: "${4:output}" },
      },
    ],
  };
}

type Kind = "connector" | "processor";

function componentSchema(
  schema: JsonObject,
  components: { kind: Kind; all: readonly DescribedComponent[] },
): JsonObject {
  const { kind, all } = components;
  const types = all.map((component) => ({ const: component.type, ...explained(component) }));
  const withTypes = withProperties(schema, (properties) => ({
    ...properties,
    type: { ...object(properties.type), ...(types.length > 0 ? { oneOf: types } : {}) },
    properties: { ...object(properties.properties), type: ["object", "null"] },
  }));
  // An empty allOf is invalid in JSON Schema.
  return all.length === 0 ? withTypes : { ...withTypes, allOf: all.map((component) => rule(kind, component)) };
}

/** Describes a component for editors that show plain text and for those that show Markdown. */
function explained({ description, example }: DescribedComponent): JsonObject {
  if (example === undefined) return { description };
  return {
    description: `${description}\n\nExample:\n${example}`,
    markdownDescription: `${description}\n\nExample:\n\n\`\`\`yaml\n${example}\n\`\`\``,
  };
}

function rule(kind: Kind, { type, configSchema }: DescribedComponent): JsonObject {
  return {
    if: { properties: { type: { const: type } }, required: ["type"] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: {
      properties: { properties: { $ref: `#/$defs/${definitionName(kind, type)}` } },
      ...(needsKeys(configSchema) ? { required: ["properties"] } : {}),
    },
  };
}

const needsKeys = ({ required }: JsonObject): boolean => Array.isArray(required) && required.length > 0;

// Returns a name that needs no escaping in a JSON pointer or a URI fragment.
function definitionName(kind: Kind, type: string): string {
  return `${kind}.${type.replace(/[^A-Za-z0-9_-]/g, (c) => `.${c.codePointAt(0)?.toString(16)}.`)}`;
}

function definitions(kind: Kind, all: readonly DescribedComponent[]): JsonObject {
  return Object.fromEntries(
    all.map((component): [string, JsonValue] => {
      const name = definitionName(kind, component.type);
      const schema = withPlaceholders(embedded(component.configSchema, `#/$defs/${name}`));
      // An empty `properties:` is the same as a missing one if no key is required.
      const orNothing = schema.type === "object" && !needsKeys(schema) ? { type: ["object", "null"] } : {};
      return [name, { ...schema, ...orNothing, ...explained(component) }];
    }),
  );
}
