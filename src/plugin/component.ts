import type { JsonObject, NoteLevel, Sensitivity } from "../domain/index.ts";
import type { ContentOf, ElementOf, RestOf, SchemaDefinition } from "./schema.ts";
import type { BuiltInSchemas } from "./schemas/index.ts";
import type { ConfigSchema, OutputOf } from "./standard.ts";

type BuiltInRef = keyof BuiltInSchemas & string;

/** A schema of one's own, or the reference of a built-in one. */
export type SchemaLike = SchemaDefinition | BuiltInRef;
/** A schema that a processor takes; a trailing `?` marks it optional. */
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
  /** Number of elements of the stream; null without one. */
  readonly size: number | null;
  readonly elements: () => AsyncIterable<ElementOf<S>>;
  readonly batches: () => AsyncIterable<readonly ElementOf<S>[]>;
  readonly rest: () => Promise<RestOf<S>>;
}

/** All inputs of one schema: a stream over the parts in the order written, or the parts one by one. */
export interface Input<S> {
  readonly parts: readonly InputPart<S>[];
  readonly size: number | null;
  readonly elements: () => AsyncIterable<ElementOf<S>>;
  readonly batches: () => AsyncIterable<readonly ElementOf<S>[]>;
  /** The whole content of a single artifact: for small messages only. */
  readonly content: () => Promise<ContentOf<S>>;
}

type Flat<C extends readonly (readonly Requirement[])[]> = C[number][number];
type IsAlways<C extends readonly (readonly Requirement[])[], Name> = {
  [I in keyof C]: Name extends NameOf<Exclude<C[I][number], `${string}?` | { readonly optional: SchemaDefinition }>>
    ? true
    : false;
}[number];

/** A processor's inputs by schema name; those not in every combination, and optional ones, may be undefined. */
export type InputsOf<C extends readonly (readonly Requirement[])[]> = {
  readonly [R in Flat<C> as NameOf<R>]:
    | Input<Definition<R>>
    | (false extends IsAlways<C, NameOf<R>> ? undefined : never);
};

export interface Log {
  readonly debug: (text: string) => void;
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly error: (text: string) => void;
}

export type { NoteLevel };

/** Everything that a component may use comes through its context. */
export interface Context<Config> {
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Log lines are part of the record: counts and names, never content. */
  readonly log: Log;
  readonly progress: (done: number, total?: number) => void;
  readonly cost: (amount: number, unit: string) => void;
  /** The recorded start of the run. */
  readonly now: Date;
  readonly dryRun: boolean;
  /** Ends the work with a failure whose text the author vouches for: it is stored and shown. */
  readonly fail: (code: string, text: string, hint?: string) => never;
}

/** Yields elements one by one or in batches; returns the content beside the stream. */
export type Production<S> = AsyncGenerator<ElementOf<S> | readonly ElementOf<S>[], RestOf<S>, void>;

interface ComponentOptions<Config extends ConfigSchema> {
  /** How runbooks name it. */
  readonly type: string;
  /** One line for `wct connectors`, `wct processors`. */
  readonly description: string;
  readonly config: Config;
  /** Defaults to the plugin's version. */
  readonly version?: string;
  /** False: waits (network, database server) rather than computes. Default true. */
  readonly blocking?: boolean;
  /** What a YAML file that a `file()` of the configuration names must hold, by key: checked at plan time. */
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
}

/** Defines a connector: makes a source artifact. Not deterministic and `raw` unless it says otherwise. */
export function defineConnector<const Out extends SchemaLike, Config extends ConfigSchema>(
  definition: ComponentOptions<Config> & {
    readonly output: Out;
    readonly deterministic?: boolean;
    readonly sensitivity?: Sensitivity;
    readonly extract: (context: Context<NoInfer<OutputOf<Config>>>) => Production<Definition<NoInfer<Out>>>;
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

/** Defines a processor: makes a derived artifact. Deterministic and `masked` unless it says otherwise. */
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
): ProcessorDefinition<In, Out, Config> {
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
  /** References of those of its schemas whose outputs a run writes with it unasked. Default: all of them. */
  readonly unaskedFor?: readonly string[];
  /** Yields the file in pieces. */
  readonly export: (context: ExportContext<In>) => AsyncGenerator<string | Uint8Array, void, void>;
}

/** A file or folder that a connector reads. */
export interface Origin {
  readonly kind: "file" | "dir";
  /** As the runbook has it, placeholders kept. */
  readonly written: string;
  /**
   * From the top of the repository in a CI job, else from the current folder; forward slashes. Null: it lies elsewhere,
   * or is only known by a variable.
   */
  readonly path: string | null;
  /** On this machine; null when only a variable knows it. It may not go into the file. */
  readonly absolute: string | null;
}

export interface ExportContext<In> {
  readonly input: InputPart<In extends readonly (infer S)[] ? Definition<S> : SchemaDefinition<string, object, string>>;
  /** Name of the stream's key; null without one. */
  readonly stream: string | null;
  /** JSON Schema of the content; null when no loaded plugin knows the schema. */
  readonly contentSchema: JsonObject | null;
  /** Files and folders that the connectors above the artifact were given. */
  readonly origins: readonly Origin[];
  readonly signal: AbortSignal;
}

/** Defines an exporter: writes an artifact as a file. */
export function defineExporter<const In extends readonly SchemaLike[] | "any">(
  definition: Omit<ExporterDefinition<In>, "kind">,
): ExporterDefinition<In> {
  return { ...definition, kind: "exporter" };
}
