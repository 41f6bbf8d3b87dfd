import { wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, JsonObject, RunId } from "../domain/index.ts";
import type { History, RunState } from "../run/index.ts";
import { requireAhead, requireArtifact, requireSteps } from "./arguments.ts";
import type { Breakpoints, ExpressionResult, FailureFilter } from "./breakpoints/index.ts";
import { PendingChanges } from "./changes.ts";
import { everyFailure, pastTargetOf, type StopTarget } from "./judge.ts";
import { artifactAt, forkRequestOf, type SessionOptions } from "./options.ts";
import type { DebugSession, ForkRequest, Move, PendingConfig, PendingOutput } from "./session.ts";
import type { SessionPosition, StopPoint } from "./stop.ts";
import { PointNavigator, past, type Recording } from "./travel/index.ts";

export interface RecordedSessionOptions extends SessionOptions {
  /** All events of the run. */
  readonly recording: Recording;
}

/** A session over a recorded run: it moves in both directions and executes nothing. */
export class RecordedSession implements DebugSession {
  readonly kind = "recorded";
  readonly plan: ExecutionPlan;
  readonly breakpoints: Breakpoints;
  readonly phase = "stopped";
  readonly held: readonly StopPoint[] = [];
  failures: FailureFilter;
  readonly #options: RecordedSessionOptions;
  readonly #recording: Recording;
  readonly #changes: PendingChanges;
  readonly #navigator: PointNavigator;
  #position: SessionPosition;

  /** Starts at the first point. */
  constructor(options: RecordedSessionOptions) {
    const { plan, recording, breakpoints, changes, onLog } = options;
    this.#options = options;
    this.#recording = recording;
    this.#changes = new PendingChanges(plan, changes);
    this.plan = plan;
    this.breakpoints = breakpoints;
    this.failures = options.failures ?? everyFailure;
    this.#navigator = new PointNavigator({ plan, recording, breakpoints, failures: () => this.failures, onLog });
    this.#position = this.#navigator.first({ kind: "entry" }) ?? this.#end();
  }

  get run(): RunId | null {
    return this.#recording.run;
  }

  get position(): SessionPosition {
    return this.#position;
  }

  get history(): History {
    return this.#recording.history;
  }

  get points(): readonly StopPoint[] {
    return this.#recording.points;
  }

  get pending() {
    return this.#changes.list;
  }

  state(): RunState {
    return this.#recording.stateAt(this.#position.seq);
  }

  async stopped(): Promise<SessionPosition> {
    return this.#position;
  }

  async move(move: Move): Promise<SessionPosition> {
    this.#position = await this.#after(move);
    return this.#position;
  }

  /** Returns the event of the first point after a failed attempt; null if there is none. */
  failureSeq(): number | null {
    return this.#navigator.firstFailure()?.seq ?? null;
  }

  pause(): void {
    // A recorded run is always stopped.
  }

  skip(): never {
    throw this.#notLive("skip");
  }

  retry(): never {
    throw this.#notLive("retry");
  }

  async evaluate(expression: string): Promise<ExpressionResult> {
    return await this.#options.expressions.evaluate(expression, { point: this.#position.point, state: this.state() });
  }

  async setConfig(path: string, written: string, artifact?: ArtifactId): Promise<PendingConfig> {
    return await this.#changes.setConfig(artifact ?? artifactAt(this.#position), path, written);
  }

  async setOutput(file: string, artifact?: ArtifactId): Promise<PendingOutput> {
    return await this.#changes.setOutput(artifact ?? artifactAt(this.#position), file);
  }

  configOf(artifact: ArtifactId): JsonObject {
    return this.#changes.configOf(artifact);
  }

  forkRequest(): ForkRequest {
    return forkRequestOf(this, this.#changes);
  }

  async quit(): Promise<void> {
    // Nothing runs.
  }

  async #after(move: Move): Promise<SessionPosition> {
    const from = this.#position;
    if (move.kind === "until") {
      requireArtifact(this.plan, move.artifact);
      requireAhead(move.artifact, { point: from.point, state: this.state() });
    }
    switch (move.kind) {
      case "back":
        requireSteps(move.points);
        return this.#navigator.back(from, move.points) ?? this.#end();
      case "reverse-continue":
        return (await this.#navigator.reverse(from)) ?? this.#end();
      case "goto":
        return this.#recording.positionAt(move.seq);
      default:
        return (await this.#navigator.forward(from, this.#targetOf(move, from))) ?? this.#end();
    }
  }

  #targetOf(move: Move, { point }: SessionPosition): StopTarget {
    const context = { plan: this.plan, point, state: this.state(), history: () => this.history };
    return pastTargetOf(move, context, this.#stepsEverywhere);
  }

  get #stepsEverywhere(): boolean {
    return (this.#options.stepsByDefault ?? false) && !this.breakpoints.anyStops;
  }

  #end(): SessionPosition {
    return past(this.history.length, null, { kind: "end" });
  }

  #notLive(command: string) {
    return wctError("WCT_DEBUG_NOT_NOW", {
      message: `${command} is not possible: this run is recorded, and nothing executes`,
      hint: "`rerun` starts a new run from this point",
    });
  }
}
