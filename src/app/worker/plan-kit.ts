import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  JobDesk,
  PlannedArtifact,
  Producer,
  RecordStore,
} from "../../domain/index.ts";
import { createRedactor, createWorkerProducer, type RemoteExecution, type Threads } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { readPlan } from "../record/index.ts";
import { bindRecorded } from "../replay/index.ts";
import { whatDiffers } from "./check-fit.ts";
import type { Completing } from "./completing.ts";

export interface KitContext {
  readonly host: Host;
  readonly store: RecordStore;
  readonly registry: Registry;
  readonly env: ReadonlyMap<string, string>;
  readonly threads: Threads;
}

/** What a worker needs to make the artifacts of one plan. */
export interface PlanKit {
  readonly artifacts: ReadonlyMap<ArtifactId, PlannedArtifact>;
  readonly producer: Producer;
  /** What differs here from the machine that planned an artifact; null if this worker may make it. */
  readonly unfit: (artifact: ArtifactId) => string | null;
}

/** What the jobs of a worker share. */
export interface WorkerParts {
  readonly desk: JobDesk;
  readonly completing: Completing;
  readonly kits: PlanKits;
  readonly remote: RemoteExecution;
  /** Called when the queue fails. */
  readonly failed: (error: unknown) => void;
}

/** Plans are kept for the jobs that follow, which usually belong to the same run. */
const kitsKept = 8;

export class PlanKits {
  readonly #context: KitContext;
  readonly #kits = new Map<Digest, Promise<PlanKit>>();

  constructor(context: KitContext) {
    this.#context = context;
  }

  of(plan: Digest): Promise<PlanKit> {
    const known = this.#kits.get(plan);
    if (known !== undefined) return known;
    const made = makeKit(this.#context, plan);
    this.#kits.set(plan, made);
    made.catch(() => this.#kits.delete(plan));
    const [oldest] = this.#kits.keys();
    if (this.#kits.size > kitsKept && oldest !== undefined) this.#kits.delete(oldest);
    return made;
  }
}

/** Binds the configurations of a plan from this machine's own environment, files and plugins. */
async function makeKit(context: KitContext, digest: Digest): Promise<PlanKit> {
  const { host, store, registry, env, threads } = context;
  const plan: ExecutionPlan = await readPlan(store, digest);
  const artifacts = new Map(plan.artifacts.map((artifact) => [artifact.id, artifact]));
  const wanted = new Set(plan.artifacts.flatMap(({ id, method }) => ("component" in method ? [id] : [])));
  const bound = await bindRecorded({ host, plan, registry, env, hmacKey: store.key, wanted });
  const producer = createWorkerProducer({
    runner: threads,
    artifacts: store.artifacts,
    bindings: bound.components,
    schemas: registry.schemas,
    redactor: createRedactor(bound.confidential),
    clock: systemClock,
    sourceStateKey: store.key,
    connectors: registry.connectors,
  });
  const unfit = (id: ArtifactId): string | null => {
    const planned = artifacts.get(id);
    const own = bound.artifacts.get(id);
    if (planned === undefined || own === undefined) return "the plan has no such artifact";
    return whatDiffers(planned, own);
  };
  return { artifacts, producer, unfit };
}
