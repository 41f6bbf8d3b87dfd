import type { BreakpointRequest, DebugSession, FailureFilter, LogListener } from "../../debug/index.ts";
import type { RunEvent } from "../../domain/index.ts";
import type { ExecutionResult } from "../../executor/index.ts";
import type { OpenRun } from "../open/index.ts";
import type { RecordedRun } from "../record/index.ts";
import type { DraftOptions, PrepareOptions } from "../run/index.ts";

/** The runbook of a session. */
export interface DebuggedRunbook extends DebuggedFile {
  /** The runbooks that it includes, directly or not. */
  readonly children: readonly DebuggedFile[];
}

/** A file of a runbook. */
export interface DebuggedFile {
  /** As the user named it. */
  readonly shown: string;
  /** Path on disk; null if there is no such file. */
  readonly path: string | null;
  /** The text that the run was planned from; null if it was deleted. */
  readonly text: string | null;
  /** Whether the file differs from that text. */
  readonly isChanged: boolean;
}

/** An open debug session with what it needs. Disposing of it ends the session and closes the store. */
export interface OpenedDebug extends AsyncDisposable {
  readonly session: DebugSession;
  readonly store: OpenRun["store"];
  readonly runbook: DebuggedRunbook;
  /**
   * Returns the run as the session shows it now: the state at the position. At a point after an artifact that produced
   * an output, the artifact counts as completed with it, so that it can be inspected.
   */
  readonly record: () => Promise<RecordedRun>;
  /** Resolves when the live run has ended; null for a recorded run. */
  readonly result: Promise<ExecutionResult> | null;
  /**
   * Ends this session and opens a live one that forks from its position, with the changes that are set. Plans first: a
   * runbook that cannot be planned ends nothing.
   */
  readonly fork: () => Promise<OpenedDebug>;
  /** What could not be opened or shown, in sentences. */
  readonly notes: readonly string[];
}

/** Options of both kinds of session. Breakpoints are checked before anything runs. */
export interface DebugOptions extends DraftOptions, PrepareOptions {
  readonly breakpoints?: readonly BreakpointRequest[] | undefined;
  readonly failures?: FailureFilter | undefined;
  /** Whether `continue` stops at every point while no breakpoint is set. */
  readonly stepsByDefault?: boolean | undefined;
  /** Whether the session stops at the first point; by default, if no breakpoint is set. */
  readonly stopOnEntry?: boolean | undefined;
  /** Receives the texts of log points. */
  readonly onLog?: LogListener | undefined;
  /** Called with what the user must know of workers, such as a wait for one. */
  readonly onNotice?: ((line: string) => void) | undefined;
  /** Called with each event once it is recorded. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}
