import { type Diagnostic, diagnostic } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { YamlDocument } from "../../runbook/index.ts";

export const bad = (message: string, location: Diagnostic["location"], hint: string): Diagnostic =>
  diagnostic("WCT_SETTINGS_BAD_VALUE", { message, location, hint });

const isLabel = (value: JsonValue): value is string =>
  typeof value === "string" && /^[A-Za-z0-9][\w.:/-]{0,62}$/.test(value);

const isLabels = (value: JsonValue): value is string[] => Array.isArray(value) && value.every(isLabel);

/** Returns what is wrong with `runs_on`: a mapping from types of components to lists of labels. */
export function runsOnProblems(held: JsonValue, { at }: YamlDocument): readonly Diagnostic[] {
  const hint = "write the type of a component and a list of labels, such as `mysql: [zone:eu]`";
  if (held === null) return [];
  if (!isJsonObject(held)) return [bad('"runs_on" must be a mapping', at(["runs_on"]), hint)];
  return Object.entries(held).flatMap(([type, labels]) =>
    isLabels(labels) ? [] : [bad(`"runs_on.${type}" must be a list of labels`, at(["runs_on", type]), hint)],
  );
}

export function runsOnOf({ value }: YamlDocument): ReadonlyMap<string, readonly string[]> {
  const held = isJsonObject(value) ? value["runs_on"] : undefined;
  if (!isJsonObject(held)) return new Map();
  return new Map(Object.entries(held).flatMap(([type, labels]) => (isLabels(labels) ? [[type, labels]] : [])));
}
