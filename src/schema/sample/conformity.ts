import type { ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject, JsonValue } from "../../domain/index.ts";
import { ajv } from "../ajv.ts";
import type { Resources } from "./resources.ts";

/** Validates parts of generated content. */
export interface Conformity {
  /** Returns the keyword that a value violates in one of these parts of the schema; null if it conforms to all. */
  readonly problemOf: (value: JsonValue, parts: readonly JsonObject[]) => string | null;
}

/** Creates validators for the parts of a schema. Each is compiled when it is first needed. */
export function createConformity(resources: Resources): Conformity {
  const validators = new Map<JsonObject, ValidateFunction | null>();
  const validatorOf = (part: JsonObject): ValidateFunction | null => {
    const known = validators.get(part);
    if (known !== undefined) return known;
    const made = compilePart(resources, part);
    validators.set(part, made);
    return made;
  };
  return {
    problemOf: (value, parts) => {
      for (const part of new Set(parts)) {
        const validate = validatorOf(part);
        if (validate !== null && !validate(value)) return validate.errors?.at(-1)?.keyword ?? "not";
      }
      return null;
    },
  };
}

/** Returns null for a part that cannot be compiled alone; the whole content is validated in any case. */
function compilePart(resources: Resources, part: JsonObject): ValidateFunction | null {
  const pointer = resources.pointerOf(part);
  const root = resources.root.schema as JsonObject;
  if (pointer === undefined) return null;
  const id = typeof root["$id"] === "string" ? root["$id"] : "wct:sample";
  const instance = ajv();
  try {
    instance.addSchema({ ...root, $id: id });
    return instance.compile({ $ref: `${id}#${encodeURI(pointer)}` });
  } catch {
    return null;
  } finally {
    instance.removeSchema(id);
  }
}
