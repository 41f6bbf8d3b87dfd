import type { MessageWriter } from "../../../domain/index.ts";
import type { AnyConnector, AnyProcessor } from "../../../plugin/index.ts";
import type { ProduceJob, Surroundings } from "../protocol.ts";
import { tenantOf } from "../tenant.ts";
import { asProducing, configOf, findComponent, outputSchemaOf } from "./component.ts";
import { createContext } from "./context.ts";
import { drive } from "./drive.ts";
import { openInputs } from "./inputs.ts";
import type { JobLine, RunningJob } from "./job.ts";
import { createOutput } from "./output.ts";
import { exceptionSchema, type Outcome, type Performed, perform, type Tools } from "./perform.ts";
import { asRefusal } from "./refusal.ts";

const messageAtMost = 64 * 1024;

/** Makes one artifact. */
export async function produce(job: ProduceJob, surroundings: Surroundings, line: JobLine): Promise<Performed> {
  return await perform(surroundings, line, {
    component: job.component,
    work: (running, tools) => make(job, running, tools),
    keepMessage: (message, { artifacts, redactor }) => {
      const writer = artifacts.writer({ spool: !(job.retain && job.retainRaw) });
      const text = String(redactor.content(message)).slice(0, messageAtMost).toWellFormed();
      return writer.finish(exceptionSchema, { message: text }, { stream: false });
    },
  });
}

async function make(job: ProduceJob, running: RunningJob, tools: Tools): Promise<Outcome> {
  const component = asProducing(await findComponent(job.component));
  const config = configOf(component, job.config);
  const inputs = openInputs(job.inputs, { artifacts: tools.artifacts, job: running });
  const { context, flush } = createContext({ config, startedAt: job.startedAt, job: running });
  const writer = await ours(() => tools.artifacts.writer({ spool: !job.retain }));
  try {
    const run = () => begin(component, component.kind === "processor" ? { ...context, inputs } : context);
    return await collect({ job, running, tools, component, writer, run });
  } catch (error) {
    writer.abort();
    throw error;
  } finally {
    flush();
  }
}

interface Collecting {
  readonly job: ProduceJob;
  readonly running: RunningJob;
  readonly tools: Tools;
  readonly component: AnyConnector | AnyProcessor;
  readonly writer: MessageWriter;
  readonly run: () => unknown;
}

async function collect({ job, running, tools, component, writer, run }: Collecting): Promise<Outcome> {
  const output = await ours(() =>
    createOutput({
      definition: outputSchemaOf(component),
      schema: job.outputSchema,
      component: component.type,
      redactor: tools.redactor,
      writer,
      isKept: job.retain,
      isForeign: tenantOf(job.component) !== null,
    }),
  );
  const returned = await drive({
    generator: run(),
    component: component.type,
    signal: running.cancellation.signal,
    take: (yielded) => {
      try {
        output.take(yielded);
      } catch (error) {
        throw asRefusal(error);
      }
    },
  });
  return { kind: "produced", ...(await ours(() => output.finish(returned))) };
}

/** Runs a step of ours: a coded error that it throws becomes the artifact's failure, in its own words. */
async function ours<T>(step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw asRefusal(error);
  }
}

/** The one place where types that only the author knows meet what the host made from the author's own schemas. */
function begin(component: AnyConnector | AnyProcessor, context: unknown): unknown {
  return component.kind === "connector" ? component.extract(context as never) : component.process(context as never);
}
