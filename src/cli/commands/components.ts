import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { JsonObject } from "../../domain/index.ts";
import type { Registry } from "../../registry/index.ts";
import { apiVersion, type ComponentListShape, renderTable, safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { PluginOptions } from "../options.ts";
import { loadRegistry } from "../wiring/registry.ts";
import { type ListedRule, renderRules } from "./ruleset-rules.ts";

export type ListKind = "connectors" | "processors" | "exporters" | "rulesets" | "schemas";

interface Listed {
  readonly name: string;
  readonly version: string | null;
  readonly plugin: string | null;
  readonly description: string;
  /** Combinations of schemas; null where the kind has none. */
  readonly inputs: readonly (readonly string[])[] | null;
  readonly output: string | null;
  /** JSON Schema of the configuration, or the schema itself. */
  readonly schema: JsonObject | null;
  readonly example: string | null;
  /** Of a ruleset that was named. */
  readonly rules: readonly ListedRule[] | null;
}

/** `wct connectors`, `processors`, `exporters`, `rulesets`, `schemas`: the list, or one in full. */
export async function components(
  io: Io,
  kind: ListKind,
  name: string | undefined,
  options: PluginOptions,
): Promise<number> {
  const registry = await loadRegistry(io, options.plugin);
  const all = lists[kind](registry);
  const named = name === undefined ? all : all.filter((one) => one.name === name || one.name.split(":")[0] === name);
  const found = kind === "rulesets" && name !== undefined ? await withRules(named, registry) : named;
  if (found.length === 0 && name !== undefined) throw unknown(kind, name, all);
  if (options.json) {
    const answer: ComponentListShape = { apiVersion, kind: "ComponentList", of: kind, components: found };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else if (name === undefined) {
    const rows = all.map((one) => [one.name, one.output ?? "", safeText(one.description)]);
    const withOutput = all.some((one) => one.output !== null);
    const titles = [kind.slice(0, -1), ...(withOutput ? ["makes"] : []), "description"];
    const cells = withOutput ? rows : rows.map(([a = "", , c = ""]) => [a, c]);
    await io.stdout.write(
      `${renderTable(
        titles.map((title) => ({ title })),
        cells,
      )}\n`,
    );
  } else {
    await io.stdout.write(`${found.map(inFull).join("\n\n")}\n`);
  }
  return 0;
}

async function withRules(found: readonly Listed[], { rulesets }: Registry): Promise<readonly Listed[]> {
  // With it comes the YAML parser.
  const { rulesOf } = await import("./read-ruleset.ts");
  return Promise.all(
    found.map(async (one) => {
      const file = rulesets.get(one.name)?.file;
      return { ...one, rules: file === undefined ? null : await rulesOf(file) };
    }),
  );
}

function unknown(kind: ListKind, name: string, all: readonly Listed[]) {
  const names = all.map((one) => one.name);
  const near = nearest(name, names);
  return wctError("WCT_COMPONENT_UNKNOWN", {
    message: `there is no ${kind.slice(0, -1)} "${name}"`,
    hint: near ? `did you mean "${near}"?` : `there are ${listNames(names, 12)}`,
  });
}

function inFull(one: Listed): string {
  const lines = [`${one.name}${one.version ? `  ${one.version}` : ""}`, `  ${one.description}`];
  if (one.inputs) lines.push("", "takes", ...one.inputs.map((combination) => `  ${combination.join(" + ")}`));
  if (one.output) lines.push("", "makes", `  ${one.output}`);
  if (one.schema) lines.push("", "schema", ...indent(JSON.stringify(one.schema, null, 2)));
  if (one.example) lines.push("", "example", ...indent(one.example.trimEnd()));
  if (one.rules) lines.push("", ...indent(renderRules(one.rules)));
  return lines.join("\n");
}

const indent = (text: string): string[] => text.split("\n").map((line) => `  ${line}`);

const lists: Readonly<Record<ListKind, (registry: Registry) => readonly Listed[]>> = {
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
      schema: one.jsonSchema,
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
