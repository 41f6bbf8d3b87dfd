import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, EventBody, Failure, MessageRef, SkipReason, Task } from "../domain/index.ts";
import type { ExecuteOptions, Reuse } from "./options.ts";
import type { EndStatus, Schedule } from "./schedule.ts";

export interface LedgerOptions extends Pick<ExecuteOptions, "reused" | "reuse" | "notSelected"> {
  readonly schedule: Schedule;
  readonly record: (body: EventBody) => void;
  /** Called after late answers about reuse: the artifacts that depend on them may start. */
  readonly decidedLate: () => void;
  /** Called if a decision about reuse failed. */
  readonly undecided: (cause: unknown) => void;
}

const none: readonly ArtifactId[] = [];

/** Records how artifacts ended, and what follows for the artifacts that depend on them. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #schedule: Schedule;
  readonly #messages: (MessageRef | undefined)[];
  readonly #failures = new Map<number, Failure>();
  #isLate = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#schedule = options.schedule;
    this.#messages = Array.from({ length: options.schedule.artifacts.length });
  }

  /** Returns the messages of completed and reused artifacts, in plan order. */
  messages(): ReadonlyMap<ArtifactId, MessageRef> {
    const messages = new Map<ArtifactId, MessageRef>();
    for (const [index, { id }] of this.#schedule.artifacts.entries()) {
      const message = this.#messages[index];
      if (message !== undefined) messages.set(id, message);
    }
    return messages;
  }

  get failures(): ReadonlyMap<number, Failure> {
    return this.#failures;
  }

  /**
   * Handles what needs no producer: first reused and unselected artifacts, then sources and the artifacts that depend
   * on all these.
   */
  begin(): void {
    const { reused, notSelected } = this.#options;
    const ended: number[] = [];
    for (const [index, { id }] of this.#schedule.artifacts.entries()) {
      const reuse = reused?.get(id);
      if (reuse !== undefined) this.#reuse(index, reuse);
      else if (notSelected?.has(id)) this.skip(index, "not-selected");
      else continue;
      ended.push(index);
    }
    for (const [index, { inputs }] of this.#schedule.artifacts.entries()) {
      if (inputs.length === 0 && this.#inputsEnded(index, null)) ended.push(index);
    }
    this.propagate(ended);
  }

  /**
   * Notifies the dependents of artifacts that ended, and recursively the dependents of those that then end without
   * being produced.
   */
  propagate(ended: readonly number[]): void {
    const open = [...ended];
    for (let head = 0; head < open.length; head += 1) {
      const by = open[head]!;
      for (const dependent of this.#schedule.release(by)) {
        if (this.#inputsEnded(dependent, by)) open.push(dependent);
      }
    }
  }

  complete(index: number, message: MessageRef): void {
    const artifact = this.#id(index);
    this.#messages[index] = message;
    this.#end(index, "completed", { type: "artifact.completed", artifact });
  }

  fail(index: number, failure: Failure): void {
    const { id, optional } = this.#schedule.artifacts[index]!;
    this.#failures.set(index, failure);
    this.#end(index, "failed", { type: "artifact.failed", artifact: id, failure, optional });
  }

  skip(index: number, reason: SkipReason, because: readonly ArtifactId[] = []): void {
    this.#end(index, "skipped", { type: "artifact.skipped", artifact: this.#id(index), reason, because });
  }

  inputsOf(index: number): Task["inputs"] {
    return this.#schedule.dag.dependencies[index]!.map((place) => {
      const message = this.#messages[place];
      invariant(message !== undefined, `the input "${this.#id(place)}" has no message`);
      return { artifact: this.#id(place), message };
    });
  }

  #reuse(index: number, { from, fromArtifact, reason, message, sourceState }: Reuse): void {
    const artifact = this.#id(index);
    this.#messages[index] = message;
    const state = sourceState === undefined ? {} : { sourceState };
    this.#end(index, "reused", { type: "artifact.reused", artifact, from, fromArtifact, reason, message, ...state });
  }

  #end(index: number, status: EndStatus, event: EventBody): void {
    this.#schedule.end(index, status);
    this.#options.record(event);
  }

  /** Decides about an artifact whose inputs have all ended. Returns true if it ended immediately. */
  #inputsEnded(index: number, by: number | null): boolean {
    // It was reused, or skipped for another reason.
    if (this.#schedule.endOf(index) !== null) return false;
    const failed = this.#inputsThat(index, "failed");
    const lost = failed.length > 0 ? failed : this.#inputsThat(index, "skipped");
    if (lost.length > 0) {
      this.skip(index, failed.length > 0 ? "input-failed" : "input-skipped", lost);
      return true;
    }
    const messages = () => this.inputsOf(index).map(({ message }) => message);
    const answer = this.#options.reuse?.(this.#id(index), messages()) ?? null;
    if (!(answer instanceof Promise)) return this.#decide(index, by, answer);
    answer.then((reuse) => this.#decideLate(index, by, reuse)).catch(this.#options.undecided);
    return false;
  }

  /** Returns true if the artifact is reused. */
  #decide(index: number, by: number | null, reuse: Reuse | null): boolean {
    if (reuse !== null) {
      this.#reuse(index, reuse);
      return true;
    }
    this.#options.record({ type: "artifact.ready", artifact: this.#id(index) });
    this.#schedule.makeReady(index, by);
    return false;
  }

  #decideLate(index: number, by: number | null, reuse: Reuse | null): void {
    // The run was stopped in the meantime.
    if (this.#schedule.endOf(index) !== null) return;
    if (this.#decide(index, by, reuse)) this.propagate([index]);
    // Notifies once for all answers of a turn, so that the ready artifact with the longest path starts first.
    if (!this.#isLate) setImmediate(() => this.#notifyLate());
    this.#isLate = true;
  }

  #notifyLate(): void {
    this.#isLate = false;
    try {
      this.#options.decidedLate();
    } catch (cause) {
      this.#options.undecided(cause);
    }
  }

  /** Returns the inputs with a status, in plan order. */
  #inputsThat(index: number, status: EndStatus): readonly ArtifactId[] {
    const places = this.#schedule.dag.dependencies[index]!;
    let those: number[] | null = null;
    for (const place of places) {
      if (this.#schedule.endOf(place) !== status) continue;
      those ??= [];
      those.push(place);
    }
    return those === null ? none : those.sort((a, b) => a - b).map((place) => this.#id(place));
  }

  #id(index: number): ArtifactId {
    return this.#schedule.artifacts[index]!.id;
  }
}
