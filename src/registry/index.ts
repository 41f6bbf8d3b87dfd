export { createRegistry, type RegistryResult } from "./create-registry.ts";
export { type LoadedPlugins, loadPlugins, type PluginHost } from "./load-plugins.ts";
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
