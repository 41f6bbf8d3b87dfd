import type { Attempt, RemoteObject, RemoteOutcome, StagedObject, Task } from "../../domain/index.ts";
import { failedAttempt, failure, type Redactor, redactedFailure, summaryOf } from "../jobs/index.ts";

interface Receiving {
  readonly task: Task;
  readonly hasObject: boolean;
  readonly redactor: Redactor;
}

/** Returns the attempt that an outcome describes. Workers are not trusted: what does not fit the artifact fails it. */
export function attemptOfOutcome(outcome: RemoteOutcome, receiving: Receiving): Attempt {
  switch (outcome.outcome) {
    case "lost":
      return failedAttempt(
        failure("WCT_PRODUCE_WORKER_LOST", outcome.text, "look at the workers' hosts, or give it more memory"),
      );
    case "unfit":
      return failedAttempt(
        failure(
          "WCT_PRODUCE_WORKER_UNFIT",
          `no worker may make it: ${outcome.text}`,
          "make the workers the same as the machine that runs the runbook",
        ),
      );
    case "failed":
      // The worker has replaced the secrets that it knows. This process knows its own.
      return failedAttempt(redactedFailure(outcome.failure, receiving.redactor), {
        object: objectOf(outcome.object, receiving),
      });
    case "produced":
      return produced(outcome, receiving);
  }
}

function produced(outcome: Extract<RemoteOutcome, { outcome: "produced" }>, receiving: Receiving): Attempt {
  const { artifact } = receiving.task;
  const { message } = outcome;
  const object = objectOf(outcome.object, receiving);
  const isOwn =
    message.schema === artifact.outputSchema &&
    object?.digest === message.digest &&
    object.bytes === message.bytes &&
    object.elements === message.elements &&
    (message.elements !== null) === (artifact.outputStream !== null);
  if (!isOwn) {
    return failedAttempt(
      failure(
        "WCT_PRODUCE_OUTPUT_INVALID",
        `the worker's outcome is not an output of "${artifact.id}"`,
        "check who may write in the store's database",
      ),
    );
  }
  const state = outcome.sourceState === undefined ? {} : { sourceState: outcome.sourceState };
  const summary = message.summary === null ? null : summaryOf(message.summary);
  const { schema, digest, bytes, elements } = message;
  const safe = { schema, digest, bytes, elements, summary, kept: artifact.retain };
  return { outcome: "produced", message: safe, object, ...state, ended: null };
}

const objectOf = (object: RemoteObject | null, { hasObject }: Receiving): StagedObject | null =>
  object === null || !hasObject ? null : { kind: "stored", ...object };
