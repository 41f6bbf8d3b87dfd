import type { SourceRange } from "../diagnostics/index.ts";
import type { ArtifactId, BreakpointSide, JsonObject } from "../domain/index.ts";

/** A type of values that hints distinguish. */
export type WantedType = "text" | "list" | "boolean" | "seconds" | "number";

/** Keys and indices from the top of a mapping. */
export type ValuePath = readonly (string | number)[];

/** One `${NAME}` or `${NAME:-default}` in a string. */
export interface Placeholder {
  readonly path: ValuePath;
  readonly variable: string;
  readonly hasDefault: boolean;
  /** True if the default was used because the variable is not set or is empty. */
  readonly usedDefault: boolean;
  /** Location of the placeholder itself. */
  readonly location: SourceRange;
}

/**
 * A JSON mapping from the runbook: as written, with its placeholders substituted, and with the location of each node.
 */
export interface SourcedObject {
  /** With placeholders as written. */
  readonly written: JsonObject;
  /** With placeholders substituted; every substituted scalar is still a string. Never stored or printed. */
  readonly resolved: JsonObject;
  readonly placeholders: readonly Placeholder[];
  /**
   * Paths of values that were reported because they do not contain what was meant or lack keys. Empty in a valid
   * runbook.
   */
  readonly unread: readonly ValuePath[];
  /** Returns the text in the file at a path, including quotes; undefined if there is none. */
  readonly textAt: (path: ValuePath) => string | undefined;
  /** Suggests how to write the value at a path as the required type. */
  readonly hintAt: (path: ValuePath, type: WantedType) => string | undefined;
  /** Returns the range of the value at a path, or of the nearest enclosing node if there is no node. */
  readonly at: (path: ValuePath) => SourceRange;
  /** Returns the range of the last key of a path, or the same as `at` if there is none. */
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
      /** With placeholders substituted. Print `writtenRun` instead. */
      readonly fromRun: Located<string>;
      readonly writtenRun: string;
      readonly artifact: Located<string>;
    }
  | { readonly kind: "child"; readonly include: ChildInclude }
  /** Only in an invalid runbook: the method cannot be determined. */
  | { readonly kind: "unclear" };

/** A name, and the artifact that it stands for. Both as written. */
export interface MappedName {
  readonly name: Located<string>;
  readonly artifact: Located<string>;
}

/** How an artifact includes a child runbook. */
export interface ChildInclude {
  /** Location of the key `child_runbook`. */
  readonly location: SourceRange;
  readonly path: Located<string>;
  /** Inputs of the child, and the artifacts that they are. */
  readonly inputs: readonly MappedName[];
  /** The output that the including artifact is; null if several outputs are mapped. */
  readonly output: Located<string> | null;
  /** Outputs of the child, and the ids that they get. */
  readonly outputs: readonly MappedName[];
  /** Location of the key `timeout`; null if there is none. */
  readonly timeout: SourceRange | null;
}

/** An input of an artifact: its value is the id of another one. */
export interface ArtifactInput extends Located<string> {
  /** The inputs of child runbooks through which the artifact arrives, innermost first; undefined outside children. */
  readonly through?: readonly GivenInput[] | undefined;
}

/** An artifact that an input of a child runbook stands for. */
export interface GivenInput {
  readonly input: RunbookInput;
  readonly artifact: ArtifactId;
  /** Where the including runbook maps it. */
  readonly location: SourceRange;
}

export interface RunbookArtifact {
  readonly id: ArtifactId;
  /** Location of the artifact's key. */
  readonly location: SourceRange;
  /** Ids of the including artifacts, outermost first; empty outside child runbooks. */
  readonly group: readonly string[];
  readonly name: string | null;
  readonly description: string | null;
  readonly contact: string | null;
  readonly method: RunbookMethod;
  /** Only in an invalid runbook: the inputs or the output cannot be determined completely. */
  readonly isPartial: boolean;
  /** As written, not yet checked against the existing artifacts. */
  readonly inputs: readonly ArtifactInput[];
  readonly output: boolean;
  readonly optional: boolean;
  readonly breakpoint: BreakpointSide | null;
  readonly timeoutMs: number | null;
  /** Null if not specified. */
  readonly retain: boolean | null;
  readonly tags: readonly string[];
  /** Labels that a worker must have to make it; absent if none. */
  readonly runsOn?: readonly string[];
  /** True if raw content is not kept because a child runbook that contains the artifact says so. */
  readonly dropsRaw?: boolean;
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
  /** The settings above that contain placeholders: key to text as written. Only this text may be stored. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** The limits that are written: their keys. */
  readonly limits: readonly Located<string>[];
  /** Variables that `template_paths` uses. */
  readonly pathVariables: readonly string[];
}

/** What a child runbook is given by the runbook that includes it. */
export interface RunbookInput {
  /** Its name. */
  readonly name: Located<string>;
  /** Null in an invalid runbook only. */
  readonly schema: Located<string> | null;
  readonly optional: boolean;
  readonly description: string | null;
}

/** What a runbook that includes this one can use. */
export interface RunbookOutput {
  readonly name: Located<string>;
  /** As written. Null in an invalid runbook only. */
  readonly artifact: Located<string> | null;
  readonly description: string | null;
}

/** A parsed runbook, valid by its own grammar. The planner checks what it refers to. */
export interface Runbook {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  readonly name: string;
  readonly description: string;
  readonly contact: string | null;
  readonly config: RunbookConfig;
  /** By name, in file order. Empty unless this is a child runbook; so is `outputs`. */
  readonly inputs: ReadonlyMap<string, RunbookInput>;
  readonly outputs: ReadonlyMap<string, RunbookOutput>;
  /** In file order. */
  readonly artifacts: ReadonlyMap<ArtifactId, RunbookArtifact>;
}
