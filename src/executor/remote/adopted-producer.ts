import type { ArtifactId, Attempt, Producer } from "../../domain/index.ts";

/** Ends attempts as they are recorded, and has the others made. */
export function createAdoptedProducer(recorded: ReadonlyMap<ArtifactId, Attempt>, producer: Producer): Producer {
  return {
    produce: async (task, report) => {
      const attempt = recorded.get(task.artifact.id);
      if (attempt === undefined) return await producer.produce(task, report);
      report.started(null);
      return attempt;
    },
  };
}
