import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { wctError } from "../diagnostics/index.ts";
import type { JsonObject } from "../domain/index.ts";
import { ajv } from "./ajv.ts";
import { namesIn, propertyPath, toIssue, type ValidationIssue } from "./issue.ts";
import { problemOfJsonSchema } from "./json-schema-check.ts";
import { describeStream, type SchemaSource, type StreamShape } from "./stream.ts";

/** Checks a message piece by piece, as it passes. Each gives the first issue, or null. */
export interface CompiledSchema {
  /** One element of the stream. */
  readonly element: (value: unknown, index?: number) => ValidationIssue | null;
  /** The content beside the stream; for a schema without one, the whole content. */
  readonly rest: (value: unknown) => ValidationIssue | null;
  /** How many elements there were. */
  readonly finish: (count: number) => ValidationIssue | null;
}

export interface CompileOptions {
  /** It was compiled before, in another thread, and need not be compared with the schema of JSON Schemas. */
  readonly isKnownValid?: boolean;
}

const compiled = new WeakMap<SchemaSource, CompiledSchema>();

/**
 * Compiles a schema to functions, once per definition. Throws WCT_SCHEMA_INVALID when it is not valid JSON Schema
 * 2020-12 or its stream cannot be checked element by element. ajv is loaded by the first call.
 */
export function compileSchema(source: SchemaSource, options: CompileOptions = {}): CompiledSchema {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const made = compile(source, options);
  compiled.set(source, made);
  return made;
}

function compile(source: SchemaSource, { isKnownValid = false }: CompileOptions): CompiledSchema {
  const described = describeStream(source);
  if (!described.ok) throw invalid(source, described.problem);
  const problem = isKnownValid ? null : problemOfJsonSchema(source.jsonSchema);
  if (problem !== null) throw invalid(source, problem);
  const { stream } = described;
  const instance = ajv();
  const names = namesIn(source.jsonSchema);
  try {
    if (stream === null) {
      const whole = compileIn(instance, source.jsonSchema, "");
      return {
        element: () => ({ path: "$", message: "the schema has no stream to yield elements into" }),
        rest: (value) => check(whole, { value, prefix: "$", names }),
        finish: () => null,
      };
    }
    return streamed({ stream, names, schema: source.jsonSchema, instance });
  } catch (cause) {
    throw invalid(source, cause instanceof Error ? cause.message : "it does not compile", cause);
  }
}

function streamed(of: {
  readonly stream: StreamShape;
  readonly names: ReadonlySet<string>;
  readonly schema: JsonObject;
  readonly instance: Ajv2020;
}): CompiledSchema {
  const { stream, names, schema, instance } = of;
  const at = `$${propertyPath(stream.key)}`;
  const element =
    stream.items === true ? null : compileIn(instance, schema, `/properties/${pointerPart(stream.key)}/items`);
  const rest = compileIn(instance, withoutStream(schema, stream.key), "");
  return {
    element: (value, index) => {
      if (element === null || element(value)) return null;
      return toIssue(element.errors ?? [], { value, prefix: `${at}[${index ?? "*"}]`, names });
    },
    rest: (value) => {
      if (typeof value === "object" && value !== null && Object.hasOwn(value, stream.key)) {
        return { path: at, message: "must be yielded element by element, not returned" };
      }
      return check(rest, { value, prefix: "$", names });
    },
    finish: (count) => bounds(stream, count),
  };
}

function check(
  validate: ValidateFunction,
  about: { readonly value: unknown; readonly prefix: string; readonly names: ReadonlySet<string> },
): ValidationIssue | null {
  if (validate(about.value)) return null;
  const errors: readonly ErrorObject[] = validate.errors ?? [];
  return toIssue(errors, about);
}

function bounds({ key, minItems, maxItems }: StreamShape, count: number): ValidationIssue | null {
  const path = `$${propertyPath(key)}`;
  if (count < minItems) return { path, message: `must have at least ${minItems} elements, has ${count}` };
  if (count > maxItems) return { path, message: `must have at most ${maxItems} elements, has ${count}` };
  return null;
}

// The array stays among the properties, so that references into it hold; only its presence is no longer required.
function withoutStream(schema: JsonObject, key: string): JsonObject {
  const required = schema["required"];
  return Array.isArray(required) ? { ...schema, required: required.filter((name) => name !== key) } : schema;
}

/** Compiles a part of a schema in its place, so that `#/...` means the whole schema. Leaves nothing behind in ajv. */
function compileIn(instance: Ajv2020, schema: JsonObject, pointer: string): ValidateFunction {
  const id = typeof schema["$id"] === "string" ? schema["$id"] : "wct:schema";
  const root = { ...schema, $id: id };
  try {
    if (pointer === "") return instance.compile(root);
    instance.addSchema(root);
    return instance.compile({ $ref: `${id}#${pointer}` });
  } finally {
    instance.removeSchema(id);
  }
}

function pointerPart(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function invalid(source: SchemaSource, problem: string, cause?: unknown) {
  return wctError("WCT_SCHEMA_INVALID", { message: `schema "${source.ref}": ${problem}`, cause });
}
