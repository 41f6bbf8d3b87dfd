import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, Gate, GateDecision, JsonObject, RunEvent, RunId } from "../../domain/index.ts";
import { descendants } from "../../graph/index.ts";
import { artifactState, type History, planGraph, type RunState } from "../../run/index.ts";
import { requireAhead, requireArtifact, requireSteps } from "../arguments.ts";
import type { Breakpoints, ExpressionResult, FailureFilter } from "../breakpoints/index.ts";
import { PendingChanges } from "../changes.ts";
import { everyFailure, everyPoint, pastTargetOf, type StopTarget, stopsAt, targetOf } from "../judge.ts";
import { artifactAt, forkRequestOf, type SessionOptions } from "../options.ts";
import type { DebugSession, ForkRequest, Move, PendingConfig, PendingOutput, SessionPhase } from "../session.ts";
import type { SessionPosition, StopPoint } from "../stop.ts";
import { PointNavigator, Recording } from "../travel/index.ts";
import { PresentRun, type RunControls } from "./present.ts";

export interface LiveSessionOptions extends SessionOptions {
  /** Whether the session stops at the first point, whatever the breakpoints say. */
  readonly stopOnEntry?: boolean | undefined;
}

/** A session over a run in progress: the gate of its executor, and a listener to its events. */
export class LiveSession implements DebugSession {
  readonly kind = "live";
  readonly plan: ExecutionPlan;
  readonly breakpoints: Breakpoints;
  failures: FailureFilter;
  readonly #options: LiveSessionOptions;
  readonly #recording = new Recording();
  readonly #changes: PendingChanges;
  readonly #navigator: PointNavigator;
  readonly #present: PresentRun;
  /** The earlier position that is shown; null at the present. */
  #past: SessionPosition | null = null;
  #isSkipped = false;

  constructor(options: LiveSessionOptions) {
    const { plan, breakpoints, changes, onLog, stopOnEntry = false } = options;
    this.#options = options;
    this.plan = plan;
    this.breakpoints = breakpoints;
    this.failures = options.failures ?? everyFailure;
    this.#changes = new PendingChanges(plan, changes);
    const recording = this.#recording;
    this.#navigator = new PointNavigator({
      plan,
      recording,
      breakpoints,
      failures: () => this.failures,
      onLog,
      usedConfigOf: (id) => this.#changes.usedConfigOf(id),
    });
    this.#present = new PresentRun(
      {
        attemptOf: (artifact) => Math.max(1, artifactState(this.#recording.newest(), artifact).attempts.length),
        passesAtOnce: (point, attempt, target) => this.#passesAtOnce(point, attempt?.outcome === "failed", target),
        judge: (point, target) => this.#judge(point, target),
        passDecision: (point) => this.#passDecision(point),
      },
      { target: this.#stepsEverywhere ? everyPoint : { kind: "breakpoints" }, stopOnEntry },
    );
  }

  /** The gate for the executor. */
  get gate(): Gate {
    return this.#present.gate;
  }

  get phase(): SessionPhase {
    return this.#present.phase;
  }

  get run(): RunId | null {
    return this.#recording.run;
  }

  get position(): SessionPosition | null {
    return this.#past ?? this.#present.position;
  }

  get history(): History {
    return this.#recording.history;
  }

  get points(): readonly StopPoint[] {
    return this.#recording.points;
  }

  get held(): readonly StopPoint[] {
    return this.#present.held;
  }

  get pending() {
    return this.#changes.list;
  }

  /** Connects the session with its run; must be called before the run starts. */
  control(controls: RunControls): void {
    this.#present.control(controls);
  }

  /** Must get every recorded event, in order. */
  follow(event: RunEvent): void {
    this.#recording.push(event);
    this.#present.follow(event);
  }

  /** The run ended with an error instead of its last event. */
  fail(error: unknown): void {
    this.#present.fail(error);
  }

  state(): RunState {
    return this.#recording.stateAt(this.position?.seq ?? this.history.length);
  }

  stopped(): Promise<SessionPosition> {
    return this.#past === null ? this.#present.stopped() : Promise.resolve(this.#past);
  }

  async move(move: Move): Promise<SessionPosition> {
    switch (move.kind) {
      case "back":
      case "reverse-continue":
      case "goto":
        return await this.#travel(move);
      default:
        return this.#past === null ? await this.#goOn(move) : await this.#towardsPresent(this.#past, move);
    }
  }

  pause(): void {
    this.#present.pause();
  }

  /** Returns the artifacts that will be skipped with it, in plan order. */
  skip(): readonly ArtifactId[] {
    this.#requirePresent("skip");
    const { point } = this.#present.requireStop().held;
    this.#isSkipped = true;
    const { artifacts, dag, nodeOf } = planGraph(this.plan);
    const nodes = descendants(dag, [nodeOf(point.artifact)]);
    return artifacts
      .filter((_, node) => nodes.has(node))
      .map(({ id }) => id)
      .filter((id) => id !== point.artifact);
  }

  async retry(): Promise<SessionPosition> {
    this.#requirePresent("retry");
    const { point } = this.#present.requireStop().held;
    if (point.side === "before") {
      throw wctError("WCT_DEBUG_NOT_NOW", {
        message: `"${point.artifact}" has not started yet, so that there is nothing to retry`,
        hint: "`next` produces it",
      });
    }
    this.#isSkipped = false;
    const decision: GateDecision = { kind: "retry", altered: this.#changes.takeConfig(point.artifact) };
    this.#present.resume("retry", { target: { ...everyPoint, artifact: point.artifact }, decision });
    return await this.#present.stopped();
  }

  async evaluate(expression: string, at?: StopPoint): Promise<ExpressionResult> {
    const point = at ?? this.position?.point ?? null;
    return await this.#options.expressions.evaluate(expression, {
      point,
      state: this.state(),
      config: this.#usedConfigAt(point),
    });
  }

  #usedConfigAt(point: StopPoint | null): JsonObject | undefined {
    return point === null ? undefined : this.#changes.usedConfigOf(point.artifact);
  }

  async setConfig(path: string, written: string, artifact?: ArtifactId): Promise<PendingConfig> {
    return await this.#changes.setConfig(artifact ?? artifactAt(this.#requirePosition()), path, written);
  }

  async setOutput(file: string, artifact?: ArtifactId): Promise<PendingOutput> {
    return await this.#changes.setOutput(artifact ?? artifactAt(this.#requirePosition()), file);
  }

  configOf(artifact: ArtifactId): JsonObject {
    return this.#changes.configOf(artifact);
  }

  forkRequest(): ForkRequest {
    return forkRequestOf(this, this.#changes);
  }

  async quit(): Promise<void> {
    this.#past = null;
    await this.#present.quit();
  }

  async #travel(
    move: Extract<Move, { readonly kind: "back" | "reverse-continue" | "goto" }>,
  ): Promise<SessionPosition> {
    const from = this.#requirePosition();
    if (move.kind === "back") requireSteps(move.points);
    if (move.kind === "goto") this.#past = this.#recording.positionAt(move.seq);
    else if (move.kind === "back") this.#past = this.#navigator.back(from, move.points);
    else this.#past = await this.#navigator.reverse(from);
    return this.#past ?? from;
  }

  /** Moves forward among earlier points; behind the last of them is the present. */
  async #towardsPresent(from: SessionPosition, move: Move): Promise<SessionPosition> {
    if (move.kind === "until") this.#requireAhead(move.artifact);
    const context = { plan: this.plan, point: from.point, state: this.state(), history: () => this.history };
    const found = walks.has(move.kind)
      ? await this.#navigator.forward(from, pastTargetOf(move, context, false), { isAgain: true })
      : null;
    const present = this.#present.position;
    const isBeforePresent = found !== null && (present === null || found.seq < present.seq);
    this.#past = isBeforePresent ? found : null;
    return await this.stopped();
  }

  async #goOn(move: Move): Promise<SessionPosition> {
    const { point } = this.#present.requireStop().held;
    if (move.kind === "until") this.#requireAhead(move.artifact);
    const context = { plan: this.plan, point, state: this.state(), history: () => this.history };
    const target = targetOf(move, context, this.#stepsEverywhere);
    const command = move.kind === "until" ? `until ${move.artifact}` : move.kind;
    this.#present.resume(command, { target, decision: this.#decisionFor(point) });
    return await this.#present.stopped();
  }

  #decisionFor(point: StopPoint): GateDecision {
    if (!this.#isSkipped) return this.#passDecision(point);
    this.#isSkipped = false;
    return { kind: "skip" };
  }

  /** Uses the changes that are set for an artifact. */
  #passDecision({ artifact, side }: StopPoint): GateDecision {
    if (!this.#changes.has(artifact)) return pass;
    const replacement = this.#changes.takeOutput(artifact);
    if (replacement !== null) return replacement;
    return side === "before" ? { kind: "pass", altered: this.#changes.takeConfig(artifact) } : pass;
  }

  #passesAtOnce(point: Pick<StopPoint, "artifact" | "side">, hasFailed: boolean, target: StopTarget): boolean {
    return (
      !hasFailed &&
      !stopsAt(target, { ...point, seq: Number.POSITIVE_INFINITY }) &&
      !this.#changes.has(point.artifact) &&
      this.breakpoints.at(point).length === 0
    );
  }

  /** A point has its event only when the session has stopped there; until then it is the newest. */
  async #judge(point: StopPoint, target: StopTarget) {
    return await this.#navigator.judge({ ...point, seq: this.history.length }, target);
  }

  get #stepsEverywhere(): boolean {
    return (this.#options.stepsByDefault ?? false) && !this.breakpoints.anyStops;
  }

  #requirePosition(): SessionPosition {
    const { position } = this;
    if (position !== null) return position;
    throw wctError("WCT_DEBUG_NOT_NOW", { message: "the run is running", hint: "pause it first" });
  }

  #requirePresent(command: string): void {
    if (this.#past === null) return;
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: `${command} is not possible here: this is an earlier point, which can only be read`,
      hint: "`continue` returns to the present; `rerun` starts a new run from this point",
    });
  }

  #requireAhead(artifact: ArtifactId): void {
    requireArtifact(this.plan, artifact);
    requireAhead(artifact, { point: this.position?.point ?? null, state: this.state() });
  }
}

/** Moves that go on point by point among earlier ones. */
const walks: ReadonlySet<Move["kind"]> = new Set(["next", "step", "step-out", "finish", "until"]);

const pass: GateDecision = { kind: "pass" };
