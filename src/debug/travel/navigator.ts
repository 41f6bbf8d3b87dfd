import type { ArtifactId, ExecutionPlan, Failure, JsonObject } from "../../domain/index.ts";
import { type Breakpoints, type FailureFilter, noVerdict, type PointState } from "../breakpoints/index.ts";
import { failureAt, reasonToStop, type StopTarget } from "../judge.ts";
import type { LogListener } from "../session.ts";
import type { SessionPosition, StopPoint, StopReason } from "../stop.ts";
import { past, type Recording } from "./recording.ts";

export interface NavigatorOptions {
  readonly plan: ExecutionPlan;
  readonly recording: Recording;
  readonly breakpoints: Breakpoints;
  readonly failures: () => FailureFilter;
  readonly onLog?: LogListener | undefined;
  /** Returns the changed configuration that an artifact ran with. */
  readonly usedConfigOf?: ((artifact: ArtifactId) => JsonObject | undefined) | undefined;
}

/** Finds positions before and behind a position, among the points that the run has passed. */
export class PointNavigator {
  readonly #options: NavigatorOptions;
  readonly #optional: ReadonlySet<ArtifactId>;

  constructor(options: NavigatorOptions) {
    this.#options = options;
    this.#optional = new Set(options.plan.artifacts.filter(({ optional }) => optional).map(({ id }) => id));
  }

  /** Returns the position at the first point; null if the run passed none. */
  first(reason: StopReason): SessionPosition | null {
    const [point] = this.#points;
    return point === undefined ? null : past(point.seq, point, reason);
  }

  /** Returns the first point after a failed attempt. */
  firstFailure(): StopPoint | null {
    return this.#points.find((point) => this.#failureAt(point) !== null) ?? null;
  }

  /** Returns the position so many points back, at most the first one; null if the run passed no point. */
  back(from: SessionPosition, count: number): SessionPosition | null {
    const point = this.#points[Math.max(0, Math.ceil(this.#place(from)) - count)];
    return point === undefined ? null : past(point.seq, point, { kind: "travel" });
  }

  /** Returns the nearest earlier stop by a breakpoint or a failure, else the first point; null if there is no point. */
  async reverse(from: SessionPosition): Promise<SessionPosition | null> {
    for (let place = Math.ceil(this.#place(from)) - 1; place > 0; place -= 1) {
      const point = this.#points[place]!;
      const failure = this.#failureAt(point);
      if (failure !== null) return past(point.seq, point, { kind: "failure", failure });
      const { breakpoints } = this.#options;
      const candidates = breakpoints.at(point);
      if (candidates.length === 0) continue;
      const stops = await breakpoints.matches(candidates, this.#stateAt(point));
      if (stops.length > 0) return past(point.seq, point, { kind: "breakpoint", breakpoints: stops });
    }
    return this.first({ kind: "travel" });
  }

  /**
   * Returns the next position at which a move stops; null if it passes all points. `isAgain`: the session has passed
   * these points before, so that breakpoints neither count nor log.
   */
  async forward(
    from: SessionPosition,
    target: StopTarget,
    { isAgain = false }: { readonly isAgain?: boolean } = {},
  ): Promise<SessionPosition | null> {
    for (let place = Math.floor(this.#place(from)) + 1; place < this.#points.length; place += 1) {
      const point = this.#points[place]!;
      const reason = await (isAgain ? this.#judgeAgain(point, target) : this.judge(point, target));
      if (reason !== null) return past(point.seq, point, reason);
    }
    return null;
  }

  /** Returns why a move stops at a point; null if it goes on. Counts hits of breakpoints, and logs. */
  async judge(point: StopPoint, target: StopTarget): Promise<StopReason | null> {
    const { breakpoints, onLog } = this.#options;
    const candidates = breakpoints.at(point);
    const verdict = candidates.length === 0 ? undefined : await breakpoints.judge(candidates, this.#stateAt(point));
    for (const { text } of verdict?.logs ?? []) onLog?.(text, point);
    return reasonToStop({ target, point, verdict, failure: this.#failureAt(point) });
  }

  async #judgeAgain(point: StopPoint, target: StopTarget): Promise<StopReason | null> {
    const { breakpoints } = this.#options;
    const candidates = breakpoints.at(point);
    const stops = candidates.length === 0 ? [] : await breakpoints.matches(candidates, this.#stateAt(point));
    return reasonToStop({ target, point, verdict: { ...noVerdict, stops }, failure: this.#failureAt(point) });
  }

  #stateAt(point: StopPoint): PointState {
    const { recording, usedConfigOf } = this.#options;
    return { point, state: recording.stateAt(point.seq), config: usedConfigOf?.(point.artifact) };
  }

  /** Returns the failure at a point, if it is one that stops the session. The newest state has every attempt so far. */
  #failureAt(point: StopPoint): Failure | null {
    const isOptional = this.#optional.has(point.artifact);
    return failureAt(this.#options.failures(), { point, state: this.#options.recording.newest(), isOptional });
  }

  get #points(): readonly StopPoint[] {
    return this.#options.recording.points;
  }

  /** Returns the place of a position among the points; a half is between two of them. */
  #place({ point, seq, reason }: SessionPosition): number {
    if (reason.kind === "end") return this.#points.length;
    if (point === null) return this.#options.recording.pointsUpTo(seq) - 0.5;
    return this.#options.recording.placeOf(point);
  }
}
