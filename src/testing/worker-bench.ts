import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  ArtifactId,
  Attempt,
  Clock,
  Cost,
  Digest,
  InputGroup,
  JsonValue,
  MessageRef,
  NoteLevel,
  PlannedArtifact,
  RecordStore,
  SchemaRef,
  Task,
} from "../domain/index.ts";
import {
  type ComponentBinding,
  type Confidential,
  createRedactor,
  createThreads,
  createWorkerProducer,
  type SourceAnswer,
  type SourceQuestion,
  type Threads,
  type WorkerProducer,
} from "../executor/index.ts";
import type { HostValue } from "../plugin/index.ts";
import { openRecordStore } from "../store/index.ts";
import { commit } from "./suites/store-suite-support.ts";

type FixturePlugin = "good" | "bad" | "hostile" | "states";

/** One artifact that a component of a fixture plugin makes. */
export interface BenchArtifact {
  readonly id: string;
  /** `pass-through`, or the component's type. */
  readonly type: string;
  readonly plugin?: FixturePlugin;
  readonly config?: Readonly<Record<string, JsonValue>>;
  readonly values?: ReadonlyMap<string, HostValue>;
  /** Inputs of a processor, all under one schema, or of a pass-through. */
  readonly inputs?: readonly MadeArtifact[];
  readonly output?: string;
  readonly blocking?: boolean;
  readonly retain?: boolean;
  readonly signal?: AbortSignal;
}

export interface TaskReports {
  readonly started: (readonly [worker: number | null, waitedFor: ArtifactId | null | undefined])[];
  readonly notes: { readonly level: NoteLevel; readonly text: string }[];
  readonly progress: (readonly [done: number, total: number | null])[];
  readonly costs: Cost[];
}

export interface MadeArtifact {
  readonly artifact: ArtifactId;
  readonly message: MessageRef;
}

export interface BenchOptions {
  /** A new one on disk by default. */
  readonly store?: RecordStore;
  readonly workers?: number;
  readonly memoryLimitMb?: number;
  readonly graceMs?: number;
  readonly retainRaw?: boolean;
  readonly confidential?: Confidential;
  readonly clock?: Clock;
  readonly sourceStateKey?: Uint8Array;
}

const streams = {
  fixture_numbers: "numbers",
  fixture_total: null,
  standard_input: "items",
  hostile_anything: "things",
} as const;
const pluginFiles = { good: "good.ts", bad: "bad.ts", hostile: "hostile/index.ts", states: "states.ts" } as const;
const pluginUrl = (plugin: FixturePlugin): string =>
  new URL(`../../test/fixtures/plugins/${pluginFiles[plugin]}`, import.meta.url).href;

/** A real store and a real producer for the components of the fixture plugins. */
export class Bench {
  readonly dir: string;
  readonly store: RecordStore;
  readonly #options: BenchOptions;
  readonly #bindings = new Map<ArtifactId, ComponentBinding>();
  readonly #begun = new Map<string, PromiseWithResolvers<void>>();
  #threads: Threads | undefined;
  #producer: WorkerProducer | undefined;

  private constructor(dir: string, store: RecordStore, options: BenchOptions) {
    this.dir = dir;
    this.store = store;
    this.#options = options;
  }

  static async open(options: BenchOptions = {}): Promise<Bench> {
    const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
    const store = options.store ?? (await openRecordStore({ dir: join(dir, ".wct"), mode: "write" }));
    return new Bench(dir, store, options);
  }

  get threads(): Threads {
    const { workers = 1, clock = realClock, memoryLimitMb = 1024, graceMs = 5000 } = this.#options;
    this.#threads ??= createThreads({ workers, clock, memoryLimitMb, graceMs });
    return this.#threads;
  }

  get producer(): WorkerProducer {
    const { confidential = { secrets: [], environment: [] }, clock = realClock, retainRaw = true } = this.#options;
    this.#producer ??= createWorkerProducer({
      runner: this.threads,
      clock,
      retainRaw,
      artifacts: this.store.artifacts,
      bindings: this.#bindings,
      schemas: new Map(Object.entries(streams).map(([name, stream]) => [`${name}:1.0.0` as SchemaRef, { stream }])),
      redactor: createRedactor(confidential),
      sourceStateKey: this.#options.sourceStateKey,
    });
    return this.#producer;
  }

  /** Makes one artifact and commits its staged objects. */
  async make(piece: BenchArtifact): Promise<{ readonly attempt: Attempt; readonly told: TaskReports }> {
    const told: TaskReports = { started: [], notes: [], progress: [], costs: [] };
    const task = taskOf(piece);
    this.bind(piece);
    const attempt = await this.producer.produce(task, {
      started: (worker, waitedFor) => {
        told.started.push([worker, waitedFor]);
        this.#beginning(piece.id).resolve();
      },
      progress: (done, total) => told.progress.push([done, total]),
      noted: (level, text) => told.notes.push({ level, text }),
      cost: (amount, unit) => told.costs.push({ amount, unit }),
    });
    if (attempt.object !== null) await commit(this.store, attempt.object);
    return { attempt, told };
  }

  /** Asks a connector for the present state of its source. */
  async ask(piece: BenchArtifact, question: Omit<SourceQuestion, "artifact">): Promise<SourceAnswer> {
    this.bind(piece);
    return await this.producer.askSourceState({ artifact: taskOf(piece).artifact, ...question });
  }

  home(plugin: FixturePlugin): ComponentBinding["home"] {
    return { plugin: `${plugin}-fixtures`, module: pluginUrl(plugin) };
  }

  /**
   * Binds an artifact. The producer treats values of secret() fields as secrets from its first job on, so bind them
   * earlier.
   */
  bind({ id, type, plugin = "good", config = {}, values = new Map() }: BenchArtifact): void {
    this.#bindings.set(id as ArtifactId, { home: this.home(plugin), type, config: { input: config, values } });
  }

  /** Settles when the artifact's component begins. */
  started(id: string): Promise<void> {
    return this.#beginning(id).promise;
  }

  #beginning(id: string): PromiseWithResolvers<void> {
    const known = this.#begun.get(id) ?? Promise.withResolvers<void>();
    this.#begun.set(id, known);
    return known;
  }

  async made(piece: BenchArtifact): Promise<MadeArtifact> {
    const { attempt } = await this.make(piece);
    if (attempt.outcome === "failed") throw new Error(`${piece.id} failed: ${attempt.failure.message}`);
    return { artifact: piece.id as ArtifactId, message: attempt.message };
  }

  async content(digest: Digest): Promise<{ readonly elements: readonly JsonValue[]; readonly rest: JsonValue }> {
    const reader = await this.store.artifacts.open(digest);
    const elements: JsonValue[] = [];
    if (reader.elements !== null) for await (const batch of reader.batches()) elements.push(...batch);
    return { elements, rest: await reader.rest() };
  }

  async close(): Promise<void> {
    await this.#threads?.close();
    await this.store.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

const realClock: Clock = {
  now: () => new Date(),
  monotonic: () => Number(process.hrtime.bigint()),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

function taskOf(piece: BenchArtifact): Task {
  const { inputs = [], signal = new AbortController().signal } = piece;
  return { artifact: plannedArtifact(piece), attempt: 1, inputs, signal, startedAt: "2026-01-02T03:04:05.000Z" };
}

function plannedArtifact(piece: BenchArtifact): PlannedArtifact {
  const digest = "0".repeat(64) as Digest;
  return {
    id: piece.id as ArtifactId,
    name: null,
    description: null,
    contact: null,
    location: { file: "runbook.yaml", line: 1, column: 1, endLine: 1, endColumn: 2 },
    group: [],
    method: methodOf(piece),
    inputs: (piece.inputs ?? []).map(({ artifact }) => artifact),
    outputSchema: (piece.output ?? "fixture_numbers:1.0.0") as SchemaRef,
    outputStream: piece.output === "fixture_total:1.0.0" ? null : "numbers",
    config: {},
    fingerprint: {
      component: piece.type,
      plugin: digest,
      configWritten: digest,
      configResolved: digest,
      files: {},
      rulesets: {},
      inputSchemas: [],
      recordFormat: 1,
      digest,
    },
    output: false,
    optional: false,
    breakpoint: null,
    timeoutMs: null,
    retain: piece.retain ?? true,
    tags: [],
  };
}

function methodOf({ type, inputs, blocking = true }: BenchArtifact): PlannedArtifact["method"] {
  if (type === "pass-through") return { kind: "pass-through" };
  const component = {
    type,
    plugin: "fixtures",
    version: "1.0.0",
    deterministic: true,
    blocking,
    sensitivity: "raw",
  } as const;
  if (inputs === undefined) return { kind: "source", component: { ...component, kind: "connector" } };
  const schema = inputs[0]?.message.schema ?? ("fixture_numbers:1.0.0" as SchemaRef);
  const group: InputGroup = { required: schema, schema, artifacts: inputs.map(({ artifact }) => artifact) };
  return { kind: "process", component: { ...component, kind: "processor" }, groups: [group] };
}
