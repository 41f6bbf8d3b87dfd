import type { ArtifactId, Attempt, Gate, GateDecision, PlannedArtifact } from "../../domain/index.ts";
import type { StopPoint, StopReason } from "../stop.ts";

/** An artifact that waits at the gate for a decision. */
export interface HeldArtifact {
  readonly point: StopPoint;
  readonly attempt: Attempt | null;
  readonly decide: (decision: GateDecision) => void;
}

export interface GateHooks {
  /** Whether a point may pass without being judged. */
  readonly passesAtOnce: (point: Pick<StopPoint, "artifact" | "side">, attempt: Attempt | null) => boolean;
  /** Returns the number of the attempt that an artifact has ended. */
  readonly attemptOf: (artifact: ArtifactId) => number;
  /** Returns why to stop at a point; null to let it pass. */
  readonly judge: (held: HeldArtifact) => Promise<StopReason | null>;
  readonly passDecision: (point: StopPoint) => GateDecision;
  readonly stopped: (held: HeldArtifact, reason: StopReason) => void;
  /** An error of the session, such as a condition that breaks the evaluator. */
  readonly failed: (error: unknown) => void;
}

/**
 * The gate of a debug session. It judges one artifact at a time, in the order of arrival. While the session is stopped,
 * artifacts that arrive are held.
 */
export class SessionGate implements Gate {
  readonly #hooks: GateHooks;
  readonly #queue: HeldArtifact[] = [];
  #isOpen = true;
  #isJudging = false;

  constructor(hooks: GateHooks) {
    this.#hooks = hooks;
  }

  /** Points of the artifacts that wait, in the order of arrival. */
  get held(): readonly StopPoint[] {
    return this.#queue.map(({ point }) => point);
  }

  before({ id }: PlannedArtifact): GateDecision | Promise<GateDecision> {
    return this.#arrive({ artifact: id, side: "before", attempt: 1, seq: 0 }, null);
  }

  after({ id }: PlannedArtifact, attempt: Attempt): GateDecision | Promise<GateDecision> {
    return this.#arrive({ artifact: id, side: "after", attempt: this.#hooks.attemptOf(id), seq: 0 }, attempt);
  }

  judges({ id }: PlannedArtifact, attempt: Attempt): boolean {
    return !(this.#isFree && this.#hooks.passesAtOnce({ artifact: id, side: "after" }, attempt));
  }

  /** Goes on: judges the artifacts that are held, until one stops the session again. */
  open(): void {
    this.#isOpen = true;
    void this.#judgeHeld();
  }

  #arrive(point: StopPoint, attempt: Attempt | null): GateDecision | Promise<GateDecision> {
    if (this.#isFree && this.#hooks.passesAtOnce(point, attempt)) return this.#hooks.passDecision(point);
    return new Promise((decide) => {
      this.#queue.push({ point, attempt, decide });
      void this.#judgeHeld();
    });
  }

  get #isFree(): boolean {
    return this.#isOpen && !this.#isJudging && this.#queue.length === 0;
  }

  async #judgeHeld(): Promise<void> {
    if (this.#isJudging) return;
    this.#isJudging = true;
    try {
      while (this.#isOpen) {
        const held = this.#queue.shift();
        if (held === undefined) break;
        const reason = await this.#hooks.judge(held);
        if (reason === null) {
          held.decide(this.#hooks.passDecision(held.point));
        } else {
          this.#isOpen = false;
          this.#hooks.stopped(held, reason);
        }
      }
    } catch (error) {
      this.#hooks.failed(error);
    } finally {
      this.#isJudging = false;
    }
  }
}
