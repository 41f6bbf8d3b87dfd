import type { SourceRange } from "../diagnostics/index.ts";
import type { JsonObject } from "../shape/index.ts";
import type { ArtifactId, Digest, RunId, SchemaRef } from "./ids.ts";

export const componentKinds = ["connector", "processor", "exporter"] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** How content may identify people: `raw` contains values, `masked` only masked ones, `none` neither. */
export type Sensitivity = "raw" | "masked" | "none";

/** The component that makes an artifact, and the properties of it that affect reuse. */
export interface PlannedComponent {
  readonly kind: "connector" | "processor";
  readonly type: string;
  readonly plugin: string;
  readonly version: string;
  readonly deterministic: boolean;
  /** False if it only waits (network, database server) and needs no worker slot. */
  readonly blocking: boolean;
  readonly sensitivity: Sensitivity;
}

/** One group of a processor's inputs: the artifacts that arrive under one schema, in the order written. */
export interface InputGroup {
  /** As in the component's input requirement (without `?`). */
  readonly required: SchemaRef;
  /** The schema after the join: the lowest minor.patch among the artifacts. */
  readonly schema: SchemaRef;
  readonly artifacts: readonly ArtifactId[];
}

export type Method =
  | { readonly kind: "source"; readonly component: PlannedComponent }
  | { readonly kind: "process"; readonly component: PlannedComponent; readonly groups: readonly InputGroup[] }
  | { readonly kind: "pass-through" }
  | { readonly kind: "reuse"; readonly run: RunId; readonly artifact: ArtifactId };

/** The parts that, with the inputs' digests, decide whether an earlier result may be reused. Each part has a name. */
export interface Fingerprint {
  readonly component: string;
  /** Digest of the plugin's files; for built-in components, the digest of wct's version. */
  readonly plugin: Digest;
  /** Digest of the configuration as written, with placeholders. */
  readonly configWritten: Digest;
  /** HMAC, with the store's key, of the resolved configuration. */
  readonly configResolved: Digest;
  /** Configuration path of every file() -> digest of the file. */
  readonly files: Readonly<Record<string, Digest>>;
  /** Ruleset URI -> digest. */
  readonly rulesets: Readonly<Record<string, Digest>>;
  readonly inputSchemas: readonly SchemaRef[];
  readonly recordFormat: number;
  /** SHA-256 over all of the above. */
  readonly digest: Digest;
}

export type BreakpointSide = "before" | "after" | "both";

export interface PlannedArtifact {
  readonly id: ArtifactId;
  readonly name: string | null;
  readonly description: string | null;
  readonly contact: string | null;
  /** Location of the artifact's key. */
  readonly location: SourceRange;
  /** Names of the including artifacts, outermost first; empty outside child runbooks. */
  readonly group: readonly string[];
  readonly method: Method;
  /** In the order written. */
  readonly inputs: readonly ArtifactId[];
  readonly outputSchema: SchemaRef;
  /** Key of the schema's stream; null if it has none. Stored in the plan, so that reading a run needs no plugin. */
  readonly outputStream: string | null;
  /** `properties` as written, with placeholders. */
  readonly config: JsonObject;
  readonly fingerprint: Fingerprint;
  readonly output: boolean;
  readonly optional: boolean;
  readonly breakpoint: BreakpointSide | null;
  /** Milliseconds. */
  readonly timeoutMs: number | null;
  /** Whether content remains after the run; derived from `retain`, `config.retain` and the component's sensitivity. */
  readonly retain: boolean;
  readonly tags: readonly string[];
  /** Labels that a worker must have to make it. Absent if none. */
  readonly runsOn?: readonly string[] | undefined;
}

/** The limits of a run, including values of variables. Never stored. */
export interface RunLimits {
  readonly timeoutMs: number | null;
  readonly maxConcurrency: number;
  /** Null: the machine's parallelism. */
  readonly workers: number | null;
  readonly costLimit: number | null;
}

/** The place of a configuration value. */
export interface OverriddenValue {
  readonly artifact: ArtifactId;
  /** Path into its `properties`, such as `databases[0].path`. */
  readonly path: string;
}

/** A validated runbook, ready to run: immutable, serialisable, without any value from the environment. */
export interface ExecutionPlan {
  readonly format: 1;
  readonly runbook: {
    readonly name: string;
    readonly description: string;
    readonly contact: string | null;
    /** As the user wrote it. */
    readonly path: string;
    readonly digest: Digest;
  };
  readonly config: RunLimits & {
    readonly retain: "all" | "derived";
    /** Names of variables, never values. */
    readonly secrets: readonly string[];
    /**
     * Settings that use environment variables, as written. The fields above contain the values that apply without the
     * environment. Absent if there are none.
     */
    readonly placeholders?: Readonly<Record<string, string>> | undefined;
    /**
     * The configuration values that were given with the command instead of the runbook; the artifacts contain them.
     * Absent if there are none.
     */
    readonly overrides?: readonly OverriddenValue[] | undefined;
  };
  /** In file order. Inputs may refer to later artifacts. */
  readonly artifacts: readonly PlannedArtifact[];
}
