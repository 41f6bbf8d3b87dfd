import { areFilesLocal } from "../../files/index.ts";
import { type AnyConnector, hydrateConfig, type SourceState } from "../../plugin/index.ts";
import { createCancellation } from "./cancellation.ts";
import { scopeOf } from "./plugin-scope.ts";
import type { ProduceJob, ReportedSourceState } from "./protocol.ts";
import type { Redactor } from "./redaction.ts";
import { reportedState } from "./reported-state.ts";

/** A worker takes longer than this to start. A connector that needs longer is asked in a worker. */
const withinMs = 150;

interface HostQuestion {
  readonly job: ProduceJob;
  /** The definition of the connector; undefined if it is not known here. */
  readonly connector: AnyConnector | undefined;
  readonly signal: AbortSignal;
  readonly redactor: Redactor;
  /** Milliseconds on any clock. */
  readonly now?: () => number;
  /** Whether calls to file systems return. */
  readonly areFilesLocal?: () => boolean;
}

/** The answer; `ask-worker`: it has to be asked in a worker. */
export type HostAnswer = ReportedSourceState | null | "ask-worker";

/**
 * Asks a built-in connector for the state of its source in this thread, because starting a worker costs more than most
 * answers. Plugins, long answers and remote file systems are for workers, which can be ended.
 */
export async function askInHost(question: HostQuestion): Promise<HostAnswer> {
  const { job, connector, signal, redactor, now = () => performance.now() } = question;
  if (connector === undefined || scopeOf(job.component) !== null) return "ask-worker";
  if (!(question.areFilesLocal ?? areFilesLocal)()) return "ask-worker";
  const until = now() + withinMs;
  const limit = new AbortController();
  const { signal: limited } = createCancellation({
    isCancelled: () => signal.aborted || limit.signal.aborted || now() > until,
    onCancel: (listener) => AbortSignal.any([signal, limit.signal]).addEventListener("abort", listener),
  });
  const { promise: late, resolve: endWaiting } = Promise.withResolvers<"ask-worker">();
  const timer = setTimeout(() => {
    limit.abort();
    endWaiting("ask-worker");
  }, withinMs);
  try {
    const told = stateOf(connector, job, limited).then((state) => reportedState(state, redactor));
    return await Promise.race([told, late]);
  } catch {
    // A worker answers, or finds the cause.
    return "ask-worker";
  } finally {
    clearTimeout(timer);
  }
}

async function stateOf(
  connector: AnyConnector,
  { config, startedAt }: ProduceJob,
  signal: AbortSignal,
): Promise<SourceState | null> {
  if (connector.sourceState === undefined) return null;
  const hydrated = hydrateConfig(connector.config, config);
  if (!hydrated.ok) throw new TypeError("the configuration is not valid");
  const context = { config: hydrated.config, signal, temporaryFolder: noFolder, now: new Date(startedAt) };
  // The context was made from the connector's own configuration schema.
  return (await connector.sourceState(context as never)) as SourceState | null;
}

function noFolder(): never {
  throw new Error("only a worker has a temporary folder");
}
