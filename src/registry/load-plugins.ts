import { pathToFileURL } from "node:url";
import { type Diagnostic, diagnostic, isWctError } from "../diagnostics/index.ts";
import type { PluginDefinition } from "../plugin/index.ts";
import { importPlugin } from "./import-plugin.ts";
import { locatePlugin } from "./locate.ts";
import type { LoadedPlugin, NamedPlugin } from "./model.ts";
import { pluginDigest } from "./plugin-digest.ts";
import { checkShape } from "./plugin-shape.ts";
import { refused } from "./refused.ts";
import type { PluginHost } from "./require-host.ts";

export type LoadedPlugins =
  | { readonly ok: true; readonly plugins: readonly LoadedPlugin[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Imports plugins in the order given; their code runs. One that is named twice is loaded once. Everything that is
 * wrong comes at once: WCT_PLUGIN_NOT_FOUND, _LOAD_FAILED, _INVALID, _HOST_VERSION, _DUPLICATE_NAME.
 */
export async function loadPlugins(named: readonly NamedPlugin[], host: PluginHost): Promise<LoadedPlugins> {
  const diagnostics: Diagnostic[] = [];
  const byModule = new Map<string, LoadedPlugin>();
  for (const one of named) {
    try {
      const plugin = await loadPlugin(one, host, byModule);
      const before = [...byModule.values()].find(({ definition }) => definition.name === plugin.definition.name);
      if (before === undefined) byModule.set(plugin.home.module, plugin);
      else if (before !== plugin) diagnostics.push(sameName(plugin.definition, one, before));
    } catch (error) {
      if (!isWctError(error)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  return diagnostics.length > 0 ? { ok: false, diagnostics } : { ok: true, plugins: [...byModule.values()] };
}

async function loadPlugin(
  named: NamedPlugin,
  host: PluginHost,
  known: ReadonlyMap<string, LoadedPlugin>,
): Promise<LoadedPlugin> {
  const place = locatePlugin(named);
  const module = pathToFileURL(place.entry).href;
  const before = known.get(module);
  if (before !== undefined) return before;
  // Before the code runs, so that what it writes cannot change what is known of it.
  const digest = pluginDigest(place);
  const shape = checkShape(await importPlugin(named, module));
  if (!shape.ok) {
    throw refused("WCT_PLUGIN_INVALID", named, {
      problem: `is not a plugin: ${shape.problem}`,
      hint: "end its module with `export default definePlugin({ ... })`",
    });
  }
  const { plugin: definition } = shape;
  // With it comes a library that only plugins have need of.
  const { requireHost } = await import("./require-host.ts");
  requireHost(named, definition, host);
  if (definition.name === host.name) {
    throw refused("WCT_PLUGIN_DUPLICATE_NAME", named, {
      problem: `states the name "${host.name}", which is wct's own`,
      hint: "give it a name of its own",
    });
  }
  return { definition, home: { plugin: definition.name, module, digest }, named };
}

function sameName({ name }: PluginDefinition, named: NamedPlugin, before: LoadedPlugin): Diagnostic {
  const first = before.named;
  return diagnostic("WCT_PLUGIN_DUPLICATE_NAME", {
    message: `plugin "${named.written}" states the name "${name}", as "${first?.written ?? name}" does`,
    hint: "leave one of them out",
    location: named.location ?? undefined,
    related: first?.location ? [{ message: `"${first.written}" is named here`, location: first.location }] : undefined,
  });
}
