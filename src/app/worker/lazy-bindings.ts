import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import type { ComponentBinding, Confidential } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { RecordedBinder, RecordedBinding } from "../replay/index.ts";

/**
 * The bindings of a plan's artifacts. Most are made when a job asks for them: of many artifacts a worker makes few. Those
 * with variables are bound at once, because no output may show a secret of any of them, and those whose plugin runs in a
 * process, which may read what all its configurations name.
 */
export class LazyBindings {
  readonly components = new Map<ArtifactId, ComponentBinding>();
  readonly #binder: Pick<RecordedBinder, "bind">;
  readonly #placed: (binding: ComponentBinding) => ComponentBinding;
  readonly #bound = new Map<ArtifactId, RecordedBinding>();
  #next: { readonly artifacts: Map<ArtifactId, PlannedArtifact>; readonly ended: Promise<void> } | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** `placed`: lets a component read the files where this machine has them. */
  constructor(binder: Pick<RecordedBinder, "bind">, placed: (binding: ComponentBinding) => ComponentBinding) {
    this.#binder = binder;
    this.#placed = placed;
  }

  /** Binds those that cannot wait; returns their secrets and variables, which are those of the whole plan. */
  begin({ artifacts }: ExecutionPlan, registry: Registry): Promise<Confidential> {
    return this.#bind(artifacts.filter((artifact) => isBoundAtOnce(artifact, registry)));
  }

  /** Binds artifacts that are asked for in the meantime together. Undefined: it has no component. */
  async of(artifact: PlannedArtifact): Promise<RecordedBinding | undefined> {
    if (!this.#bound.has(artifact.id)) await this.#soon(artifact);
    return this.#bound.get(artifact.id);
  }

  #soon(artifact: PlannedArtifact): Promise<void> {
    if (this.#next === null) {
      const artifacts = new Map<ArtifactId, PlannedArtifact>();
      const ended = this.#last.then(async () => {
        this.#next = null;
        await this.#bind([...artifacts.values()]);
      });
      this.#next = { artifacts, ended };
      this.#last = ended.catch(() => undefined);
    }
    this.#next.artifacts.set(artifact.id, artifact);
    return this.#next.ended;
  }

  async #bind(artifacts: readonly PlannedArtifact[]): Promise<Confidential> {
    const { components, artifacts: bound, confidential } = await this.#binder.bind(artifacts);
    for (const [id, binding] of components) this.components.set(id, this.#placed(binding));
    for (const [id, one] of bound) this.#bound.set(id, one);
    return confidential;
  }
}

function isBoundAtOnce({ method, config }: PlannedArtifact, { connectors, processors }: Registry): boolean {
  if (!("component" in method)) return false;
  const { kind, type } = method.component;
  const home = (kind === "connector" ? connectors : processors).get(type)?.home;
  return home?.process !== undefined || JSON.stringify(config).includes("$");
}
