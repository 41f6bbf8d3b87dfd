import { invariant } from "../../diagnostics/index.ts";
import type {
  Digest,
  ExecutionPlan,
  KnownWorker,
  PlannedArtifact,
  Producer,
  RemoteMode,
  RunHolder,
  RunWriter,
} from "../../domain/index.ts";
import { loadRemote, type Redactor } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "../../store/index.ts";
import { type Host, packageVersion } from "../host/index.ts";
import type { OpenStore } from "../open/index.ts";
import { jobsOf } from "./jobs-of.ts";
import { labelsByType, unknownTypes } from "./labels-by-type.ts";
import { createRouting, type RoutingRequest } from "./routing.ts";
import { isFileOfPlugin, sendFiles } from "./travelling-files.ts";

type FrameWriter = Pick<RunWriter, "run" | "id" | "append" | "head">;

/** What a run is to make on workers. */
export interface RemoteChoice {
  readonly mode: RemoteMode;
  readonly host: Host;
  /** Called with what the user must know of workers. */
  readonly say: (line: string) => void;
}

export interface RemoteRunRequest extends RemoteChoice, Pick<RoutingRequest, "bindings" | "weights"> {
  readonly store: OpenStore;
  readonly registry: Registry;
  readonly writer: FrameWriter;
  /** As stored. */
  readonly plan: ExecutionPlan;
  readonly planDigest: Digest;
  readonly redactor: Redactor;
  readonly local: Producer;
  readonly onBroken: (error: unknown) => void;
}

/** What makes and records the artifacts of a run, on workers and here. */
export interface RemoteRun extends AsyncDisposable {
  /** Removes what is left of the run's jobs, once its end is recorded. Until then another process may continue it. */
  readonly finish: () => Promise<void>;
  readonly producer: Producer;
  readonly writer: FrameWriter;
}

/** Opens the queue for a run. Throws WCT_USAGE and WCT_STORE_*. */
export async function openRemoteRun(request: RemoteRunRequest): Promise<RemoteRun> {
  const { host, store, writer, plan, planDigest, weights, redactor, local, say, onBroken, bindings, mode } = request;
  const { RemoteProducer, consumingWriter, createRoutedProducer } = await loadRemote();
  const labels = await labelsByType(host);
  for (const line of unknownTypes(labels, request.registry)) say(line);
  const routing = createRouting({ plan, mode, bindings, weights, labelsByType: labels });
  const jobQueue = await jobsOf(store).forCoordinator();
  invariant(writer.id !== undefined, "a store with a queue names its writers");
  await jobQueue.mark(writer.run, { mode, plan: planDigest });
  const sent = plan.artifacts.filter(routing.isRemote);
  for (const labels of neverSeen(sent.map(routing.labelsOf), await jobQueue.workers())) {
    say(`no worker of the last day had ${labels}`);
  }
  const remote = new RemoteProducer({
    ...{
      jobQueue,
      ...holderOf(writer),
      plan,
      planDigest,
      weights,
      redactor,
      say,
      onBroken,
      labelsOf: routing.labelsOf,
    },
    files: await sentFiles(request, sent),
    wct: packageVersion(),
    clock: systemClock,
  });
  await remote.start();
  return {
    producer: createRoutedProducer({ local, remote, isRemote: routing.isRemoteTask }),
    writer: consumingWriter(writer, remote),
    finish: () => jobQueue.clear(writer.run),
    [Symbol.asyncDispose]: async () => {
      await remote.close();
      await jobQueue.close();
    },
  };
}

function holderOf({ run, id }: FrameWriter): RunHolder {
  invariant(id !== undefined, "a store with a queue names its writers");
  return { run, writer: id };
}

/** Returns the labels that artifacts ask for and that no worker had, whether it is there or not. */
function neverSeen(wanted: readonly (readonly string[])[], workers: readonly KnownWorker[]): readonly string[] {
  const missing = wanted.filter(
    (labels) => !workers.some((one) => labels.every((label) => one.labels.includes(label))),
  );
  return [...new Set(missing.filter(({ length }) => length > 0).map((labels) => labels.join(", ")))].toSorted();
}

async function sentFiles(
  { host, store, registry, writer, bindings }: RemoteRunRequest,
  sent: readonly PlannedArtifact[],
): Promise<Digest | null> {
  const { artifacts, key } = store;
  const sending = { artifacts, key, writer, cwd: host.cwd, isOfPlugin: isFileOfPlugin(registry) };
  return await sendFiles(
    sending,
    sent.flatMap(({ id }) => bindings.get(id) ?? []),
  );
}
