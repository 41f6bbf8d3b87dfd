import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";
import { isData, isSchemaMap } from "./keywords.ts";

/**
 * Returns a `$dynamicRef` that the validator would take for another schema, or null. The validator knows only dynamic
 * anchors at the top of the schema that contains the reference.
 */
export function unsupportedDynamicReference(whole: JsonObject): string | null {
  const visit = (part: JsonValue, top: JsonObject, isMap: boolean): string | null => {
    if (Array.isArray(part)) return firstOf(part, (one) => visit(one, top, false));
    if (!isJsonObject(part)) return null;
    if (isMap) return firstOf(Object.values(part), (one) => visit(one, top, false));
    const own = typeof part["$id"] === "string" ? part : top;
    const reference = part["$dynamicRef"];
    if (typeof reference === "string" && !isSupported(reference, own)) return reference;
    return firstOf(Object.entries(part), ([key, value]) => (isData(key) ? null : visit(value, own, isSchemaMap(key))));
  };
  return visit(whole, whole, false);
}

const isSupported = (reference: string, top: JsonObject): boolean =>
  reference === "#" || (reference.startsWith("#") && top["$dynamicAnchor"] === reference.slice(1));

function firstOf<T>(all: readonly T[], found: (one: T) => string | null): string | null {
  for (const one of all) {
    const reference = found(one);
    if (reference !== null) return reference;
  }
  return null;
}
