import type { ConnectorDefinition, ExporterDefinition, ProcessorDefinition } from "./component.ts";
import type { SchemaDefinition } from "./schema.ts";

/** A ruleset that a plugin ships. */
export interface RulesetFile {
  /** `provider/name/version`. */
  readonly uri: string;
  readonly description: string;
  readonly file: URL;
}

/** Components as the host uses them. Their type parameters are erased; the host passes in validated configurations. */
export type AnyComponent = AnyConnector | AnyProcessor | AnyExporter;
export type AnyConnector = Omit<ConnectorDefinition, "extract" | "sourceState"> & {
  readonly extract: Erased;
  readonly sourceState?: ((context: never) => unknown) | undefined;
};
export type AnyProcessor = Omit<ProcessorDefinition, "process"> & { readonly process: Erased };
export type AnyExporter = Omit<ExporterDefinition, "export"> & { readonly export: ErasedExport };
type Erased = (context: never) => AsyncGenerator<unknown, unknown, void>;
type ErasedExport = (context: never) => AsyncGenerator<string | Uint8Array, void, void>;

/** The contributions of a plugin. */
export interface PluginDefinition {
  readonly name: string;
  readonly version: string;
  /** Range of wct versions that it works with, such as `^0.1.0`. */
  readonly wct: string;
  readonly components: readonly AnyComponent[];
  readonly schemas: readonly SchemaDefinition[];
  readonly rulesets: readonly RulesetFile[];
}

/** Defines a plugin. It must be the default export of its module. */
export function definePlugin(definition: {
  readonly name: string;
  readonly version?: string;
  readonly wct: string;
  readonly components?: readonly AnyComponent[];
  readonly schemas?: readonly SchemaDefinition[];
  readonly rulesets?: readonly RulesetFile[];
}): PluginDefinition {
  return { version: "0.0.0", components: [], schemas: [], rulesets: [], ...definition };
}
