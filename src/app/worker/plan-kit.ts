import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  PlannedArtifact,
  Producer,
  RecordStore,
  RemoteOrder,
  WorkerQueue,
} from "../../domain/index.ts";
import {
  type ComponentBinding,
  createRedactor,
  createWorkerProducer,
  type RemoteExecution,
  type Threads,
} from "../../executor/index.ts";
import type { HostValue } from "../../plugin/index.ts";
import type { Registry } from "../../registry/index.ts";
import { systemClock } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { readPlan } from "../record/index.ts";
import { type ReceivedFiles, receiveFiles } from "../remote/index.ts";
import { RecordedBinder } from "../replay/index.ts";
import { whatDiffers } from "./check-fit.ts";
import type { Completing } from "./completing.ts";
import { LazyBindings } from "./lazy-bindings.ts";

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
  readonly unfit: (artifact: ArtifactId) => Promise<string | null>;
  /** Deletes its files. */
  readonly remove: () => void;
}

/** What the jobs of a worker share. */
export interface WorkerParts {
  readonly jobQueue: Omit<WorkerQueue, "completeAndTake">;
  readonly completing: Pick<Completing, "add">;
  readonly kits: Pick<PlanKits, "of">;
  readonly remote: RemoteExecution;
  /** Called when the queue fails. */
  readonly failed: (error: unknown) => void;
}

/** Plans are kept for the jobs that follow, which usually belong to the same run. */
const kitsKept = 8;

export class PlanKits {
  readonly #context: KitContext;
  readonly #kits = new Map<string, Promise<PlanKit>>();

  constructor(context: KitContext) {
    this.#context = context;
  }

  of({ plan, files }: Pick<RemoteOrder, "plan" | "files">): Promise<PlanKit> {
    const name = `${plan} ${files ?? ""}`;
    const known = this.#kits.get(name);
    if (known !== undefined) return known;
    const made = makeKit(this.#context, plan, files);
    this.#kits.set(name, made);
    made.catch(() => this.#kits.delete(name));
    const [oldest] = this.#kits.keys();
    if (this.#kits.size > kitsKept && oldest !== undefined) this.#forget(oldest);
    return made;
  }

  /** Deletes the files of all plans. */
  close(): void {
    for (const name of [...this.#kits.keys()]) this.#forget(name);
  }

  #forget(name: string): void {
    void this.#kits.get(name)?.then(
      (kit) => kit.remove(),
      () => undefined,
    );
    this.#kits.delete(name);
  }
}

/** Binds the configurations of a plan from this machine's own environment, files and plugins. */
async function makeKit(context: KitContext, digest: Digest, files: Digest | null): Promise<PlanKit> {
  const { host, store, registry, env, threads } = context;
  const plan: ExecutionPlan = await readPlan(store, digest);
  const artifacts = new Map(plan.artifacts.map((artifact) => [artifact.id, artifact]));
  const { artifacts: objects, key } = store;
  const received = files === null ? null : await receiveFiles({ artifacts: objects, key, cwd: host.cwd }, files);
  const provided = received === null ? {} : { provided: received.provided };
  const binder = new RecordedBinder({ host, plan, registry, env, hmacKey: key, ...provided });
  const bindings = new LazyBindings(binder, received === null ? (one) => one : (one) => withPlaces(one, received));
  const confidential = await bindings.begin(plan, registry);
  const producer = createWorkerProducer({
    runner: threads,
    artifacts: store.artifacts,
    bindings: bindings.components,
    schemas: registry.schemas,
    redactor: createRedactor(confidential),
    clock: systemClock,
    sourceStateKey: store.key,
    connectors: registry.connectors,
  });
  const unfit = async (id: ArtifactId): Promise<string | null> => {
    const planned = artifacts.get(id);
    const own = planned === undefined ? undefined : await bindings.of(planned);
    if (planned === undefined || own === undefined) return "the plan has no such artifact";
    return whatDiffers(planned, own);
  };
  return { artifacts, producer, unfit, remove: () => received?.remove() };
}

/** Lets a component read the files where this worker has put them. */
function withPlaces(binding: ComponentBinding, { placeOf }: ReceivedFiles): ComponentBinding {
  const at = <T extends { readonly path: string }>(one: T): T => ({ ...one, path: placeOf(one.path) ?? one.path });
  const placed = (value: HostValue): HostValue => {
    if (value.kind === "file") return at(value);
    if (value.kind !== "ruleset") return value;
    return value.bases === undefined ? at(value) : { ...at(value), bases: value.bases.map(at) };
  };
  const values = new Map([...binding.config.values].map(([token, value]) => [token, placed(value)]));
  return { ...binding, config: { ...binding.config, values } };
}
