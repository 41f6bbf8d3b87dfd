import type { AnyConnector, AnyProcessor } from "../../../plugin/index.ts";
import { type JobOutcome, type ProduceJob, type RunContext, scopeOf } from "../../jobs/index.ts";
import { asProducing, configOf, findComponent, outputSchemaOf } from "./component.ts";
import { createContext, createOutput, drive, openInputs } from "./context/index.ts";
import type { JobChannel, RunningJob } from "./job.ts";
import { type Performed, perform, type Tools } from "./perform.ts";
import { asRefusal } from "./refusal.ts";
import { quietSourceState, unchangedSince } from "./source-state.ts";

/** Makes one artifact. */
export async function produce(job: ProduceJob, runContext: RunContext, channel: JobChannel): Promise<Performed> {
  return await perform(runContext, channel, {
    component: job.component,
    work: (running, tools) => make(job, running, tools),
  });
}

async function make(job: ProduceJob, running: RunningJob, tools: Tools): Promise<JobOutcome> {
  const component = asProducing(await findComponent(job.component));
  const config = configOf(component, job.config);
  const inputs = openInputs(job.inputs, { artifacts: tools.artifacts, job: running });
  const { folder } = tools.channel;
  const { context, flush } = createContext({
    config,
    startedAt: job.startedAt,
    job: running,
    temporaryFolder: folder.path,
  });
  const own = { component, config, job: running, startedAt: job.startedAt, temporaryFolder: folder.path };
  const before = await quietSourceState(own);
  const output = await runOwnStep(() =>
    createOutput({
      definition: outputSchemaOf(component),
      component: component.type,
      redactor: tools.redactor,
      send: tools.channel.send,
      isForeign: scopeOf(job.component) !== null,
    }),
  );
  try {
    const returned = await drive({
      generator: begin(component, component.kind === "processor" ? { ...context, inputs } : context),
      component: component.type,
      signal: running.cancellation.signal,
      take: (yielded) => {
        try {
          return output.take(yielded);
        } catch (error) {
          throw asRefusal(error);
        }
      },
    });
    const outcome = await runOwnStep(() => output.finish(returned));
    return { ...outcome, sourceState: await unchangedSince(before, own) };
  } finally {
    flush();
    folder.remove();
  }
}

/** Runs a step of wct itself. A coded error from it becomes the artifact's failure, with its own message. */
async function runOwnStep<T>(step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw asRefusal(error);
  }
}

/**
 * Calls a component. This is the only cast between the host's values and the author's types; the values were made from
 * the author's own schemas.
 */
function begin(component: AnyConnector | AnyProcessor, context: unknown): unknown {
  return component.kind === "connector" ? component.extract(context as never) : component.process(context as never);
}
