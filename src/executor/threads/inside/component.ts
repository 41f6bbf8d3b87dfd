import {
  type AnyComponent,
  type AnyConnector,
  type AnyExporter,
  type AnyProcessor,
  type BoundConfig,
  builtInSchemas,
  hydrateConfig,
  type PluginDefinition,
  type SchemaDefinition,
} from "../../../plugin/index.ts";
import { type ComponentAddress, scopeOf } from "../../jobs/index.ts";
import { acceptAsBaseline, guardDescriptors } from "./guards/index.ts";
import { refuse } from "./refusal.ts";

const found = new Map<string, AnyComponent>();

/** Finds a component. Imports its plugin on first use; an error of the import is an exception of the plugin. */
export async function findComponent(address: ComponentAddress): Promise<AnyComponent> {
  const key = JSON.stringify([address.module, address.kind, address.type]);
  const component = found.get(key) ?? (await importComponent(address));
  found.set(key, component);
  return component;
}

async function importComponent(address: ComponentAddress): Promise<AnyComponent> {
  const imported = await importPlugin(address);
  const offered = imported.default?.components.find(
    (component) => component.kind === address.kind && component.type === address.type,
  );
  if (offered !== undefined) return offered;
  throw refuse(
    "WCT_COMPONENT_UNKNOWN",
    `plugin "${address.plugin}" offers no ${address.kind} "${address.type}" inside a worker`,
    "make the plugin independent of the environment: a worker sees no environment variables",
  );
}

let isGuarded = false;

async function importPlugin(address: ComponentAddress): Promise<{ readonly default?: PluginDefinition }> {
  const isForeign = scopeOf(address) !== null;
  if (isForeign && !isGuarded) {
    isGuarded = true;
    guardDescriptors();
  }
  const imported: { readonly default?: PluginDefinition } = await import(address.module);
  if (isForeign) acceptAsBaseline();
  return imported;
}

/** Returns a component that makes artifacts. */
export function asProducing(component: AnyComponent): AnyConnector | AnyProcessor {
  if (component.kind !== "exporter") return component;
  throw refuse("WCT_COMPONENT_UNKNOWN", `"${component.type}" is an exporter and cannot make artifacts`);
}

export function asExporter(component: AnyComponent): AnyExporter {
  if (component.kind === "exporter") return component;
  throw refuse("WCT_COMPONENT_UNKNOWN", `"${component.type}" is a ${component.kind} and cannot write files`);
}

/**
 * Returns the configuration as the component's own schema parses it. It was already validated when the runbook was
 * planned.
 */
export function configOf(component: AnyConnector | AnyProcessor, bound: BoundConfig): unknown {
  const hydrated = hydrateConfig(component.config, bound);
  if (hydrated.ok) return hydrated.config;
  const [issue] = hydrated.issues;
  const path = issue === undefined || issue.path.length === 0 ? "the configuration" : `"${issue.path.join(".")}"`;
  throw refuse(
    "WCT_COMPONENT_CONFIG_INVALID",
    `${component.kind} "${component.type}" refuses ${path} inside a worker, but accepted it when the runbook was planned`,
    "make the configuration's schema independent of the environment and the time",
  );
}

export function outputSchemaOf(component: AnyConnector | AnyProcessor): SchemaDefinition {
  const { output } = component;
  if (typeof output !== "string") return output;
  const builtIn = builtInSchemas.find(({ ref }) => ref === output);
  if (builtIn !== undefined) return builtIn;
  throw refuse("WCT_SCHEMA_UNKNOWN", `${component.kind} "${component.type}" makes "${output}", which is not built in`);
}
