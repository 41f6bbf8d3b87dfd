import semver from "semver";
import type { PluginDefinition } from "../plugin/index.ts";
import type { NamedPlugin } from "./model.ts";
import { refused } from "./refused.ts";

/** The program that loads plugins. */
export interface PluginHost {
  /** The version that a plugin's range must include. */
  readonly version: string;
  /** Name of the built-in plugin, which is reserved. */
  readonly name: string;
}

/** Throws WCT_PLUGIN_INVALID or WCT_PLUGIN_HOST_VERSION unless the plugin works with this wct. */
export function requireHost(named: NamedPlugin, { wct }: PluginDefinition, host: PluginHost): void {
  if (semver.validRange(wct) === null) {
    throw refused("WCT_PLUGIN_INVALID", named, {
      problem: `is not a plugin: its \`wct\` is "${wct}", which is not a range of versions`,
      hint: `write "^${host.version}"`,
    });
  }
  if (semver.satisfies(host.version, wct, { includePrerelease: true })) return;
  throw refused("WCT_PLUGIN_HOST_VERSION", named, {
    problem: `works with wct ${wct}, and this is wct ${host.version}`,
    hint: "install a compatible version of the plugin or of wct",
  });
}
