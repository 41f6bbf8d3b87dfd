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
import { type Host, packageVersion } from "../host/index.ts";
import { settingsFile } from "../places/index.ts";
import type { ReadSettings } from "./settings.ts";

/** A registry, and the problems of the plugins and settings that it lacks. */
export interface PartlyLoaded {
  readonly registry: Registry;
  readonly problems: readonly Diagnostic[];
}

interface LoadedSettings extends PartlyLoaded {
  /** Labels by type of component, from `wct.yaml`. */
  readonly runsOn: ReadSettings["settings"]["runsOn"];
}

/**
 * Loads the built-in plugin, those of the nearest `wct.yaml`, and those named by `--plugin`: their code runs. Throws a
 * WctError with all problems.
 */
export async function loadRegistry(host: Host, named: readonly string[] = []): Promise<Registry> {
  const { registry, problems } = await loadPartly(host, named);
  if (problems.length > 0) throw all(problems);
  return registry;
}

/** Loads the same without throwing: a problem of a plugin must not hide a problem of a runbook. */
export async function loadPartly(host: Host, named: readonly string[] = []): Promise<LoadedSettings> {
  const { plugins, runsOn, problems } = await fromSettings(host.cwd);
  const loaded = await loadAll([...plugins, ...fromCommandLine(host, named)]);
  return { ...loaded, runsOn, problems: [...problems, ...loaded.problems] };
}

/** Loads the registry of read commands: only plugins named on this command line; `wct.yaml` is not read. */
export async function registryForReading(host: Host, named: readonly string[] = []): Promise<Registry> {
  const { registry, problems } = await loadAll(fromCommandLine(host, named));
  if (problems.length > 0) throw all(problems);
  return registry;
}

/** Returns the registry of what comes with wct; loads no foreign code. */
export function builtInRegistry(): Registry {
  const made = createRegistry([builtInPlugin()]);
  if (made.ok) return made.registry;
  throw all(made.diagnostics);
}

interface NamedInSettings extends Pick<LoadedSettings, "runsOn"> {
  readonly plugins: readonly NamedPlugin[];
  readonly problems: readonly Diagnostic[];
}

async function fromSettings(cwd: string): Promise<NamedInSettings> {
  const file = settingsFile(cwd);
  if (file === undefined) return { plugins: [], runsOn: new Map(), problems: [] };
  const { settings, problems } = await settingsOf(cwd, file);
  return { plugins: settings.plugins, runsOn: settings.runsOn, problems };
}

/** Reads a `wct.yaml`. */
export async function settingsOf(cwd: string, file: string): Promise<ReadSettings> {
  // Imported here because it loads the YAML parser, which most commands do not need.
  const { readSettings } = await import("./settings.ts");
  return readSettings(cwd, file);
}

const fromCommandLine = (host: Host, named: readonly string[]): readonly NamedPlugin[] =>
  named.map((written) => ({ written, folder: host.cwd, location: null }));

async function loadAll(named: readonly NamedPlugin[]): Promise<PartlyLoaded> {
  if (named.length === 0) return { registry: builtInRegistry(), problems: [] };
  const loaded = await loadPlugins(named, { name: builtIn.name, version: packageVersion() });
  if (!loaded.ok) return { registry: builtInRegistry(), problems: loaded.diagnostics };
  const made = createRegistry([builtInPlugin(), ...loaded.plugins]);
  return made.ok
    ? { registry: made.registry, problems: [] }
    : { registry: builtInRegistry(), problems: made.diagnostics };
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

function all(diagnostics: readonly Diagnostic[]): WctError {
  const [first, ...rest] = diagnostics;
  invariant(first !== undefined, "plugins were refused without a diagnostic");
  return new WctError([first, ...rest]);
}
