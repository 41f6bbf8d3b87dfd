import type { JsonObject } from "../domain/index.ts";

/** Configurations of built-in components as JSON Schema, by kind and type. The bundle contains them; the sources do not. */
export const describedConfigs: ReadonlyMap<string, JsonObject> = new Map();
