import type { JsonObject } from "../domain/index.ts";
import {
  type AnyComponent,
  type ConfigSchema,
  type PluginDefinition,
  type Requirement,
  type SchemaDefinition,
  type SchemaLike,
  toJsonSchema,
} from "../plugin/index.ts";
import { checkShape } from "./plugin-shape.ts";

/** A plugin's definition as JSON, or the reason why it cannot be loaded. */
export type Description =
  | { readonly plugin: JsonObject }
  | { readonly problem: { readonly kind: "shape" | "thrown"; readonly text: string } };

/** Loads a plugin's module and describes everything that it offers except functions. */
export async function describeModule(module: string): Promise<Description> {
  try {
    const imported: { readonly default?: unknown } = await import(/* @vite-ignore */ module);
    const shape = checkShape(imported.default);
    if (!shape.ok) return { problem: { kind: "shape", text: shape.problem } };
    return { plugin: asJson(shape.plugin) };
  } catch (cause) {
    return { problem: { kind: "thrown", text: textOfThrown(cause) } };
  }
}

function textOfThrown(cause: unknown): string {
  if (!(cause instanceof Error)) return "it throws";
  const isDenied = "code" in cause && cause.code === "ERR_ACCESS_DENIED";
  if (isDenied && "permission" in cause && "resource" in cause) {
    return `it lacks the permission ${String(cause.permission)} for "${String(cause.resource)}"`;
  }
  return `${cause.name}: ${cause.message}`;
}

function asJson({ name, version, wct, components, schemas, rulesets }: PluginDefinition): JsonObject {
  return JSON.parse(
    JSON.stringify({
      name,
      version,
      wct,
      components: components.map(componentJson),
      schemas: schemas.map(schemaJson),
      rulesets: rulesets.map(({ uri, description, file }) => ({ uri, description, file: file.href })),
    }),
  );
}

function componentJson(component: AnyComponent): object {
  const { kind, type, description, version } = component;
  const common = { kind, type, description, version };
  if (component.kind === "exporter") {
    const { extension, mediaType, unaskedFor, inputs } = component;
    const accepted = typeof inputs === "string" ? inputs : inputs.map(schemaLikeJson);
    return { ...common, extension, mediaType, unaskedFor, inputs: accepted };
  }
  const { blocking, example, deterministic, sensitivity, output, config, documents = {} } = component;
  return {
    ...common,
    blocking,
    example,
    deterministic,
    sensitivity,
    output: schemaLikeJson(output),
    config: toJsonSchema(config),
    documents: Object.fromEntries(Object.entries(documents).map(([key, schema]) => [key, describe(schema)])),
    ...(component.kind === "processor" ? { inputs: component.inputs.map((list) => list.map(requirementJson)) } : {}),
  };
}

const describe = (schema: ConfigSchema): JsonObject => toJsonSchema(schema);

function requirementJson(requirement: Requirement): unknown {
  if (typeof requirement === "object" && "optional" in requirement) {
    return { optional: schemaJson(requirement.optional) };
  }
  return schemaLikeJson(requirement as SchemaLike);
}

function schemaLikeJson(schema: SchemaLike): unknown {
  return typeof schema === "string" ? schema : schemaJson(schema);
}

function schemaJson({ ref, description, stream, summary, jsonSchema }: SchemaDefinition): object {
  return { ref, description, stream, summary, jsonSchema };
}
