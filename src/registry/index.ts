/*
 * Finds and loads plugins, and maps each type to its component.
 *
 * Start at create-registry.ts; load-plugins.ts reads packages, process-plugin.ts describes plugins that run in separate
 * processes.
 * Must not know: runbooks and plans.
 */

export { createRegistry } from "./create-registry.ts";
export { loadPlugins } from "./load-plugins.ts";
export type {
  ComponentHome,
  LoadedPlugin,
  NamedPlugin,
  ProcessGrant,
  RegisteredConnector,
  RegisteredExporter,
  RegisteredProcessor,
  Registry,
} from "./model.ts";
export { permissionFlags } from "./process-permissions.ts";
