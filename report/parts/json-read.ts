import { isJsonObject, type JsonObject, type JsonValue } from "../../src/domain/index.ts";

/*
 * Functions that read content whose schema may have another version than this page. A missing value is empty.
 */

export const objectAt = (value: JsonValue | undefined, key: string): JsonObject => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(found) ? found : {};
};

export const listAt = (value: JsonValue | undefined, key: string): readonly JsonValue[] => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
};

export const textAt = (value: JsonValue | undefined, key: string): string => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : "";
};

export const numberAt = (value: JsonValue | undefined, key: string): number =>
  isJsonObject(value) && typeof value[key] === "number" ? value[key] : 0;

export const textsOf = (values: readonly JsonValue[]): readonly string[] =>
  values.filter((value) => typeof value === "string");
