import type { AnyConnector, AnyProcessor, SourceContext, SourceState } from "../../../plugin/index.ts";
import { type ProduceJob, type ReportedSourceState, type RunContext, reportedState } from "../../jobs/index.ts";
import { asProducing, configOf, findComponent } from "./component.ts";
import type { JobChannel, RunningJob } from "./job.ts";
import { type Performed, perform } from "./perform.ts";

interface AskedConnector {
  readonly component: AnyConnector | AnyProcessor;
  readonly config: unknown;
  readonly startedAt: string;
  readonly job: RunningJob;
  readonly temporaryFolder: () => string;
}

/** Asks a connector for the present state of its source. */
export async function tellSourceState(
  job: ProduceJob,
  runContext: RunContext,
  channel: JobChannel,
): Promise<Performed> {
  return await perform(runContext, channel, {
    component: job.component,
    work: async (running) => {
      const component = asProducing(await findComponent(job.component));
      const config = configOf(component, job.config);
      const { folder } = channel;
      try {
        const asked = { component, config, startedAt: job.startedAt, job: running, temporaryFolder: folder.path };
        return { kind: "source-state", sourceState: await sourceStateOf(asked) };
      } finally {
        folder.remove();
      }
    },
  });
}

/** Returns the state before a source is read. A connector that cannot tell it because of an error still reads. */
export async function quietSourceState(asked: AskedConnector): Promise<ReportedSourceState | null> {
  try {
    return await sourceStateOf(asked);
  } catch {
    if (!asked.job.cancellation.signal.aborted)
      asked.job.note("warn", "sourceState threw an error, so that a later run reads the source again");
    return null;
  }
}

/** Returns the state if it is still the same: a source that changed while it was read is not known. */
export async function unchangedSince(
  before: ReportedSourceState | null,
  asked: AskedConnector,
): Promise<ReportedSourceState | null> {
  if (before === null) return null;
  const after = await quietSourceState(asked);
  return after?.digest === before.digest ? before : null;
}

async function sourceStateOf(asked: AskedConnector): Promise<ReportedSourceState | null> {
  const { component, config, startedAt, job, temporaryFolder } = asked;
  if (component.kind !== "connector" || component.sourceState === undefined) return null;
  const { signal } = job.cancellation;
  const context: SourceContext<unknown> = { config, signal, temporaryFolder, now: new Date(startedAt) };
  // The context was made from the connector's own configuration schema.
  const told = (await component.sourceState(context as never)) as SourceState | null;
  return reportedState(told, job.redactor);
}
