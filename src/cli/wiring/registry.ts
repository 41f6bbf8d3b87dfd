import { createHash } from "node:crypto";
import builtIn from "../../components/index.ts";
import { type Diagnostic, invariant, WctError } from "../../diagnostics/index.ts";
import { isDigest } from "../../domain/index.ts";
import {
  createRegistry,
  type LoadedPlugin,
  loadPlugins,
  type NamedPlugin,
  type Registry,
} from "../../registry/index.ts";
import type { Io } from "../io.ts";
import { settingsFile } from "./settings-file.ts";
import { packageVersion } from "./version.ts";

/**
 * The registry of the built-in plugin, those of the nearest `wct.yaml`, and those named by `--plugin`: their code runs.
 * Throws a WctError with everything that is wrong.
 */
export async function loadRegistry(io: Io, named: readonly string[] = []): Promise<Registry> {
  return registryOf([...(await fromSettings(io.cwd)), ...fromCommandLine(io, named)]);
}

/** For what looks at records: only plugins named on the very command line are loaded, `wct.yaml` is not read. */
export async function lookingRegistry(io: Io, named: readonly string[] = []): Promise<Registry> {
  return registryOf(fromCommandLine(io, named));
}

/** What comes with wct; loads no foreign code. */
export function builtInRegistry(): Registry {
  return checked([builtInPlugin()]);
}

async function fromSettings(cwd: string): Promise<readonly NamedPlugin[]> {
  const file = settingsFile(cwd);
  if (file === undefined) return [];
  // With it comes the YAML parser, which most commands have no need of.
  const { readSettings } = await import("./settings.ts");
  return readSettings(cwd, file).plugins;
}

const fromCommandLine = (io: Io, named: readonly string[]): readonly NamedPlugin[] =>
  named.map((written) => ({ written, folder: io.cwd, location: null }));

async function registryOf(named: readonly NamedPlugin[]): Promise<Registry> {
  if (named.length === 0) return builtInRegistry();
  const loaded = await loadPlugins(named, { name: builtIn.name, version: packageVersion() });
  if (!loaded.ok) throw all(loaded.diagnostics);
  return checked([builtInPlugin(), ...loaded.plugins]);
}

function builtInPlugin(): LoadedPlugin {
  const digest = createHash("sha256").update(`wct@${packageVersion()}`).digest("hex");
  invariant(isDigest(digest), "SHA-256 is not 64 hexadecimal digits");
  const own = import.meta.url.endsWith(".ts") ? "../../components/index.ts" : "../../components/index.js";
  return {
    definition: { ...builtIn, version: packageVersion() },
    home: { plugin: builtIn.name, module: new URL(own, import.meta.url).href, digest },
  };
}

function checked(plugins: readonly LoadedPlugin[]): Registry {
  const made = createRegistry(plugins);
  if (made.ok) return made.registry;
  throw all(made.diagnostics);
}

function all(diagnostics: readonly Diagnostic[]): WctError {
  const [first, ...rest] = diagnostics;
  invariant(first !== undefined, "plugins were refused without a diagnostic");
  return new WctError([first, ...rest]);
}
