import type { RemoteMode } from "../../domain/index.ts";
import type { NamedReplacement } from "../fork/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import type { RequestedLimits } from "./limits.ts";

/**
 * Which earlier results are reused instead of executing: those of one run that is resumed, those of the newest runs of
 * the runbook, or those of one run that is forked.
 */
export type ReuseSource =
  | { readonly kind: "run"; readonly run: string }
  | { readonly kind: "newest" }
  /** A fork: `until` is the last event of that run that counts; by default, its last. */
  | { readonly kind: "fork"; readonly run: string; readonly until?: number | undefined };

export interface PrepareOptions extends RequestedLimits {
  /** Folder of the store. */
  readonly store?: string | undefined;
  /** Formats of the outputs; by default those that suit each output. */
  readonly exports?: readonly string[] | undefined;
  /** Folder of the outputs; by default `outputs/<run>` in the current folder. */
  readonly output?: string | undefined;
  readonly reuse?: ReuseSource | undefined;
  /** Makes only the artifacts that this expression selects, such as `+report`; all by default. */
  readonly select?: string | undefined;
  /** Expressions; the artifacts that they select, and those made from them, execute although they could be reused. */
  readonly force?: readonly string[] | undefined;
  /** Files that replace outputs; none by default. */
  readonly replacements?: readonly NamedReplacement[] | undefined;
  /** Which artifacts workers make; none by default. */
  readonly remote?: RemoteMode | undefined;
  /** Aborting it ends the questions to connectors whether their sources changed. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the plan and its warnings before anything is reused or executed. */
  readonly onPlanned?: ((planned: PlannedRunbook) => Promise<void>) | undefined;
}
