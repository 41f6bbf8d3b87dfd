import type { ArtifactId, ExecutionPlan, JsonObject, RunId } from "../domain/index.ts";
import type { History, RunState } from "../run/index.ts";
import type { Breakpoints, ExpressionResult, FailureFilter } from "./breakpoints/index.ts";
import type { SessionPosition, StopPoint } from "./stop.ts";

/** How a session goes on from where it stands. */
export type Move =
  /** To the next stop by a breakpoint, a failure or a pause. From an earlier point of a live run: to the present. */
  | { readonly kind: "continue" }
  /**
   * To this artifact's next point or, if it has ended, to the next point of any artifact of this runbook or of one that
   * includes it, over child runbooks; if these are all skipped, to the next point of any. In a recorded run, and among
   * earlier points: to the next such point.
   */
  | { readonly kind: "next" }
  /** Like `next`, but also to points in child runbooks. */
  | { readonly kind: "step" }
  /** Out of the child runbook: to the next point of an artifact that needs its result or, if these are skipped, of any. */
  | { readonly kind: "step-out" }
  /** To the point after this artifact. */
  | { readonly kind: "finish" }
  /** To the point before this artifact. */
  | { readonly kind: "until"; readonly artifact: ArtifactId }
  /** To the end of the run, without stopping at breakpoints. */
  | { readonly kind: "until-end" }
  /** So many points back; the first point if there are fewer. */
  | { readonly kind: "back"; readonly points: number }
  /** Back to the nearest earlier stop by a breakpoint or a failure, or to the first point. */
  | { readonly kind: "reverse-continue" }
  /** To the state after an event. */
  | { readonly kind: "goto"; readonly seq: number };

export type SessionPhase = "running" | "stopped" | "ended";

/** A changed configuration value that a `retry`, the coming attempt or a fork uses. */
export interface PendingConfig {
  readonly artifact: ArtifactId;
  /** Both as the user wrote them. */
  readonly path: string;
  readonly written: string;
}

/** An output that replaces what the artifact makes. */
export interface PendingOutput {
  readonly artifact: ArtifactId;
  /** As the user named it. */
  readonly file: string;
  /** Number of elements; null for a schema without a stream. */
  readonly elements: number | null;
}

/** What `fork` starts from: a point of this run, and the changes to make there. */
export interface ForkRequest {
  readonly run: RunId;
  readonly seq: number;
  readonly config: readonly PendingConfig[];
  readonly outputs: readonly PendingOutput[];
}

/** Receives the text of a log point. */
export type LogListener = (text: string, point: StopPoint) => void;

/**
 * A debug session over a live or a recorded run. It stops at points of the run, shows the state at the point, moves
 * forwards and backwards, and changes what the live run does next. It knows no terminal and no protocol.
 *
 * Every method that is not possible now throws WCT_DEBUG_NOT_NOW, with what to do instead.
 */
export interface DebugSession {
  readonly kind: "live" | "recorded";
  readonly plan: ExecutionPlan;
  readonly breakpoints: Breakpoints;
  /** Which failures stop the session; may be replaced at any time. */
  failures: FailureFilter;
  readonly phase: SessionPhase;
  /** Null until the first event of a live run is recorded. */
  readonly run: RunId | null;
  /** Where the session stands; null while the run has not stopped yet. */
  readonly position: SessionPosition | null;
  /** The events recorded so far. */
  readonly history: History;
  /** The points passed so far, in order. */
  readonly points: readonly StopPoint[];
  /** Resolves at the position once the session is stopped: immediately, or at the next stop. */
  readonly stopped: () => Promise<SessionPosition>;
  /** The state at the position; while running, the newest. */
  readonly state: () => RunState;
  /** Points at which artifacts of the live run are held behind this stop, in the order in which they arrived. */
  readonly held: readonly StopPoint[];

  /**
   * Moves; resolves at the next position. A run that ended has a position with reason `end`. Throws WCT_DEBUG_NOT_NOW,
   * WCT_RUN_ARTIFACT_ABSENT.
   */
  readonly move: (move: Move) => Promise<SessionPosition>;
  /**
   * Evaluates an expression (CEL) at the position, or at one of the held points. Throws WCT_USAGE_CONDITION for one that
   * is not valid.
   */
  readonly evaluate: (expression: string, at?: StopPoint) => Promise<ExpressionResult>;
  /** Stops a running session before the next artifact. */
  readonly pause: () => void;
  /** Skips the artifact at hand; its dependents are skipped too. It takes effect with the next move. */
  readonly skip: () => readonly ArtifactId[];
  /** Produces the artifact at hand again, with its changed configuration; resolves at the next position. */
  readonly retry: () => Promise<SessionPosition>;
  /**
   * Changes the configuration of an artifact: for its coming attempt or, in a recorded run, for a fork. Throws the
   * planner's diagnostics if the component refuses it; nothing changes then.
   */
  readonly setConfig: (path: string, written: string, artifact?: ArtifactId) => Promise<PendingConfig>;
  /** Replaces the output of an artifact by the content of a file. Throws if its schema refuses it. */
  readonly setOutput: (file: string, artifact?: ArtifactId) => Promise<PendingOutput>;
  /** Returns the configuration with which an artifact runs next, as written, with the changes that are set. */
  readonly configOf: (artifact: ArtifactId) => JsonObject;
  /** Changes that are set and not used yet. */
  readonly pending: { readonly config: readonly PendingConfig[]; readonly outputs: readonly PendingOutput[] };
  /** Returns what a fork from the position starts from. */
  readonly forkRequest: () => ForkRequest;
  /** Ends the session: a live run is cancelled and recorded as such. Resolves when nothing runs any more. */
  readonly quit: () => Promise<void>;
}
