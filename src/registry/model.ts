import type { SourceRange } from "../diagnostics/index.ts";
import type { ComponentKind, Digest, JsonObject, SchemaRef } from "../domain/index.ts";
import type {
  AnyConnector,
  AnyExporter,
  AnyProcessor,
  PluginDefinition,
  RulesetFile,
  SchemaDefinition,
} from "../plugin/index.ts";

/**
 * The location of a component's code, from which a worker thread can import it: a file URL whose default export is the
 * plugin.
 */
export interface ComponentHome {
  readonly plugin: string;
  readonly module: string;
  /** Digest of the plugin's files; for the built-in plugin, the digest of wct's version. */
  readonly digest: Digest;
  /** The permissions of its process; absent if it runs in threads. */
  readonly process?: ProcessGrant;
}

/** What the process of a plugin may read and write in addition to its own code: absolute paths of files and folders. */
export interface ProcessGrant {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

interface Registered<K extends ComponentKind, D> {
  readonly kind: K;
  readonly type: string;
  /** The component's own version, or the plugin's. */
  readonly version: string;
  readonly home: ComponentHome;
  readonly definition: D;
}

export interface RegisteredConnector extends Registered<"connector", AnyConnector> {
  readonly output: SchemaRef;
  readonly configSchema: JsonObject;
}

/** One input requirement, with the reference parsed from any form that authors may write. */
export interface InputRequirement {
  readonly schema: SchemaRef;
  readonly optional: boolean;
}

export interface RegisteredProcessor extends Registered<"processor", AnyProcessor> {
  readonly output: SchemaRef;
  readonly configSchema: JsonObject;
  readonly inputs: readonly (readonly InputRequirement[])[];
}

export interface RegisteredExporter extends Registered<"exporter", AnyExporter> {
  readonly inputs: readonly SchemaRef[] | "any";
}

export interface RegisteredRuleset extends RulesetFile {
  readonly plugin: string;
  readonly digest: Digest;
}

/** Everything that the loaded plugins offer. Maps are keyed by type; lists are sorted by type. */
export interface Registry {
  readonly connectors: ReadonlyMap<string, RegisteredConnector>;
  readonly processors: ReadonlyMap<string, RegisteredProcessor>;
  readonly exporters: ReadonlyMap<string, RegisteredExporter>;
  readonly schemas: ReadonlyMap<SchemaRef, SchemaDefinition>;
  readonly rulesets: ReadonlyMap<string, RegisteredRuleset>;
}

/** A plugin as a user names it: a package, or the path of a file or folder. */
export interface NamedPlugin {
  readonly written: string;
  /** The absolute folder that `written` is relative to. */
  readonly folder: string;
  /** Where it is named; null on the command line. */
  readonly location: SourceRange | null;
  /** Present if it runs in a separate process. */
  readonly process?: ProcessGrant;
}

/** An imported plugin and its origin. */
export interface LoadedPlugin {
  readonly definition: PluginDefinition;
  readonly home: ComponentHome;
  /** Absent for the built-in plugin. */
  readonly named?: NamedPlugin;
}
