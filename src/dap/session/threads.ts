import type { DebugSession } from "../../debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";

/** The threads of a session: the artifacts in flight, and the run itself where there is none. */
export class SessionThreads {
  readonly #plan: ExecutionPlan;
  readonly #ids: ReadonlyMap<ArtifactId, number>;

  constructor(plan: ExecutionPlan) {
    this.#plan = plan;
    this.#ids = new Map(plan.artifacts.map(({ id }, at) => [id, at + 1]));
  }

  /** The thread of the run. */
  get main(): number {
    return this.#plan.artifacts.length + 1;
  }

  idOf(artifact: ArtifactId | null): number {
    return (artifact === null ? undefined : this.#ids.get(artifact)) ?? this.main;
  }

  /** Returns the artifact of a thread; null for the run. Throws WCT_DEBUG_COMMAND for an unknown thread. */
  artifactOf(thread: number): ArtifactId | null {
    if (thread === this.main) return null;
    const found = this.#plan.artifacts[thread - 1];
    if (found !== undefined && Number.isInteger(thread)) return found.id;
    throw wctError("WCT_DEBUG_COMMAND", { message: `there is no thread ${thread}`, hint: "request the threads" });
  }

  /** Returns the artifacts in flight, in plan order: the one at hand, those that are held, those that run. */
  inFlight(session: DebugSession): readonly ArtifactId[] {
    const held = session.position?.isPresent === false ? [] : session.held.map(({ artifact }) => artifact);
    const found = new Set(held);
    const { point } = session.position ?? { point: null };
    if (point !== null) found.add(point.artifact);
    for (const { id, status } of session.state().artifacts.values()) if (status === "running") found.add(id);
    return [...found].toSorted((one, other) => this.idOf(one) - this.idOf(other));
  }

  /** Returns the threads for a client: at least one. `reported`: those that the client knows of, which may still run. */
  list(
    session: DebugSession,
    reported: Iterable<ArtifactId>,
  ): readonly { readonly id: number; readonly name: string }[] {
    const running = session.position === null ? reported : [];
    const artifacts = [...new Set([...this.inFlight(session), ...running])].toSorted(
      (one, other) => this.idOf(one) - this.idOf(other),
    );
    if (artifacts.length === 0) return [{ id: this.main, name: this.#plan.runbook.name }];
    return artifacts.map((artifact) => ({ id: this.idOf(artifact), name: artifact }));
  }
}
