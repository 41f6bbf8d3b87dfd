import { wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ConfigAlteration, ExecutionPlan, GateDecision, JsonObject } from "../domain/index.ts";
import { requireArtifact } from "./arguments.ts";
import type { PendingConfig, PendingOutput } from "./session.ts";

/** The decision of a gate that replaces an output. */
type OutputReplacement = Extract<GateDecision, { readonly kind: "replace" }>;

/** A planned change of a configuration. */
export interface PlannedConfigChange {
  readonly pending: PendingConfig;
  /** The whole configuration as written, with this change and those before it. */
  readonly config: JsonObject;
  /** Tells the producer, and returns what the executor records. */
  readonly apply: () => ConfigAlteration;
}

/** A checked replacement of an output. */
export interface PlannedOutputChange {
  readonly pending: PendingOutput;
  /** Null for a recorded run, where nothing is stored. */
  readonly replacement: OutputReplacement | null;
}

/** Validates the changes that a user makes. Both methods throw the errors that the user sees. */
export interface ChangeMaker {
  /** Plans a value on top of the changes that are set already. */
  readonly config: (change: PendingConfig, earlier: readonly PendingConfig[]) => Promise<PlannedConfigChange>;
  readonly output: (artifact: ArtifactId, file: string) => Promise<PlannedOutputChange>;
}

/** The changes of a session that are set and not used yet. */
export class PendingChanges {
  readonly #plan: ExecutionPlan;
  readonly #maker: ChangeMaker;
  #config: readonly PlannedConfigChange[] = [];
  readonly #outputs = new Map<ArtifactId, PlannedOutputChange>();
  /** Configuration changes that an attempt used; a fork needs them too. */
  #used: readonly PendingConfig[] = [];
  /** Settles with the change before. One at a time, because each is planned on top of those before it. */
  #before: Promise<unknown> = Promise.resolve();
  /** The configuration with which the newest attempt of an artifact ran, if it was changed. */
  readonly #usedConfigs = new Map<ArtifactId, JsonObject>();

  constructor(plan: ExecutionPlan, maker: ChangeMaker) {
    this.#plan = plan;
    this.#maker = maker;
  }

  get list(): { readonly config: readonly PendingConfig[]; readonly outputs: readonly PendingOutput[] } {
    return {
      config: this.#config.map(({ pending }) => pending),
      outputs: [...this.#outputs.values()].map(({ pending }) => pending),
    };
  }

  /** Changes that an attempt has used. */
  get usedConfig(): readonly PendingConfig[] {
    return this.#used;
  }

  /** Returns the changed configuration that an artifact ran with; undefined: that of the plan. */
  usedConfigOf(artifact: ArtifactId): JsonObject | undefined {
    return this.#usedConfigs.get(artifact);
  }

  /** Returns the configuration with which an artifact will run next, as written. */
  configOf(artifact: ArtifactId): JsonObject {
    const pending = this.#config.findLast((one) => one.pending.artifact === artifact);
    const planned = this.#plan.artifacts.find(({ id }) => id === artifact);
    return pending?.config ?? this.#usedConfigs.get(artifact) ?? planned?.config ?? {};
  }

  async setConfig(artifact: ArtifactId, path: string, written: string): Promise<PendingConfig> {
    requireArtifact(this.#plan, artifact);
    const planned = this.#plan.artifacts.find(({ id }) => id === artifact);
    if (planned !== undefined && !("component" in planned.method)) {
      throw wctError("WCT_DEBUG_COMMAND", {
        message: `"${artifact}" has no configuration: no component makes it`,
        hint: "set the configuration of an artifact with a source or a process",
      });
    }
    const adding = this.#before.then(() => this.#add({ artifact, path, written }));
    this.#before = adding.catch(() => undefined);
    return await adding;
  }

  async #add({ artifact, path, written }: PendingConfig): Promise<PendingConfig> {
    const change = await this.#maker.config({ artifact, path, written }, [...this.#used, ...this.list.config]);
    const others = this.#config.filter(({ pending }) => pending.artifact !== artifact || pending.path !== path);
    this.#config = [...others, change];
    return change.pending;
  }

  async setOutput(artifact: ArtifactId, file: string): Promise<PendingOutput> {
    requireArtifact(this.#plan, artifact);
    const change = await this.#maker.output(artifact, file);
    this.#outputs.set(artifact, change);
    return change.pending;
  }

  /** Takes the replacement of an artifact's output, if there is one. */
  takeOutput(artifact: ArtifactId): OutputReplacement | null {
    const found = this.#outputs.get(artifact);
    this.#outputs.delete(artifact);
    return found?.replacement ?? null;
  }

  /** Takes the changes of an artifact's configuration, and tells the producer. Undefined: there are none. */
  takeConfig(artifact: ArtifactId): ConfigAlteration | undefined {
    const those = this.#config.filter(({ pending }) => pending.artifact === artifact);
    if (those.length === 0) return undefined;
    this.#config = this.#config.filter((one) => !those.includes(one));
    this.#used = [...this.#used, ...those.map(({ pending }) => pending)];
    this.#usedConfigs.set(artifact, those.at(-1)!.config);
    const alterations = those.map(({ apply }) => apply());
    const newest = alterations.at(-1)!;
    return { artifact: newest.artifact, changes: alterations.flatMap(({ changes }) => changes) };
  }

  /** Whether anything waits for an artifact. */
  has(artifact: ArtifactId): boolean {
    return this.#outputs.has(artifact) || this.#config.some(({ pending }) => pending.artifact === artifact);
  }
}
