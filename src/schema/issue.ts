import type { ErrorObject } from "ajv/dist/2020.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";

/** Where content does not match its schema, and how; never a value of the content. */
export interface ValidationIssue {
  /** JSONPath; keys that the schema does not name are content, so they appear as `*`. */
  readonly path: string;
  readonly message: string;
}

/** Every property name that a schema knows anywhere: such a name may be shown. */
export function namesIn(schema: JsonValue, names: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(schema)) for (const part of schema) namesIn(part, names);
  else if (isJsonObject(schema)) {
    const properties = schema["properties"];
    if (isJsonObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    for (const part of Object.values(schema)) namesIn(part, names);
  }
  return names;
}

/** Turns what ajv found into an issue. `prefix` is the path of the validated value in the content. */
export function toIssue(
  errors: readonly ErrorObject[],
  about: { readonly value: unknown; readonly prefix: string; readonly names: ReadonlySet<string> },
): ValidationIssue {
  const last = errors.at(-1);
  if (last === undefined) return { path: about.prefix, message: "does not match the schema" };
  const error = last.keyword === "anyOf" || last.keyword === "oneOf" ? deepest(errors, last) : last;
  return { path: about.prefix + shownPath(error.instancePath, about), message: describe(error) };
}

/** In a union, the alternative that got furthest says most; at the union's own level none of them does. */
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

/** `.name`, or `["na me"]` for what is no plain word. */
export function propertyPath(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

// ajv's own texts hold words of the schema, never of the value; the parameters of these three hold the schema's too.
function describe(error: ErrorObject): string {
  const params: JsonObject = error.params;
  switch (error.keyword) {
    case "anyOf":
    case "oneOf":
      return "must match one of the forms that the schema allows";
    case "additionalProperties":
    case "unevaluatedProperties":
      return "must not have keys that the schema does not know";
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
