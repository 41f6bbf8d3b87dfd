import type { Digest, ExecutionPlan, Producer, RunWriter, Task } from "../../domain/index.ts";
import { loadRemote, type Redactor } from "../../executor/index.ts";
import { systemClock } from "../../store/index.ts";
import { packageVersion } from "../host/index.ts";
import type { OpenStore } from "../open/index.ts";
import { jobsOf } from "./jobs-of.ts";

/** `all` sends every artifact that a worker can make; `slow` those that are labelled, or expected to take long. */
export type RemoteMode = "all" | "slow";

export interface RemoteRunRequest {
  readonly store: OpenStore;
  readonly writer: Pick<RunWriter, "run" | "append" | "head">;
  /** As stored. */
  readonly plan: ExecutionPlan;
  readonly planDigest: Digest;
  readonly weights: Readonly<Record<string, number>> | null;
  readonly redactor: Redactor;
  readonly mode: RemoteMode;
  readonly local: Producer;
  readonly onBroken: (error: unknown) => void;
}

/** What makes and records the artifacts of a run, on workers and here. */
export interface RemoteRun extends AsyncDisposable {
  readonly producer: Producer;
  readonly writer: Pick<RunWriter, "run" | "append" | "head">;
}

export async function openRemoteRun(request: RemoteRunRequest): Promise<RemoteRun> {
  const { store, writer, plan, planDigest, weights, redactor, local, onBroken } = request;
  const { RemoteProducer, consumingWriter, createRoutedProducer } = await loadRemote();
  const board = await jobsOf(store).board();
  const remote = new RemoteProducer({
    ...{ board, run: writer.run, plan, planDigest, weights, redactor, onBroken },
    wct: packageVersion(),
    labelsOf: () => [],
    filesOf: () => [],
    clock: systemClock,
  });
  await remote.start();
  return {
    producer: createRoutedProducer({ local, remote, isRemote: isRemoteTask }),
    writer: consumingWriter(writer, remote),
    [Symbol.asyncDispose]: async () => {
      await remote.close();
      await board.close();
    },
  };
}

const isRemoteTask = ({ artifact: { method } }: Task): boolean => method.kind === "source" || method.kind === "process";
