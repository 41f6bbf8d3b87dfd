import type { OpenedDebug } from "../../app/debug/index.ts";
import { type ArtifactId, isJsonObject, type JsonValue } from "../../domain/index.ts";
import { showConfigPath } from "../../runbook/index.ts";
import type { VariableReferences } from "../variables/index.ts";
import { arrayPage, type Expandable, jsonVariable, type ShownVariable, valueText } from "../variables/index.ts";

interface ConfigContext {
  readonly opened: OpenedDebug;
  readonly references: VariableReferences;
}

type ConfigPath = readonly (string | number)[];

/**
 * Returns the configuration of an artifact as it is written, placeholders included, with the changes of the session.
 * Each value can be set.
 */
export function configurationVariables(context: ConfigContext, artifact: ArtifactId): Expandable {
  return nodeOf(context, artifact, { path: [], value: context.opened.session.configOf(artifact) });
}

interface ConfigNode {
  readonly path: ConfigPath;
  readonly value: JsonValue;
}

function nodeOf(context: ConfigContext, artifact: ArtifactId, { path, value }: ConfigNode): Expandable {
  const child = (key: string | number, inner: JsonValue) => {
    const name = typeof key === "number" ? `[${key}]` : key;
    return variableOf(context, artifact, { name, path: [...path, key], value: inner });
  };
  return {
    children: async (page) => {
      if (Array.isArray(value)) {
        if (page.kind === "named") return [];
        return await arrayPage(page, value.length, (from, to) =>
          value.slice(from, to).map((inner, at) => child(from + at, inner)),
        );
      }
      if (page.kind === "indexed" || !isJsonObject(value)) return [];
      return Object.entries(value).map(([key, inner]) => child(key, inner ?? null));
    },
    set: async (name, written) => {
      const key = Array.isArray(value) ? Number(/\d+/.exec(name)?.[0]) : name;
      return await setConfiguration(context, artifact, { name, path: showConfigPath([...path, key]), written });
    },
  };
}

/** Sets a value for the artifact's next attempt. Throws what the planner finds wrong; nothing changes then. */
export async function setConfiguration(
  { opened }: ConfigContext,
  artifact: ArtifactId,
  { name, path, written }: { readonly name: string; readonly path: string; readonly written: string },
): Promise<ShownVariable> {
  const set = await opened.session.setConfig(path, written, artifact);
  return { name, value: set.written, type: "changed", variablesReference: 0 };
}

function variableOf(
  context: ConfigContext,
  artifact: ArtifactId,
  { name, path, value }: ConfigNode & { readonly name: string },
): ShownVariable {
  const { opened, references } = context;
  const shownPath = showConfigPath(path);
  const { config } = opened.session.forkRequest();
  const changed = config.findLast((one) => one.artifact === artifact && one.path === shownPath);
  const evaluateName = `config.${shownPath}`;
  if (changed !== undefined) {
    return { name, value: changed.written, type: "changed", evaluateName, variablesReference: 0 };
  }
  const isNested = typeof value === "object" && value !== null;
  if (!isNested) return jsonVariable(references, { name, value, evaluateName });
  const size = Array.isArray(value)
    ? { indexedVariables: value.length }
    : { namedVariables: Object.keys(value).length };
  const variablesReference = references.add(nodeOf(context, artifact, { path, value }));
  return { name, value: valueText(value), evaluateName, variablesReference, ...size };
}
