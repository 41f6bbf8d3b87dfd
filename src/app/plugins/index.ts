/*
 * Reads `wct.yaml`, and builds the registry: built-in components, and the plugins of `wct.yaml` and of a call.
 *
 * Start at registry.ts.
 * Must not know: what a component does.
 */

export { builtInRegistry, loadPartly, loadRegistry, registryForReading, settingsOf } from "./registry.ts";
export type { NamedRunbook, ReadSettings } from "./settings.ts";
