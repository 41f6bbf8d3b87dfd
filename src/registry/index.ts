export { createRegistry, type RegistryResult } from "./create-registry.ts";
export { type LoadedPlugins, loadPlugins } from "./load-plugins.ts";
export type {
  ComponentHome,
  InputRequirement,
  LoadedPlugin,
  NamedPlugin,
  RegisteredConnector,
  RegisteredExporter,
  RegisteredProcessor,
  RegisteredRuleset,
  Registry,
} from "./model.ts";
export type { PluginHost } from "./require-host.ts";
