import type { ArtifactId, ExecutionPlan, Producer, RecordStore } from "../../domain/index.ts";
import {
  type ComponentBinding,
  createRedactor,
  createWorkerProducer,
  type Redactor,
  type Threads,
  type WorkerProducer,
} from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { bindRecorded } from "../replay/index.ts";
import { unfitAttempt, whatDiffers } from "../worker/index.ts";

export interface AdoptedBinding {
  readonly host: Host;
  readonly store: RecordStore;
  readonly record: { readonly plan: ExecutionPlan };
  readonly registry: Registry;
  readonly env: ReadonlyMap<string, string>;
  readonly threads: Threads;
}

interface BoundHere {
  readonly bindings: ReadonlyMap<ArtifactId, ComponentBinding>;
  readonly redactor: Redactor;
  readonly producer: WorkerProducer;
  /** Fails artifacts that differ here from where they were planned. */
  readonly local: Producer;
}

/** Binds the configurations of a recorded plan on this machine, for what workers do not make. */
export async function bindAdopted({ host, store, record, registry, env, threads }: AdoptedBinding): Promise<BoundHere> {
  const { plan } = record;
  const wanted = new Set(plan.artifacts.flatMap(({ id, method }) => ("component" in method ? [id] : [])));
  const bound = await bindRecorded({ host, plan, registry, env, hmacKey: store.key, wanted });
  const redactor = createRedactor(bound.confidential);
  const producer = createWorkerProducer({
    ...{ runner: threads, artifacts: store.artifacts, bindings: bound.components, schemas: registry.schemas },
    ...{ redactor, clock: systemClock, sourceStateKey: store.key, connectors: registry.connectors },
  });
  const local: Producer = {
    produce: async (task, report) => {
      const own = bound.artifacts.get(task.artifact.id);
      const differs = own === undefined ? null : whatDiffers(task.artifact, own);
      return differs === null ? await producer.produce(task, report) : unfitAttempt(differs);
    },
  };
  return { bindings: bound.components, redactor, producer, local };
}
