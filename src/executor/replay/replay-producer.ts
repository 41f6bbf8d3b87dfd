import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactId, Attempt, Failure, MessageRef, Producer, Task } from "../../domain/index.ts";

/** How an artifact ended in the record. */
export type RecordedOutcome =
  | { readonly outcome: "produced"; readonly message: MessageRef }
  | { readonly outcome: "failed"; readonly failure: Failure };

export interface ReplayProducerOptions {
  /** Makes the artifacts that are verified. */
  readonly local: Producer;
  /** By artifact, for every artifact that the executor asks for. */
  readonly recorded: ReadonlyMap<ArtifactId, RecordedOutcome>;
  readonly verifies: ReadonlySet<ArtifactId>;
  /** Receives what a verified artifact became now. */
  readonly made: (task: Task, attempt: Attempt) => Promise<void>;
}

/**
 * Creates the producer. Every artifact ends as it is recorded, whatever it became now: each is made from recorded
 * inputs, so that one difference does not cause others.
 */
export function createReplayProducer({ local, recorded, verifies, made }: ReplayProducerOptions): Producer {
  return {
    produce: async (task, report) => {
      const { id } = task.artifact;
      const outcome = recorded.get(id);
      invariant(outcome !== undefined, `the record has no outcome of "${id}"`);
      if (!verifies.has(id)) {
        report.started(null);
        return { ...outcome, object: null, ended: null };
      }
      const attempt = await local.produce(task, report);
      await made(task, attempt);
      return { ...outcome, object: null, ended: attempt.ended };
    },
  };
}
