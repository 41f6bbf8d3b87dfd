import { invariant } from "../diagnostics/index.ts";
import type { ExecutionPlan } from "../domain/index.ts";
import { Execution } from "./execution.ts";
import type { ExecuteOptions, ExecutionResult, SessionFact } from "./options.ts";

/**
 * Runs a plan once: starts each artifact as soon as its inputs are recorded and a slot is free, never by wave, and
 * records every fact. How to make one artifact is the producer's part, whether to go on is the gate's.
 */
export class DAGExecutor {
  readonly #plan: ExecutionPlan;
  readonly #options: ExecuteOptions;
  #execution: Execution | null = null;

  constructor(plan: ExecutionPlan, options: ExecuteOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  /**
   * Resolves when `run.finished` is committed, whatever the outcome. Rejects with what the writer of the record threw
   * (the run is over at once), or, after `run.finished`, with what `windDown` threw.
   */
  execute(): Promise<ExecutionResult> {
    invariant(this.#execution === null, "an executor runs its plan once");
    this.#execution = new Execution(this.#plan, this.#options);
    return this.#execution.run();
  }

  /** Adds a fact of the debug session to the record of the run under way. */
  record(fact: SessionFact): void {
    invariant(this.#execution !== null, "a fact is recorded before the run starts");
    this.#execution.record(fact);
  }
}

/** Runs a plan once; see DAGExecutor. */
export function execute(plan: ExecutionPlan, options: ExecuteOptions): Promise<ExecutionResult> {
  return new DAGExecutor(plan, options).execute();
}
