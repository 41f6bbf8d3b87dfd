import { isWctError } from "../diagnostics/index.ts";
import type { Cost, EventBody } from "../domain/index.ts";
import { countEnds, outcomeOf, type RunConclusion } from "./facts.ts";
import type { Ledger } from "./ledger.ts";
import type { EarlyStop, ExecuteOptions, ExecutionResult, OutputFact } from "./options.ts";
import type { Recorder } from "./recorder.ts";
import type { Schedule } from "./schedule.ts";

export interface EndingOptions extends Pick<ExecuteOptions, "windDown" | "writer"> {
  readonly schedule: Schedule;
  readonly ledger: Ledger;
  readonly recorder: Pick<Recorder, "isSettled" | "events">;
  readonly record: (body: EventBody) => void;
}

/**
 * Handles the end of a run after its last artifact: winds down, records `run.finished`, and resolves once it is
 * committed.
 */
export class RunFinisher {
  readonly #options: EndingOptions;
  readonly #result = Promise.withResolvers<ExecutionResult>();
  #outcome: RunConclusion | null = null;
  /** The error of winding down. The run is recorded as failed before the result rejects with it. */
  #error: { readonly thrown: unknown } | null = null;

  constructor(options: EndingOptions) {
    this.#options = options;
  }

  get result(): Promise<ExecutionResult> {
    return this.#result.promise;
  }

  begin(how: { readonly stop: EarlyStop | null; readonly cost: readonly Cost[] }): void {
    const { windDown, ledger, record } = this.#options;
    if (windDown === undefined) {
      this.#finish(how);
      return;
    }
    const context = { messages: ledger.messages(), record: (fact: OutputFact) => record(fact) };
    windDown(context).then(
      () => this.#finish(how),
      (thrown: unknown) => {
        this.#error = { thrown };
        this.#finish(how);
      },
    );
  }

  /** Called when a frame is committed. Resolves the result once nothing is left to commit. */
  committed(): void {
    const { recorder, schedule, writer } = this.#options;
    if (this.#outcome === null || !recorder.isSettled()) return;
    if (this.#error !== null) {
      this.#result.reject(this.#error.thrown);
      return;
    }
    this.#result.resolve({
      run: writer.run,
      ...this.#outcome,
      counts: countEnds(schedule),
      events: recorder.events(),
      head: writer.head(),
    });
  }

  /** Rejects the result without recording an end of the run. */
  reject(error: unknown): void {
    this.#result.reject(error);
  }

  #finish({ stop, cost }: { readonly stop: EarlyStop | null; readonly cost: readonly Cost[] }): void {
    const { schedule, ledger, record } = this.#options;
    const outcome = outcomeOf({ schedule, failures: ledger.failures, stop, windDownCode: this.#windDownCode() });
    this.#outcome = outcome;
    record({ type: "run.finished", ...outcome, counts: countEnds(schedule), cost });
  }

  #windDownCode(): string | null {
    if (this.#error === null) return null;
    return isWctError(this.#error.thrown) ? this.#error.thrown.code : "WCT_INTERNAL";
  }
}
