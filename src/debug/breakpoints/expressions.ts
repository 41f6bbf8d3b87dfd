import type { ArtifactId, JsonObject } from "../../domain/index.ts";
import type { RunState } from "../../run/index.ts";
import type { StopPoint } from "../stop.ts";

/** A point of a run, with the state there. */
export interface PointState {
  /** Null between points, where expressions have no value. */
  readonly point: StopPoint | null;
  readonly state: RunState;
  /** The configuration of the artifact if the session changed it; by default, that of the plan. */
  readonly config?: JsonObject | undefined;
}

/** The value of an expression, or why it has none. */
export type ExpressionResult =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "failed"; readonly message: string; readonly hint: string };

/** Checks and evaluates the expressions of breakpoints at points of a run. */
export interface PointExpressions {
  /**
   * Throws WCT_USAGE_CONDITION, with the position, for a condition that is not valid, also if it names an input that
   * none of the artifacts has.
   */
  readonly requireCondition: (text: string, artifacts: readonly ArtifactId[]) => void;
  /** The same for the message of a log point. */
  readonly requireLogMessage: (text: string, artifacts: readonly ArtifactId[]) => void;
  /** Parses a hit condition. Throws WCT_USAGE_CONDITION. */
  readonly hitCondition: (text: string) => (hits: number) => boolean;
  readonly evaluate: (text: string, at: PointState) => Promise<ExpressionResult>;
  /** Returns the text of a log message; an expression that cannot be evaluated leaves its reason in it. */
  readonly logText: (message: string, at: PointState) => Promise<string>;
}
