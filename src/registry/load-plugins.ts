import { pathToFileURL } from "node:url";
import { type Diagnostic, diagnostic, isWctError } from "../diagnostics/index.ts";
import type { Digest } from "../domain/index.ts";
import { FileProblem } from "../files/index.ts";
import type { PluginDefinition } from "../plugin/index.ts";
import { importPlugin } from "./import-plugin.ts";
import { locatePlugin, type PluginPlace } from "./locate.ts";
import type { LoadedPlugin, NamedPlugin, ProcessGrant } from "./model.ts";
import { pluginDigest } from "./plugin-digest.ts";
import { checkShape } from "./plugin-shape.ts";
import { refused } from "./refused.ts";
import type { PluginHost } from "./require-host.ts";

type LoadedPlugins =
  | { readonly ok: true; readonly plugins: readonly LoadedPlugin[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Imports plugins in the given order, which runs their code. Loads a plugin that is named twice once. Reports all
 * problems together: WCT_PLUGIN_NOT_FOUND, _LOAD_FAILED, _INVALID, _HOST_VERSION, _DUPLICATE_NAME.
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
  // Computed before the code runs, so that files it writes cannot change its digest.
  const digest = digestOf(named, place);
  const process = grantOf(named, place);
  const shape = checkShape(await offeredBy(named, module, process));
  if (!shape.ok) {
    throw refused("WCT_PLUGIN_INVALID", named, {
      problem: `is not a plugin: ${shape.problem}`,
      hint: "end its module with `export default definePlugin({ ... })`",
    });
  }
  const { plugin: definition } = shape;
  // Imported here, because it loads a library that only plugins need.
  const { requireHost } = await import("./require-host.ts");
  requireHost(named, definition, host);
  if (definition.name === host.name) {
    throw refused("WCT_PLUGIN_DUPLICATE_NAME", named, {
      problem: `has the name "${host.name}", which is reserved for wct`,
      hint: "give it another name",
    });
  }
  return { definition, home: { plugin: definition.name, module, digest, ...(process && { process }) }, named };
}

async function offeredBy(named: NamedPlugin, module: string, process: ProcessGrant | undefined): Promise<unknown> {
  if (process === undefined) return await importPlugin(named, module);
  // Imported here, because it loads modules of Node that only such plugins need.
  const { describedPlugin } = await import("./process-plugin.ts");
  return await describedPlugin(named, module, process);
}

/** Returns the permissions of a plugin's process. The process of a package may read the whole package. */
function grantOf({ process }: NamedPlugin, { folder }: PluginPlace): ProcessGrant | undefined {
  return process === undefined || folder === null ? process : { ...process, read: [folder, ...process.read] };
}

function digestOf(named: NamedPlugin, place: PluginPlace): Digest {
  try {
    return pluginDigest(place);
  } catch (error) {
    const { what, hint } = FileProblem.of(error);
    throw refused("WCT_PLUGIN_LOAD_FAILED", named, { problem: what, hint });
  }
}

function sameName({ name }: PluginDefinition, named: NamedPlugin, before: LoadedPlugin): Diagnostic {
  const first = before.named;
  return diagnostic("WCT_PLUGIN_DUPLICATE_NAME", {
    message: `plugin "${named.written}" has the same name "${name}" as "${first?.written ?? name}"`,
    hint: "remove one of them",
    location: named.location ?? undefined,
    related: first?.location ? [{ message: `"${first.written}" is named here`, location: first.location }] : undefined,
  });
}
