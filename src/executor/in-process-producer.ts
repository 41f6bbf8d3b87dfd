import type { ArtifactId, Attempt, Producer, Task, TaskReport } from "../domain/index.ts";

/** Makes one artifact in this thread. */
export type InProcessWork = (task: Task, report: TaskReport) => Attempt | Promise<Attempt>;

/** A producer with a function per artifact, for tests and measurements. Work begins when it is asked for. */
export function createInProcessProducer(workOf: (artifact: ArtifactId) => InProcessWork): Producer {
  return {
    produce: async (task, report) => {
      report.started(null);
      return workOf(task.artifact.id)(task, report);
    },
  };
}
