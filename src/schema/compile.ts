import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { wctError } from "../diagnostics/index.ts";
import type { JsonObject } from "../domain/index.ts";
import { ajv } from "./ajv.ts";
import { unsupportedDynamicReference } from "./dynamic-reference.ts";
import { namesIn, propertyPath, toIssue } from "./issue.ts";
import { errorsOfJsonSchema } from "./json-schema-validator.ts";
import { precompiledValidators } from "./precompiled.ts";
import { describeStream, type SchemaSource, type StreamShape } from "./stream.ts";
import type { ValidationIssue } from "./validation-issue.ts";
import { compileValidators, type Validators } from "./validators.ts";

/** Validates a message piece by piece as it is streamed. Each function returns the first issue, or null. */
export interface CompiledSchema {
  /** Validates one element of the stream. */
  readonly element: (value: unknown, index?: number) => ValidationIssue | null;
  /** Validates the content without the stream; for a schema without a stream, the whole content. */
  readonly rest: (value: unknown) => ValidationIssue | null;
  /** Validates the number of elements. */
  readonly finish: (count: number) => ValidationIssue | null;
}

interface CompileOptions {
  /** The schema was already compiled in another thread, so it need not be validated again. */
  readonly isKnownValid?: boolean;
}

const compiled = new WeakMap<SchemaSource, CompiledSchema>();

/**
 * Compiles a schema to functions, once per definition. The first call loads ajv. Throws WCT_SCHEMA_INVALID if the
 * schema is not valid JSON Schema 2020-12 or its stream cannot be checked element by element.
 */
export function compileSchema(source: SchemaSource, options: CompileOptions = {}): CompiledSchema {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const made = compile(source, options);
  compiled.set(source, made);
  return made;
}

function compile(source: SchemaSource, options: CompileOptions): CompiledSchema {
  const described = describeStream(source);
  if (!described.ok) throw invalid(source, described.problem);
  const { stream } = described;
  const validators = precompiledValidators(source) ?? validatorsOf(source, stream, options);
  let known: ReadonlySet<string> | undefined;
  const names = (): ReadonlySet<string> => {
    known ??= namesIn(source.jsonSchema);
    return known;
  };
  if (stream !== null) return streamed({ stream, names, validators });
  return {
    element: () => ({
      path: "$",
      message: "the schema has no stream, so elements cannot be yielded",
      keyword: "x-wct-stream",
    }),
    rest: (value) => check(validators.rest, { value, prefix: "$", names }),
    finish: () => null,
  };
}

function validatorsOf(
  source: SchemaSource,
  stream: StreamShape | null,
  { isKnownValid = false }: CompileOptions,
): Validators {
  const problem = isKnownValid ? null : problemOfJsonSchema(source.jsonSchema);
  if (problem !== null) throw invalid(source, problem);
  const reference = isKnownValid ? null : unsupportedDynamicReference(source.jsonSchema);
  if (reference !== null) throw invalid(source, `"$dynamicRef": ${JSON.stringify(reference)} ${dynamicRule}`);
  try {
    return compileValidators(ajv(), source.jsonSchema, stream);
  } catch (cause) {
    throw invalid(source, cause instanceof Error ? cause.message : "it does not compile", cause);
  }
}

const dynamicRule =
  'is supported only as "#name" in a schema that has "$dynamicAnchor": "name" at its top; use "$ref" otherwise';

function streamed(of: {
  readonly stream: StreamShape;
  readonly names: () => ReadonlySet<string>;
  readonly validators: Validators;
}): CompiledSchema {
  const { stream, names } = of;
  const { element, rest } = of.validators;
  const at = `$${propertyPath(stream.key)}`;
  return {
    element: (value, index) => {
      if (element === null || element(value)) return null;
      return toIssue(element.errors ?? [], { value, prefix: `${at}[${index ?? "*"}]`, names: names() });
    },
    rest: (value) => {
      if (typeof value === "object" && value !== null && Object.hasOwn(value, stream.key)) {
        return { path: at, message: "must be yielded element by element, not returned", keyword: "x-wct-stream" };
      }
      return check(rest, { value, prefix: "$", names });
    },
    finish: (count) => bounds(stream, count),
  };
}

function check(
  validate: ValidateFunction,
  about: { readonly value: unknown; readonly prefix: string; readonly names: () => ReadonlySet<string> },
): ValidationIssue | null {
  if (validate(about.value)) return null;
  const errors: readonly ErrorObject[] = validate.errors ?? [];
  return toIssue(errors, { ...about, names: about.names() });
}

function bounds({ key, minItems, maxItems }: StreamShape, count: number): ValidationIssue | null {
  const path = `$${propertyPath(key)}`;
  if (count < minItems) {
    return { path, message: `must have at least ${minItems} elements, has ${count}`, keyword: "minItems" };
  }
  if (count > maxItems) {
    return { path, message: `must have at most ${maxItems} elements, has ${count}`, keyword: "maxItems" };
  }
  return null;
}

function invalid(source: SchemaSource, problem: string, cause?: unknown) {
  return wctError("WCT_SCHEMA_INVALID", { message: `schema "${source.ref}": ${problem}`, cause });
}

/** Validates a JSON Schema with the meta-schema (2020-12) and describes the problem; null if it is valid. */
function problemOfJsonSchema(schema: JsonObject): string | null {
  const errors = errorsOfJsonSchema(schema);
  if (errors.length === 0) return null;
  const said = errors.map(({ instancePath, message = "is not valid" }) => `${instancePath || "the whole"} ${message}`);
  return `it is not a JSON Schema: ${[...new Set(said)].join(", ")}`;
}
