import { type Diagnostic, diagnostic, isWctError } from "../diagnostics/index.ts";
import type { ComponentKind, JsonObject } from "../domain/index.ts";
import {
  type AnyComponent,
  type AnyConnector,
  type AnyExporter,
  type AnyProcessor,
  type ConfigSchema,
  toJsonSchema,
} from "../plugin/index.ts";
import { type Combination, findEqualCombinations, parseSchemaRef } from "../schema/index.ts";
import { describedConfigs } from "./described-configs.ts";
import type {
  InputRequirement,
  LoadedPlugin,
  RegisteredConnector,
  RegisteredExporter,
  RegisteredProcessor,
  Registry,
} from "./model.ts";
import { conflict, type Owner, ownerOf } from "./owner.ts";
import { collectRulesets } from "./rulesets.ts";
import { SchemaTable } from "./schema-table.ts";

type RegistryResult =
  | { readonly ok: true; readonly registry: Registry }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

interface Drafts {
  readonly connectors: Map<string, RegisteredConnector>;
  readonly processors: Map<string, RegisteredProcessor>;
  readonly exporters: Map<string, RegisteredExporter>;
}

/** A component that is being registered, with the plugin that offers it and the receiver of problems. */
interface PendingComponent<D extends AnyComponent> {
  readonly definition: D;
  readonly plugin: LoadedPlugin;
  readonly schemas: SchemaTable;
  readonly owner: Owner;
}

/**
 * Checks every component of the plugins once, and indexes them by type. Reports all problems together, in the order of
 * the plugins. The built-in schemas are always included.
 */
export function createRegistry(plugins: readonly LoadedPlugin[]): RegistryResult {
  const diagnostics: Diagnostic[] = [];
  const report = (problem: Diagnostic) => void diagnostics.push(problem);
  const schemas = new SchemaTable(plugins, report);
  const drafts: Drafts = { connectors: new Map(), processors: new Map(), exporters: new Map() };
  for (const plugin of plugins) {
    for (const definition of plugin.definition.components) {
      const owner = ownerOf(plugin, report, `${definition.kind} "${definition.type}"`);
      register(drafts, { definition, plugin, schemas, owner });
    }
  }
  const rulesets = collectRulesets(plugins, report);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const registry: Registry = {
    connectors: sorted(drafts.connectors),
    processors: sorted(drafts.processors),
    exporters: sorted(drafts.exporters),
    schemas: schemas.toMap(),
    rulesets: sorted(rulesets),
  };
  return { ok: true, registry };
}

function register(drafts: Drafts, candidate: PendingComponent<AnyComponent>): void {
  const { definition } = candidate;
  switch (definition.kind) {
    case "connector":
      add(drafts.connectors, candidate, () => connector({ ...candidate, definition }));
      break;
    case "processor":
      add(drafts.processors, candidate, () => processor({ ...candidate, definition }));
      break;
    case "exporter":
      add(drafts.exporters, candidate, () => exporter({ ...candidate, definition }));
      break;
  }
}

/**
 * Adds the result of `make` under the component's type, which must be well formed and new. A null result was already
 * reported.
 */
function add<R extends { readonly home: { readonly plugin: string } }>(
  into: Map<string, R>,
  { definition: { type, kind }, owner }: PendingComponent<AnyComponent>,
  make: () => R | null,
): void {
  const known = into.get(type);
  if (!/^[a-z][a-z0-9_]*$/.test(type)) {
    owner.report(unusable(owner, "the type is not lower-case letters, digits and _, beginning with a letter"));
  } else if (known !== undefined) {
    owner.report(conflict(owner, { by: known.home.plugin, what: `a ${kind} of that type` }));
  }
  const made = make();
  if (made !== null && known === undefined) into.set(type, made);
}

function connector(candidate: PendingComponent<AnyConnector>): RegisteredConnector | null {
  const { definition, schemas, owner } = candidate;
  const output = schemas.outputOf(definition.output, owner);
  const configSchema = describeConfig(candidate);
  if (output === null || configSchema === null) return null;
  return { ...common(candidate, "connector"), definition, output, configSchema };
}

function processor(candidate: PendingComponent<AnyProcessor>): RegisteredProcessor | null {
  const { definition, schemas, owner } = candidate;
  const output = schemas.outputOf(definition.output, owner);
  const configSchema = describeConfig(candidate);
  const inputs = combinations(candidate);
  if (output === null || configSchema === null || inputs === null) return null;
  return { ...common(candidate, "processor"), definition, output, configSchema, inputs };
}

function exporter(candidate: PendingComponent<AnyExporter>): RegisteredExporter | null {
  const { definition, schemas, owner } = candidate;
  if (!/^[a-z0-9][a-z0-9.]*$/.test(definition.extension)) {
    const problem = `the extension "${definition.extension}" is not lower-case letters, digits and dots`;
    owner.report(unusable(owner, problem));
  }
  const taken = definition.inputs === "any" ? [] : definition.inputs.map((input) => schemas.refOf(input, owner));
  const known = taken.filter((ref) => ref !== null);
  if (known.length < taken.length) return null;
  return { ...common(candidate, "exporter"), definition, inputs: definition.inputs === "any" ? "any" : known };
}

function common<K extends ComponentKind>({ definition, plugin }: PendingComponent<AnyComponent>, kind: K) {
  const version = definition.version ?? plugin.definition.version;
  return { kind, type: definition.type, version, home: plugin.home };
}

function describeConfig(candidate: PendingComponent<AnyConnector | AnyProcessor>): JsonObject | null {
  const { definition, owner, plugin } = candidate;
  const schema: ConfigSchema = definition.config;
  const known = plugin.named === undefined ? describedConfigs.get(`${definition.kind} ${definition.type}`) : undefined;
  if (known !== undefined) return known;
  try {
    return toJsonSchema(schema);
  } catch (cause) {
    if (!isWctError(cause)) throw cause;
    owner.report(unusable(owner, `its configuration: ${cause.message}`));
    return null;
  }
}

function combinations(candidate: PendingComponent<AnyProcessor>): readonly (readonly InputRequirement[])[] | null {
  const { definition, schemas, owner } = candidate;
  const found = definition.inputs.map((list) => list.map((one) => schemas.requirementOf(one, owner)));
  const usable = found.map((list) => list.filter((one) => one !== null));
  if (usable.some((list, index) => list.length !== found[index]?.length)) return null;
  const problem = combinationProblem(usable, owner);
  if (problem === null) return usable;
  owner.report(problem);
  return null;
}

function combinationProblem(inputs: readonly (readonly InputRequirement[])[], owner: Owner): Diagnostic | null {
  if (inputs.length === 0 || inputs.some((list) => list.length === 0)) return unusable(owner, "it accepts no inputs");
  const parsed: readonly Combination[] = inputs.map((list) =>
    list.flatMap(({ schema, optional }) => {
      const ref = parseSchemaRef(schema);
      return ref === null ? [] : [{ schema: ref, optional }];
    }),
  );
  // A component reads its inputs by schema name, so a name must not occur twice.
  for (const combination of parsed) {
    const names = combination.map(({ schema }) => schema.name);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated === undefined) continue;
    return unusable(owner, `one of its combinations of inputs names the schema "${repeated}" twice`);
  }
  const equal = findEqualCombinations(parsed);
  if (equal === null) return null;
  const [first = "", second = ""] = equal.map((index) => describeCombination(inputs[index] ?? []));
  return diagnostic("WCT_COMPONENT_AMBIGUOUS", {
    message: `${owner.text}: some inputs match both of its combinations ${first} and ${second}`,
    hint: "remove one of them, or make them differ in a schema that is not optional",
  });
}

function describeCombination(list: readonly InputRequirement[]): string {
  return `[${list.map(({ schema, optional }) => schema + (optional ? "?" : "")).join(", ")}]`;
}

function unusable({ text }: Owner, problem: string): Diagnostic {
  const message = `${text}: ${problem}`;
  return diagnostic("WCT_COMPONENT_INVALID", { message, hint: "correct the component, or remove its plugin" });
}

function sorted<V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
