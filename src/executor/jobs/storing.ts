import type { Attempt, Clock, Failure, Nanoseconds, SchemaRef, StagedObject } from "../../domain/index.ts";
import { failedAttempt, failure, failureOfAbort, redactedFailure } from "./failures.ts";
import { Intake, type IntakeOptions, IntakeRefused } from "./intake.ts";
import type { Ended, Lost } from "./job.ts";
import type { FinishedJob, OutputPart } from "./protocol.ts";
import { recordedSourceState } from "./source-state.ts";

export interface StoringOptions extends IntakeOptions {
  /** Whether the message of an exception, which is raw content, is kept after the run. */
  readonly isMessageKept: boolean;
  readonly clock: Clock;
  /** The store's key; undefined: the state of a source is not recorded. */
  readonly sourceStateKey?: Uint8Array | undefined;
  /** Start of the run. */
  readonly startedAt: string;
}

/** The schema of an exception's message that is stored as an object. */
const exceptionSchema = "wct_exception:1.0.0" as SchemaRef;

/** Stores the output of one attempt at an artifact and returns its result. */
export class Storing {
  readonly #options: StoringOptions;
  readonly #intake: Intake;
  #began: Nanoseconds = 0;
  #refused: Failure | null = null;

  constructor(options: StoringOptions) {
    this.#options = options;
    this.#intake = new Intake(options);
  }

  begin(): void {
    this.#began = this.#options.clock.monotonic();
  }

  /** Returns false if no more output of the attempt is wanted. */
  readonly take = async (part: OutputPart): Promise<boolean> => {
    if (this.#refused !== null || part.kind !== "elements") return false;
    try {
      this.#intake.take(part);
      return true;
    } catch (error) {
      this.#refused = failureOf(error);
      return false;
    }
  };

  /**
   * Returns the result of the attempt. After a cancellation the artifact is cancelled, regardless of the component's
   * report.
   */
  async end(outcome: Ended | null, signal: AbortSignal): Promise<Attempt | Lost> {
    if (outcome === null || signal.aborted) {
      this.#intake.abort();
      return failedAttempt(failureOfAbort(signal), { ended: this.#endOf(outcome) });
    }
    if (this.#refused === null && outcome.kind === "produced") return await this.#produced(outcome);
    this.#intake.abort();
    if (this.#refused !== null) return failedAttempt(this.#refused);
    if (outcome.kind === "lost") return outcome;
    const ended = this.#endOf(outcome);
    if (outcome.kind === "failed") return await this.#failed(outcome, ended);
    return failedAttempt(failure("WCT_INTERNAL", "a worker exported instead of producing; this is a bug in wct"));
  }

  async #produced(outcome: Extract<FinishedJob, { readonly kind: "produced" }>): Promise<Attempt> {
    const ended = this.#endOf(outcome);
    try {
      return { outcome: "produced", ...(await this.#intake.finish(outcome)), ...this.#sourceStateOf(outcome), ended };
    } catch (error) {
      this.#intake.abort();
      return failedAttempt(failureOf(error), { ended });
    }
  }

  #sourceStateOf({ sourceState }: Extract<FinishedJob, { readonly kind: "produced" }>) {
    const { sourceStateKey: key, startedAt: at, redactor } = this.#options;
    if (sourceState === null || key === undefined) return {};
    const recorded = recordedSourceState(sourceState, { key, at });
    return { sourceState: { ...recorded, by: redactor.text(recorded.by) } };
  }

  async #failed(
    { failure, said }: Extract<FinishedJob, { readonly kind: "failed" }>,
    ended: Nanoseconds | null,
  ): Promise<Attempt> {
    const { exception, ...safe } = redactedFailure(failure, this.#options.redactor);
    // No part of the run reads the message, so it is not written if it must not outlive the run.
    const isKept = exception !== null && said !== null && this.#options.isMessageKept;
    const object = isKept ? await this.#storeMessage(said) : null;
    const thrown = exception === null ? null : { ...exception, message: object?.digest ?? null };
    return failedAttempt({ ...safe, exception: thrown }, { object, ended });
  }

  /** Stores the message of an exception. Returns null if that fails; the failure is useful without it. */
  async #storeMessage(said: string): Promise<StagedObject | null> {
    const { artifacts, redactor } = this.#options;
    try {
      const writer = artifacts.writer();
      return await writer.finish(exceptionSchema, { message: String(redactor.content(said)) }, { stream: false });
    } catch {
      return null;
    }
  }

  #endOf(outcome: Ended | null): Nanoseconds | null {
    if (outcome === null || outcome.kind === "lost") return null;
    return onHostClock(outcome.ended, { clock: this.#options.clock, began: this.#began });
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof IntakeRefused) return error.failure;
  throw error;
}

/**
 * Converts the end that a worker reports to the host's clock. All workers share process.hrtime; the host's clock has
 * another origin and, in tests, another speed. The result is never before the begin, because the report is not trusted.
 */
function onHostClock(
  ended: bigint,
  { clock, began }: { readonly clock: Clock; readonly began: Nanoseconds },
): Nanoseconds {
  const age = Number(process.hrtime.bigint() - ended);
  return Math.max(began, clock.monotonic() - Math.max(0, age));
}
