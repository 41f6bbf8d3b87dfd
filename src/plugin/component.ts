import type { JsonObject, JsonValue, Sensitivity } from "../domain/index.ts";
import type { ContentOf, ElementOf, RestOf, SchemaDefinition } from "./schema.ts";
import type { BuiltInSchemas } from "./schemas/index.ts";
import type { ConfigSchema, OutputOf } from "./standard.ts";

type BuiltInRef = keyof BuiltInSchemas & string;

/** An author's own schema, or the reference of a built-in one. */
export type SchemaLike = SchemaDefinition | BuiltInRef;
/** A schema that a processor accepts; a trailing `?` marks it optional. */
export type Requirement = SchemaLike | `${BuiltInRef}?` | { readonly optional: SchemaDefinition };

type Definition<S> = S extends { readonly optional: infer D }
  ? D
  : S extends `${infer Ref}?`
    ? Ref extends BuiltInRef
      ? BuiltInSchemas[Ref]
      : never
    : S extends BuiltInRef
      ? BuiltInSchemas[S]
      : S;

type NameOf<S> = Definition<S> extends { readonly ref: `${infer Name}:${string}` } ? Name : never;

/** One artifact among the inputs of a schema. */
export interface InputPart<S> {
  readonly artifact: string;
  readonly schema: string;
  readonly digest: string;
  /** Number of elements of the stream; null if the schema has none. */
  readonly size: number | null;
  readonly elements: () => AsyncIterable<ElementOf<S>>;
  readonly batches: () => AsyncIterable<readonly ElementOf<S>[]>;
  readonly rest: () => Promise<RestOf<S>>;
}

/** All inputs of one schema: one stream over all parts in the order written, or the parts separately. */
export interface Input<S> {
  readonly parts: readonly InputPart<S>[];
  readonly size: number | null;
  readonly elements: () => AsyncIterable<ElementOf<S>>;
  readonly batches: () => AsyncIterable<readonly ElementOf<S>[]>;
  /** Returns the whole content of a single artifact. For small messages only. */
  readonly content: () => Promise<ContentOf<S>>;
}

type Flat<C extends readonly (readonly Requirement[])[]> = C[number][number];
type IsAlways<C extends readonly (readonly Requirement[])[], Name> = {
  [I in keyof C]: Name extends NameOf<Exclude<C[I][number], `${string}?` | { readonly optional: SchemaDefinition }>>
    ? true
    : false;
}[number];

/**
 * A processor's inputs by schema name. Optional inputs, and inputs that are not in every combination, may be undefined.
 */
export type InputsOf<C extends readonly (readonly Requirement[])[]> = {
  readonly [R in Flat<C> as false extends IsAlways<C, NameOf<R>> ? never : NameOf<R>]: Input<Definition<R>>;
} & {
  readonly [R in Flat<C> as false extends IsAlways<C, NameOf<R>> ? NameOf<R> : never]?:
    | Input<Definition<R>>
    | undefined;
};

export interface Log {
  readonly debug: (text: string) => void;
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Everything that a component may use. */
export interface Context<Config> {
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Log lines are part of the record. They may contain counts and names, never content. */
  readonly log: Log;
  readonly progress: (done: number, total?: number) => void;
  readonly cost: (amount: number, unit: string) => void;
  /** The recorded start of the run. */
  readonly now: Date;
  readonly dryRun: boolean;
  /**
   * Returns the path of an empty folder for temporary files. Only its owner may enter it, and it is deleted when the
   * work ends or, if the process was killed, by the next run. Every call returns the same folder.
   */
  readonly temporaryFolder: () => string;
  /** Ends the work with a failure. The author guarantees that its text may be stored and shown. */
  readonly fail: (code: string, text: string, hint?: string) => never;
}

/** The state of a source, by which a later run can tell that it is unchanged. */
export interface SourceState {
  /**
   * What is compared, such as `size and time of each file`. At most 64 letters, digits, spaces and `.,:/-_`; it is
   * recorded and shown, so it contains nothing of the source.
   */
  readonly by: string;
  /** Any JSON value that is different whenever `extract` could give other content. Only a digest of it is recorded. */
  readonly state: JsonValue;
}

/** What a connector may use to determine the state of its source. */
export interface SourceContext<Config> extends Pick<Context<Config>, "config" | "signal" | "temporaryFolder"> {
  /** The recorded start of the run that reads the source, or did: a later run gives the same time again. */
  readonly now: Date;
}

type SourceStateOf<Config> = (context: SourceContext<Config>) => SourceState | null | Promise<SourceState | null>;

/** Yields elements, one by one or in batches, and returns the rest of the content. */
export type Production<S> = AsyncGenerator<ElementOf<S> | readonly ElementOf<S>[], RestOf<S>, void>;

interface ComponentOptions<Config extends ConfigSchema> {
  /** The component's name in runbooks. */
  readonly type: string;
  /** One line for `wct connectors` and `wct processors`. */
  readonly description: string;
  readonly config: Config;
  /** Defaults to the plugin's version. */
  readonly version?: string;
  /** False if it waits (network, database server) instead of computing. Default true. */
  readonly blocking?: boolean;
  /**
   * Returns the sensitivity of an artifact whose properties change it; `properties` are as the runbook gives them, with
   * placeholders replaced. Default: `sensitivity`.
   */
  readonly sensitivityOf?: (properties: JsonObject) => Sensitivity;
  /** Schemas, by configuration key, of the YAML files that a `file()` names. The files are validated at plan time. */
  readonly documents?: Readonly<Record<string, ConfigSchema>>;
  /** A `properties` mapping in YAML, for help and starters. */
  readonly example?: string;
}

export interface ConnectorDefinition<Out extends SchemaLike = SchemaLike, Config extends ConfigSchema = ConfigSchema>
  extends ComponentOptions<Config> {
  readonly kind: "connector";
  readonly output: Out;
  readonly deterministic: boolean;
  readonly sensitivity: Sensitivity;
  readonly extract: (context: Context<OutputOf<Config>>) => Production<Definition<Out>>;
  readonly sourceState?: SourceStateOf<OutputOf<Config>>;
}

/** Defines a connector, which makes a source artifact. By default it is not deterministic and `raw`. */
export function defineConnector<const Out extends SchemaLike, Config extends ConfigSchema>(
  definition: ComponentOptions<Config> & {
    readonly output: Out;
    readonly deterministic?: boolean;
    readonly sensitivity?: Sensitivity;
    readonly extract: (context: Context<NoInfer<OutputOf<Config>>>) => Production<Definition<NoInfer<Out>>>;
    /**
     * Returns the present state of the source without reading its content; null if it cannot be told. `wct run
     * --incremental` reuses an earlier result if the state is the same. It is called before and after `extract`, and
     * recorded only if both are equal. By default the source is read in every run.
     */
    readonly sourceState?: SourceStateOf<NoInfer<OutputOf<Config>>>;
  },
): ConnectorDefinition<Out, Config> {
  return { deterministic: false, sensitivity: "raw", ...definition, kind: "connector" };
}

export interface ProcessorDefinition<
  In extends readonly (readonly Requirement[])[] = readonly (readonly Requirement[])[],
  Out extends SchemaLike = SchemaLike,
  Config extends ConfigSchema = ConfigSchema,
> extends ComponentOptions<Config> {
  readonly kind: "processor";
  readonly inputs: In;
  readonly output: Out;
  readonly deterministic: boolean;
  readonly sensitivity: Sensitivity;
  readonly process: (
    context: Context<OutputOf<Config>> & { readonly inputs: InputsOf<In> },
  ) => Production<Definition<Out>>;
}

/** Defines a processor, which makes a derived artifact. By default it is deterministic and `masked`. */
export function defineProcessor<
  const In extends readonly (readonly Requirement[])[],
  const Out extends SchemaLike,
  Config extends ConfigSchema,
>(
  definition: ComponentOptions<Config> & {
    /** The combinations of schemas that it accepts. */
    readonly inputs: In;
    readonly output: Out;
    readonly deterministic?: boolean;
    readonly sensitivity?: Sensitivity;
    readonly process: (
      context: Context<NoInfer<OutputOf<Config>>> & { readonly inputs: InputsOf<NoInfer<In>> },
    ) => Production<Definition<NoInfer<Out>>>;
  },
): ProcessorDefinition<In, Out, Config>;
export function defineProcessor(definition: object): object {
  return { deterministic: true, sensitivity: "masked", ...definition, kind: "processor" };
}

export interface ExporterDefinition<In extends readonly SchemaLike[] | "any" = readonly SchemaLike[] | "any"> {
  readonly kind: "exporter";
  readonly type: string;
  readonly description: string;
  readonly version?: string;
  /** File extension without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The schemas that it can write; "any": all. */
  readonly inputs: In;
  /**
   * References of the schemas whose outputs a run writes with this exporter without being asked. Default: all of them.
   */
  readonly unaskedFor?: readonly string[];
  /** Options of `wct export` that it accepts, such as `delimiter`. Default: none. */
  readonly options?: readonly string[];
  /** Yields the file in pieces. */
  readonly export: (context: ExportContext<In>) => AsyncGenerator<string | Uint8Array, void, void>;
}

/** A line of the runbook. */
export interface DeclaredPlace {
  /**
   * The runbook's file, relative to the root of the repository in a CI job, otherwise to the current folder; forward
   * slashes. Null if it is outside.
   */
  readonly path: string | null;
  /** The file's name without its folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A file or folder that a connector reads. */
export interface Origin {
  readonly kind: "file" | "dir";
  /** As written in the runbook, with placeholders. */
  readonly written: string;
  /**
   * Relative to the root of the repository in a CI job, otherwise to the current folder; forward slashes. Null if it is
   * outside or comes from a variable.
   */
  readonly path: string | null;
  /**
   * The absolute path on this machine; null if it comes from a variable. It must not be written to the exported file.
   */
  readonly absolute: string | null;
  /** Where the runbook declares the source. */
  readonly declared: DeclaredPlace;
}

export interface ExportContext<In> {
  readonly input: InputPart<In extends readonly (infer S)[] ? Definition<S> : SchemaDefinition<string, object, string>>;
  /** Name of the stream's key; null if the schema has none. */
  readonly stream: string | null;
  /** JSON Schema of the content; null if no loaded plugin knows the schema. */
  readonly contentSchema: JsonObject | null;
  /** Files and folders that were configured for the connectors upstream of the artifact. */
  readonly origins: readonly Origin[];
  /** Where the runbook declares the artifact. */
  readonly declared: DeclaredPlace;
  /** The options that the user set, of those that the exporter accepts. A switch that is on is an empty text. */
  readonly options: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Defines an exporter, which writes an artifact to a file. */
export function defineExporter<const In extends readonly SchemaLike[] | "any">(
  definition: Omit<ExporterDefinition<In>, "kind">,
): ExporterDefinition<In> {
  return { ...definition, kind: "exporter" };
}
