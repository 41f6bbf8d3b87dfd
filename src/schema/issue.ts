import type { ErrorObject } from "ajv/dist/2020.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";
import type { ValidationIssue } from "./validation-issue.ts";

/** Collects every property name in a schema. These names may be shown. */
export function namesIn(schema: JsonValue, names: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(schema)) for (const part of schema) namesIn(part, names);
  else if (isJsonObject(schema)) {
    const properties = schema["properties"];
    if (isJsonObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    for (const part of Object.values(schema)) namesIn(part, names);
  }
  return names;
}

/** Converts ajv's errors to an issue. `prefix` is the path of the validated value in the content. */
export function toIssue(
  errors: readonly ErrorObject[],
  about: { readonly value: unknown; readonly prefix: string; readonly names: ReadonlySet<string> },
): ValidationIssue {
  const last = errors.at(-1);
  if (last === undefined) return { path: about.prefix, message: "does not match the schema", keyword: "$ref" };
  const error = last.keyword === "anyOf" || last.keyword === "oneOf" ? deepest(errors, last) : last;
  return {
    path: about.prefix + shownPath(error.instancePath, about),
    message: describe(error),
    keyword: error.keyword,
  };
}

/**
 * For a union, returns the error of the alternative that matched furthest, or the union's own error if none matched at
 * all.
 */
function deepest(errors: readonly ErrorObject[], union: ErrorObject): ErrorObject {
  const depth = (error: ErrorObject) => error.instancePath.split("/").length;
  return errors.reduce((best, error) => (depth(error) > depth(best) ? error : best), union);
}

function shownPath(pointer: string, about: { readonly value: unknown; readonly names: ReadonlySet<string> }): string {
  let value = about.value;
  let shown = "";
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) {
      shown += `[${key}]`;
      value = value[Number(key)];
    } else {
      shown += about.names.has(key) ? propertyPath(key) : ".*";
      value =
        typeof value === "object" && value !== null ? Object.entries(value).find(([k]) => k === key)?.[1] : undefined;
    }
  }
  return shown;
}

/** Formats a key as `.name`, or as `["na me"]` if it is not a plain word. */
export function propertyPath(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

// Describes an error. ajv's own messages contain words of the schema, never of the value. The same is true for the
// parameters of these three keywords.
function describe(error: ErrorObject): string {
  const params: JsonObject = error.params;
  switch (error.keyword) {
    case "anyOf":
    case "oneOf":
      return "must match one of the forms that the schema allows";
    case "additionalProperties":
    case "unevaluatedProperties":
      return "must not have unknown keys";
    case "enum":
      return `must be one of ${list(params["allowedValues"])}`;
    case "const":
      return `must be ${JSON.stringify(params["allowedValue"])}`;
    default:
      return error.message ?? `does not match "${error.keyword}"`;
  }
}

function list(values: JsonValue | undefined): string {
  if (!Array.isArray(values)) return "the allowed values";
  const shown = values.slice(0, 5).map((value) => JSON.stringify(value));
  return values.length > 5 ? `${shown.join(", ")} and ${values.length - 5} more` : shown.join(", ");
}
