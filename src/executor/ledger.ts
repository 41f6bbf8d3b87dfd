import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, EventBody, Failure, MessageRef, SkipReason, Task } from "../domain/index.ts";
import type { ExecuteOptions, Reuse } from "./options.ts";
import type { EndStatus, Schedule } from "./schedule.ts";

export interface LedgerOptions extends Pick<ExecuteOptions, "reused" | "reuse" | "notSelected"> {
  readonly schedule: Schedule;
  readonly record: (body: EventBody) => void;
}

const none: readonly ArtifactId[] = [];

/** How artifacts ended, and what follows from it for those that take them as inputs. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #schedule: Schedule;
  readonly #messages: (MessageRef | undefined)[];
  readonly #failures = new Map<number, Failure>();

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#schedule = options.schedule;
    this.#messages = Array.from({ length: options.schedule.artifacts.length });
  }

  /** Of artifacts that completed or were reused, in plan order. */
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

  /** What needs no producer: reused and unselected artifacts first, then sources and what follows from all these. */
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

  /** Tells the dependents of artifacts that ended, and theirs in turn when these end without being produced. */
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

  #reuse(index: number, { from, fromArtifact, reason, message }: Reuse): void {
    const artifact = this.#id(index);
    this.#messages[index] = message;
    this.#end(index, "reused", { type: "artifact.reused", artifact, from, fromArtifact, reason, message });
  }

  #end(index: number, status: EndStatus, event: EventBody): void {
    this.#schedule.end(index, status);
    this.#options.record(event);
  }

  /** Decides what becomes of an artifact whose inputs have all ended; true: it ended at once. */
  #inputsEnded(index: number, by: number | null): boolean {
    // It was reused, or skipped for a reason of its own.
    if (this.#schedule.endOf(index) !== null) return false;
    const failed = this.#inputsThat(index, "failed");
    const lost = failed.length > 0 ? failed : this.#inputsThat(index, "skipped");
    if (lost.length > 0) {
      this.skip(index, failed.length > 0 ? "input-failed" : "input-skipped", lost);
      return true;
    }
    const artifact = this.#id(index);
    const messages = () => this.inputsOf(index).map(({ message }) => message);
    const reuse = this.#options.reuse?.(artifact, messages()) ?? null;
    if (reuse !== null) {
      this.#reuse(index, reuse);
      return true;
    }
    this.#options.record({ type: "artifact.ready", artifact });
    this.#schedule.makeReady(index, by);
    return false;
  }

  /** In plan order. */
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
