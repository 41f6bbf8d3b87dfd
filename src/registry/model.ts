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

/** Where a component's code is, so that a worker thread can import it: a file URL whose default export is the plugin. */
export interface ComponentHome {
  readonly plugin: string;
  readonly module: string;
  /** Digest of the plugin's files; for the built-in plugin, of wct's version. */
  readonly digest: Digest;
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

/** One input requirement with references parsed out of the author's forms. */
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

/** Everything that the loaded plugins offer. Lookups by type; lists sorted by type. */
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
  /** Absolute; what `written` is relative to. */
  readonly folder: string;
  /** Where it is written; null on the command line. */
  readonly location: SourceRange | null;
}

/** A plugin that has been imported, with where it came from. */
export interface LoadedPlugin {
  readonly definition: PluginDefinition;
  readonly home: ComponentHome;
  /** Absent for the built-in one. */
  readonly named?: NamedPlugin;
}
