import type { SourceRange } from "../diagnostics/index.ts";
import type { ArtifactId, Digest, RunId, SchemaRef } from "./ids.ts";
import type { JsonObject } from "./json.ts";

export type ComponentKind = "connector" | "processor" | "exporter";

/** How content may identify people: `raw` holds values, `masked` only masked ones, `none` neither. */
export type Sensitivity = "raw" | "masked" | "none";

/** Which component makes an artifact, and what of it counts for reuse. */
export interface PlannedComponent {
  readonly kind: "connector" | "processor";
  readonly type: string;
  readonly plugin: string;
  readonly version: string;
  readonly deterministic: boolean;
  /** False: it only waits (network, database server) and needs no slot of its own. */
  readonly blocking: boolean;
  readonly sensitivity: Sensitivity;
}

/** One group of a processor's inputs: the artifacts that arrive under one schema, in the order written. */
export interface InputGroup {
  /** As the component's input requirement names it (without `?`). */
  readonly required: SchemaRef;
  /** Of the join: the lowest minor.patch among the artifacts. */
  readonly schema: SchemaRef;
  readonly artifacts: readonly ArtifactId[];
}

export type Method =
  | { readonly kind: "source"; readonly component: PlannedComponent }
  | { readonly kind: "process"; readonly component: PlannedComponent; readonly groups: readonly InputGroup[] }
  | { readonly kind: "pass-through" }
  | { readonly kind: "reuse"; readonly run: RunId; readonly artifact: ArtifactId };

/** What decides, with the inputs' digests, whether an earlier result may be reused; each part by name. */
export interface Fingerprint {
  readonly component: string;
  /** Digest of the plugin's files; for built-in components of wct's version. */
  readonly plugin: Digest;
  /** Digest of the configuration as written, placeholders kept. */
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
  /** Where the artifact's key stands. */
  readonly location: SourceRange;
  /** Names of the including artifacts, outermost first; empty outside child runbooks. */
  readonly group: readonly string[];
  readonly method: Method;
  /** In the order written. */
  readonly inputs: readonly ArtifactId[];
  readonly outputSchema: SchemaRef;
  /** Key of the schema's stream; null without one. In the plan, so that looking at a run needs no plugin. */
  readonly outputStream: string | null;
  /** `properties` as written, placeholders kept. */
  readonly config: JsonObject;
  readonly fingerprint: Fingerprint;
  readonly output: boolean;
  readonly optional: boolean;
  readonly breakpoint: BreakpointSide | null;
  /** Milliseconds. */
  readonly timeoutMs: number | null;
  /** Whether content stays after the run; from `retain`, `config.retain` and the component's sensitivity. */
  readonly retain: boolean;
  readonly tags: readonly string[];
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
  readonly config: {
    readonly timeoutMs: number | null;
    readonly maxConcurrency: number;
    /** null: the machine's parallelism. */
    readonly workers: number | null;
    readonly costLimit: number | null;
    readonly retain: "all" | "derived";
    /** Names of variables, never values. */
    readonly secrets: readonly string[];
  };
  /** In file order; inputs may point forwards. */
  readonly artifacts: readonly PlannedArtifact[];
}
