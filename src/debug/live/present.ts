import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Attempt, Gate, GateDecision, RunEvent } from "../../domain/index.ts";
import type { SessionFact } from "../../executor/index.ts";
import type { StopTarget } from "../judge.ts";
import { reasonText } from "../reason-text.ts";
import type { SessionPhase } from "../session.ts";
import type { SessionPosition, StopPoint, StopReason } from "../stop.ts";
import { type HeldArtifact, SessionGate } from "./session-gate.ts";

/** What a session does to its run. */
export interface RunControls {
  /** Adds a fact to the record. */
  readonly record: (fact: SessionFact) => void;
  /** Cancels the run. */
  readonly cancel: () => void;
}

type PointName = Pick<StopPoint, "artifact" | "side">;

export interface PresentHooks {
  /** Whether a point passes without being judged; conditions need the judge. */
  readonly passesAtOnce: (point: PointName, attempt: Attempt | null, target: StopTarget) => boolean;
  /** Returns the number of the attempt that an artifact has ended. */
  readonly attemptOf: (artifact: ArtifactId) => number;
  /** Returns why to stop at a point; null to let it pass. */
  readonly judge: (point: StopPoint, target: StopTarget) => Promise<StopReason | null>;
  /** What the gate answers for a point that passes. */
  readonly passDecision: (point: StopPoint) => GateDecision;
}

/** The newest point of a run in progress: it runs or is stopped, and goes on when it is told to. */
export class PresentRun {
  readonly #hooks: PresentHooks;
  readonly #gate: SessionGate;
  #controls: RunControls | null = null;
  #phase: SessionPhase = "running";
  #target: StopTarget;
  #reasonNext: StopReason | null;
  #stopping: { readonly held: HeldArtifact; readonly reason: StopReason } | null = null;
  #position: SessionPosition | null = null;
  /** Whether the run was cancelled: nothing stops it any more. */
  #isEnding = false;
  #waiting = Promise.withResolvers<SessionPosition>();

  /** `stopOnEntry`: stop at the first point. */
  constructor(
    hooks: PresentHooks,
    { target, stopOnEntry }: { readonly target: StopTarget; readonly stopOnEntry: boolean },
  ) {
    this.#hooks = hooks;
    this.#target = target;
    this.#reasonNext = stopOnEntry ? { kind: "entry" } : null;
    // Nobody may be waiting when the run fails.
    this.#waiting.promise.catch(() => undefined);
    this.#gate = new SessionGate({
      passesAtOnce: (point, attempt) =>
        this.#isEnding || (this.#isUnasked(point) && hooks.passesAtOnce(point, attempt, this.#target)),
      attemptOf: hooks.attemptOf,
      judge: async ({ point }) => this.#judge(point),
      passDecision: hooks.passDecision,
      stopped: (held, reason) => this.#stopAt(held, reason),
      failed: (error) => this.fail(error),
    });
  }

  get gate(): Gate {
    return this.#gate;
  }

  get phase(): SessionPhase {
    return this.#phase;
  }

  /** Null while running. */
  get position(): SessionPosition | null {
    return this.#position;
  }

  get held(): readonly StopPoint[] {
    return this.#isEnding || this.#phase === "ended" ? [] : this.#gate.held;
  }

  /** Must be called before the run starts. */
  control(controls: RunControls): void {
    this.#controls = controls;
  }

  stopped(): Promise<SessionPosition> {
    return this.#waiting.promise;
  }

  /** Handles an event that the recording already has. */
  follow(event: RunEvent): void {
    if (event.type === "run.paused" && this.#stopping !== null) {
      const { held, reason } = this.#stopping;
      this.#settle("stopped", { seq: event.seq, point: { ...held.point, seq: event.seq }, reason, isPresent: true });
    } else if (event.type === "run.finished") {
      this.#stopping = null;
      this.#settle("ended", { seq: event.seq, point: null, reason: { kind: "end" }, isPresent: false });
    } else if (this.#target.kind === "step" && isEndOf(event, this.#target.artifact)) {
      this.#target = { ...this.#target, artifact: null };
    }
  }

  /** The session or the run cannot go on: the run is cancelled, and whoever waits for a stop gets the error. */
  fail(error: unknown): void {
    this.#phase = "ended";
    this.#waiting.reject(error);
    this.#cancel();
  }

  /** Stops before the next artifact. */
  pause(): void {
    if (this.#phase === "running") this.#reasonNext = { kind: "pause" };
  }

  /** Goes on from a stop with a decision about the artifact at hand. Throws WCT_DEBUG_NOT_NOW. */
  resume(
    command: string,
    { target, decision }: { readonly target: StopTarget; readonly decision: GateDecision },
  ): void {
    const { held } = this.requireStop();
    this.#phase = "running";
    this.#position = null;
    this.#stopping = null;
    this.#target = target;
    this.#reasonNext = null;
    this.#waiting = Promise.withResolvers();
    this.#waiting.promise.catch(() => undefined);
    this.#controls?.record({ type: "run.continued", command });
    held.decide(decision);
    this.#gate.open();
  }

  /** Returns what the session is stopped at. Throws WCT_DEBUG_NOT_NOW while it runs and after the end. */
  requireStop(): { readonly held: HeldArtifact; readonly reason: StopReason } {
    if (this.#phase === "stopped" && this.#stopping !== null) return this.#stopping;
    const isEnded = this.#phase === "ended";
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: isEnded ? "the run has ended" : "the run is running",
      hint: isEnded ? "`back` shows earlier points; `rerun` starts a new run from one" : "pause it first",
    });
  }

  /** Cancels the run; resolves when it has ended. */
  async quit(): Promise<void> {
    if (this.#phase === "ended") return;
    if (this.#phase === "stopped") {
      this.#phase = "running";
      this.#position = null;
      this.#waiting = Promise.withResolvers();
    }
    this.#cancel();
    await this.#waiting.promise;
  }

  #cancel(): void {
    this.#isEnding = true;
    this.#stopping = null;
    this.#controls?.cancel();
  }

  async #judge(point: StopPoint): Promise<StopReason | null> {
    const reason = this.#isEnding ? null : await this.#hooks.judge(point, this.#target);
    if (this.#isEnding) return null;
    if (this.#isUnasked(point) || (reason !== null && reason.kind !== "step")) return reason;
    return this.#reasonNext;
  }

  /** A pause stops before an artifact, not after the one that it interrupted. */
  #isUnasked({ side }: PointName): boolean {
    return this.#reasonNext === null || (this.#reasonNext.kind === "pause" && side === "after");
  }

  #stopAt(held: HeldArtifact, reason: StopReason): void {
    this.#reasonNext = null;
    this.#stopping = { held, reason };
    const { artifact, side } = held.point;
    this.#controls?.record({ type: "run.paused", stops: [{ artifact, side, reason: reasonText(reason) }] });
  }

  #settle(phase: SessionPhase, position: SessionPosition): void {
    // A run can end by itself while the session is stopped, for example because it exceeds its cost limit.
    if (this.#phase === "stopped") this.#waiting = Promise.withResolvers();
    this.#phase = phase;
    this.#position = position;
    this.#waiting.resolve(position);
  }
}

function isEndOf(event: RunEvent, artifact: string | null): boolean {
  switch (event.type) {
    case "artifact.completed":
    case "artifact.failed":
    case "artifact.skipped":
    case "artifact.reused":
      return event.artifact === artifact;
    default:
      return false;
  }
}
