import type { SourceRange } from "../diagnostics/index.ts";
import type { ArtifactId, BreakpointSide, JsonObject } from "../domain/index.ts";

/** Keys and indices from a mapping's top. */
export type ValuePath = readonly (string | number)[];

/** One `${NAME}` or `${NAME:-default}` in a string. */
export interface Placeholder {
  readonly path: ValuePath;
  readonly variable: string;
  readonly hasDefault: boolean;
  /** The default was taken because the variable is not set, or set to nothing. */
  readonly usedDefault: boolean;
  /** The placeholder itself. */
  readonly location: SourceRange;
}

/** A JSON mapping from the runbook: as written, with its placeholders substituted, and where each node stands. */
export interface SourcedObject {
  /** Placeholders kept. */
  readonly written: JsonObject;
  /** Placeholders substituted; every substituted scalar is still a string. Never stored or printed. */
  readonly resolved: JsonObject;
  readonly placeholders: readonly Placeholder[];
  /** Range of the value at a path; of the nearest enclosing node when the path has no node. */
  readonly at: (path: ValuePath) => SourceRange;
  /** Range of the key that leads to a path; like `at` when there is none. */
  readonly keyAt: (path: ValuePath) => SourceRange;
}

export interface Located<T> {
  readonly value: T;
  readonly location: SourceRange;
}

export type RunbookMethod =
  | { readonly kind: "source"; readonly type: Located<string>; readonly properties: SourcedObject }
  | { readonly kind: "process"; readonly type: Located<string>; readonly properties: SourcedObject }
  | { readonly kind: "pass-through" }
  | {
      readonly kind: "reuse";
      /** Placeholders substituted: print `writtenRun` instead. */
      readonly fromRun: Located<string>;
      readonly writtenRun: string;
      readonly artifact: Located<string>;
    };

export interface RunbookArtifact {
  readonly id: ArtifactId;
  /** The artifact's key. */
  readonly location: SourceRange;
  /** Names of the including artifacts; empty until child runbooks come. */
  readonly group: readonly string[];
  readonly name: string | null;
  readonly description: string | null;
  readonly contact: string | null;
  readonly method: RunbookMethod;
  /** As written; not yet checked against the artifacts that there are. */
  readonly inputs: readonly Located<string>[];
  readonly output: boolean;
  readonly optional: boolean;
  readonly breakpoint: BreakpointSide | null;
  readonly timeoutMs: number | null;
  /** null: not said. */
  readonly retain: boolean | null;
  readonly tags: readonly string[];
  readonly outputSchema: Located<string> | null;
}

export interface RunbookConfig {
  readonly timeoutMs: number | null;
  readonly maxConcurrency: number;
  readonly workers: number | null;
  readonly costLimit: number | null;
  readonly retain: "all" | "derived";
  readonly secrets: readonly string[];
  readonly templatePaths: readonly string[];
}

/** A parsed runbook: its own grammar holds; what it refers to is the planner's question. */
export interface Runbook {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  readonly name: string;
  readonly description: string;
  readonly contact: string | null;
  readonly config: RunbookConfig;
  /** In file order. */
  readonly artifacts: ReadonlyMap<ArtifactId, RunbookArtifact>;
}
