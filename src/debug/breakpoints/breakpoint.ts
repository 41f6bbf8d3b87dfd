import type { ArtifactId } from "../../domain/index.ts";
import type { StopSide } from "../stop.ts";

/** What a user asks for. */
export interface BreakpointRequest {
  /** An artifact's id, or a pattern with `*` and `?`; or several of them with commas between. */
  readonly pattern: string;
  readonly side: StopSide;
  /** The line of a runbook that the user named instead of the artifacts, such as `runbook.yaml:12`. */
  readonly line?: string | undefined;
  /** CEL; the breakpoint matches only where it holds. */
  readonly condition?: string | undefined;
  /** Such as `3`, `>= 3` or `% 2`: which of its hits stop. */
  readonly hitCondition?: string | undefined;
  /** A log point: the text is logged, and the session does not stop. `{EXPRESSION}` is replaced by its value. */
  readonly logMessage?: string | undefined;
}

/** A breakpoint of a session. */
export interface Breakpoint {
  /** From 1; never used again in the session. */
  readonly number: number;
  readonly pattern: string;
  /** The artifacts that the pattern names, in plan order. */
  readonly artifacts: readonly ArtifactId[];
  readonly side: StopSide;
  /** The line of a runbook that it was set by; null if it was set by name. */
  readonly line: string | null;
  readonly condition: string | null;
  readonly hitCondition: string | null;
  readonly logMessage: string | null;
  /** Whether the runbook sets it (`breakpoint:`). */
  readonly isFromRunbook: boolean;
  readonly isEnabled: boolean;
  /** How often its condition has held. */
  readonly hits: number;
}

/** Which failures of attempts stop a session. */
export interface FailureFilter {
  readonly required: boolean;
  readonly optional: boolean;
  /** Outputs that their schema refuses, also where the others are off. */
  readonly schemaMismatch: boolean;
}
