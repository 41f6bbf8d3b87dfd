import type { ArtifactId, Attempt, Producer, Task, TaskReport } from "../domain/index.ts";

/** Makes one artifact in this thread. */
type InProcessWork = (task: Task, report: TaskReport) => Attempt | Promise<Attempt>;

/**
 * Creates a producer with a function per artifact, for tests and measurements. Work begins immediately when requested.
 */
export function createInProcessProducer(workOf: (artifact: ArtifactId) => InProcessWork): Producer {
  return {
    produce: async (task, report) => {
      report.started(null);
      return workOf(task.artifact.id)(task, report);
    },
  };
}
