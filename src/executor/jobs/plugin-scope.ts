import type { ComponentAddress } from "./protocol.ts";

/**
 * Identifies the plugin whose code a worker may run: the URL of its module, with a prefix if it runs in a process of
 * its own; null for built-in components.
 */
export type PluginScope = string | null;

const builtIn = new URL("../../components/", import.meta.url).href;

/**
 * Returns the scope of a component. Foreign code can alter everything in its thread, so a thread that has run a
 * plugin's component must run only that plugin from then on.
 */
export function scopeOf({ module, process }: ComponentAddress): PluginScope {
  if (process !== undefined) return `${inProcess}${module}`;
  return module.startsWith(builtIn) ? null : module;
}

const inProcess = "process ";

/** Returns whether the components of a scope run in a process of their own. */
export function needsProcess(scope: PluginScope): boolean {
  return scope?.startsWith(inProcess) ?? false;
}
