import type { ComponentAddress } from "./protocol.ts";

/** The plugin whose code a thread may meet: the URL of its module; null for the components that wct itself brings. */
export type Tenant = string | null;

const builtIn = new URL("../../components/", import.meta.url).href;

/**
 * Foreign code can alter everything in its thread, so a thread that has run a plugin's component runs nothing but that
 * plugin's from then on.
 */
export function tenantOf({ module }: ComponentAddress): Tenant {
  return module.startsWith(builtIn) ? null : module;
}
