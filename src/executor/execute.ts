import { invariant } from "../diagnostics/index.ts";
import type { ExecutionPlan } from "../domain/index.ts";
import { Execution } from "./execution.ts";
import type { ExecuteOptions, ExecutionResult, SessionFact } from "./options.ts";

/**
 * Runs a plan once and records every fact. Starts each artifact as soon as its inputs are recorded and a slot is free,
 * never by wave. The producer makes the artifacts, and the gate decides whether to go on.
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
   * Resolves when `run.finished` is committed, regardless of the outcome. Rejects immediately if the writer of the
   * record throws, or after `run.finished` if `windDown` threw.
   */
  execute(): Promise<ExecutionResult> {
    invariant(this.#execution === null, "an executor runs its plan once");
    this.#execution = new Execution(this.#plan, this.#options);
    return this.#execution.run();
  }

  /** Adds a fact of the debug session to the record of the current run. */
  record(fact: SessionFact): void {
    invariant(this.#execution !== null, "a fact is recorded before the run starts");
    this.#execution.record(fact);
  }
}

/** Runs a plan once; see DAGExecutor. */
export function execute(plan: ExecutionPlan, options: ExecuteOptions): Promise<ExecutionResult> {
  return new DAGExecutor(plan, options).execute();
}
