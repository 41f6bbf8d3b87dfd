import { wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ConfigAlteration, ExecutionPlan, GateDecision } from "../domain/index.ts";
import type { PendingConfig, PendingOutput } from "./session.ts";

/** An output to use instead of what an artifact makes. */
export type OutputReplacement = Extract<GateDecision, { readonly kind: "replace" }>;

/** A planned change of a configuration. */
export interface PlannedConfigChange {
  readonly pending: PendingConfig;
  /** Tells the producer, and returns what the executor records. */
  readonly apply: () => ConfigAlteration;
}

/** Validates the changes that a user makes. Both methods throw the errors that the user sees. */
export interface ChangeMaker {
  /** Plans a value on top of the changes that are set already. */
  readonly config: (
    change: { readonly artifact: ArtifactId; readonly path: string; readonly written: string },
    earlier: readonly PendingConfig[],
  ) => Promise<PlannedConfigChange>;
  readonly output: (artifact: ArtifactId, file: string) => Promise<OutputReplacement>;
}

/** The changes of a session that are set and not used yet. */
export class PendingChanges {
  readonly #plan: ExecutionPlan;
  readonly #maker: ChangeMaker;
  #config: readonly PlannedConfigChange[] = [];
  readonly #outputs = new Map<ArtifactId, { readonly file: string; readonly replacement: OutputReplacement }>();
  /** Configuration changes that an attempt used; a fork needs them too. */
  #used: readonly PendingConfig[] = [];

  constructor(plan: ExecutionPlan, maker: ChangeMaker) {
    this.#plan = plan;
    this.#maker = maker;
  }

  get list(): { readonly config: readonly PendingConfig[]; readonly outputs: readonly PendingOutput[] } {
    return {
      config: this.#config.map(({ pending }) => pending),
      outputs: [...this.#outputs].map(
        ([
          artifact,
          {
            replacement: { message },
          },
        ]) => ({ artifact, message }),
      ),
    };
  }

  /** Every configuration change of the session, used or not. */
  get allConfig(): readonly PendingConfig[] {
    return [...this.#used, ...this.list.config];
  }

  get files(): ReadonlyMap<ArtifactId, string> {
    return new Map([...this.#outputs].map(([artifact, { file }]) => [artifact, file]));
  }

  async setConfig(artifact: ArtifactId, path: string, written: string): Promise<PendingConfig> {
    const planned = this.#plan.artifacts.find(({ id }) => id === artifact);
    if (planned !== undefined && !("component" in planned.method)) {
      throw wctError("WCT_DEBUG_COMMAND", {
        message: `"${artifact}" has no configuration: no component makes it`,
        hint: "set the configuration of an artifact with a source or a process",
      });
    }
    const change = await this.#maker.config({ artifact, path, written }, this.allConfig);
    const others = this.#config.filter(({ pending }) => pending.artifact !== artifact || pending.path !== path);
    this.#config = [...others, change];
    return change.pending;
  }

  async setOutput(artifact: ArtifactId, file: string): Promise<PendingOutput> {
    const replacement = await this.#maker.output(artifact, file);
    this.#outputs.set(artifact, { file, replacement });
    return { artifact, message: replacement.message };
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
    const alterations = those.map(({ apply }) => apply());
    const newest = alterations.at(-1)!;
    return { artifact: newest.artifact, changes: alterations.flatMap(({ changes }) => changes) };
  }

  /** Whether anything waits for an artifact. */
  has(artifact: ArtifactId): boolean {
    return this.#outputs.has(artifact) || this.#config.some(({ pending }) => pending.artifact === artifact);
  }
}
