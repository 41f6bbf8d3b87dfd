import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import { withoutSamples } from "../../plugin/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { Host } from "../host/index.ts";
import { loadRegistry } from "../plugins/index.ts";
import type { ListedComponent, ListKind } from "./listed.ts";

/**
 * Lists all components of a kind in registration order. `plugins`: packages and paths in addition to those of
 * `wct.yaml`. Throws WCT_PLUGIN_*.
 */
export async function listComponents(
  host: Host,
  kind: ListKind,
  plugins: readonly string[] = [],
): Promise<readonly ListedComponent[]> {
  return lists[kind](await loadRegistry(host, plugins));
}

/**
 * Returns the components with a name, given with or without version; a ruleset includes its rules. Throws
 * WCT_COMPONENT_UNKNOWN, and the errors of {@link listComponents}.
 */
export async function componentsNamed(
  host: Host,
  { kind, name }: { readonly kind: ListKind; readonly name: string },
  plugins: readonly string[] = [],
): Promise<readonly ListedComponent[]> {
  const registry = await loadRegistry(host, plugins);
  const all = lists[kind](registry);
  const found = all.filter((one) => one.name === name || one.name.split(":")[0] === name);
  if (found.length === 0) throw unknown(kind, name, all);
  return kind === "rulesets" ? await withRules(found, registry) : found;
}

async function withRules(
  found: readonly ListedComponent[],
  { rulesets }: Registry,
): Promise<readonly ListedComponent[]> {
  // Imported here because it loads the YAML parser.
  const { rulesOf } = await import("./read-ruleset.ts");
  return Promise.all(
    found.map(async (one) => {
      const file = rulesets.get(one.name)?.file;
      return { ...one, rules: file === undefined ? null : await rulesOf(file) };
    }),
  );
}

function unknown(kind: ListKind, name: string, all: readonly ListedComponent[]) {
  const names = all.map((one) => one.name);
  const near = nearest(name, names);
  return wctError("WCT_COMPONENT_UNKNOWN", {
    message: `there is no ${kind.slice(0, -1)} "${name}"`,
    hint: near ? `did you mean "${near}"?` : `choose one of ${listNames(names, 12)}`,
  });
}

const lists: Readonly<Record<ListKind, (registry: Registry) => readonly ListedComponent[]>> = {
  connectors: (registry) =>
    [...registry.connectors.values()].map((one) => ({
      ...named(one),
      inputs: null,
      output: one.output,
      schema: one.configSchema,
      example: one.definition.example ?? null,
    })),
  processors: (registry) =>
    [...registry.processors.values()].map((one) => ({
      ...named(one),
      inputs: one.inputs.map((combination) => combination.map((r) => `${r.schema}${r.optional ? "?" : ""}`)),
      output: one.output,
      schema: one.configSchema,
      example: one.definition.example ?? null,
    })),
  exporters: (registry) =>
    [...registry.exporters.values()].map((one) => ({
      ...named(one),
      inputs: one.inputs === "any" ? [["any schema"]] : one.inputs.map((schema) => [schema]),
      output: null,
      schema: null,
      example: null,
    })),
  rulesets: (registry) =>
    [...registry.rulesets.values()].map((one) => ({
      ...nothing,
      name: one.uri,
      version: one.uri.split("/").at(-1) ?? null,
      plugin: one.plugin,
      description: one.description,
    })),
  schemas: (registry) =>
    [...registry.schemas.values()].map((one) => ({
      ...nothing,
      name: one.ref,
      version: one.ref.split(":")[1] ?? null,
      description: one.description,
      schema: withoutSamples(one.jsonSchema),
    })),
};

const nothing = {
  version: null,
  plugin: null,
  inputs: null,
  output: null,
  schema: null,
  example: null,
  rules: null,
} as const;

function named(one: { type: string; version: string; home: { plugin: string }; definition: { description: string } }) {
  const { type, version, home, definition } = one;
  return { name: type, version, plugin: home.plugin, description: definition.description, rules: null };
}
