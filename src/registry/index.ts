export { createRegistry, type RegistryResult } from "./create-registry.ts";
export type {
  ComponentHome,
  InputRequirement,
  LoadedPlugin,
  RegisteredConnector,
  RegisteredExporter,
  RegisteredProcessor,
  RegisteredRuleset,
  Registry,
} from "./model.ts";
