import type { Diagnostic } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, FileAccess, JsonObject, PlannedArtifact } from "../../domain/index.ts";
import type { ComponentBinding, Confidential } from "../../executor/index.ts";
import { type BoundArtifact, Planner } from "../../planner/index.ts";
import type { Registry } from "../../registry/index.ts";
import { parseJsonRunbook, type RunbookArtifact } from "../../runbook/index.ts";
import { type Host, packageVersion } from "../host/index.ts";
import { createHashedFiles, type HashedFiles } from "../plan/index.ts";

export interface BindContext {
  readonly host: Host;
  readonly plan: ExecutionPlan;
  readonly registry: Registry;
  readonly env: ReadonlyMap<string, string>;
  /** Key of the HMACs in the record; any other one if they are not compared. */
  readonly hmacKey: Uint8Array;
  /** Provides files that this machine does not have; by default there are none. */
  readonly provided?: (files: FileAccess) => FileAccess;
}

/** An artifact with the configuration of the record, bound to the component that exists now. */
export interface RecordedBinding extends BoundArtifact {
  /** Variables of its configuration that are not set and have no default. */
  readonly unset: readonly string[];
  readonly hasVariables: boolean;
  /** Names of the variables of its configuration. */
  readonly variables: readonly string[];
}

export interface RecordedBindings {
  readonly components: ReadonlyMap<ArtifactId, ComponentBinding>;
  readonly artifacts: ReadonlyMap<ArtifactId, RecordedBinding>;
  readonly confidential: Confidential;
}

/** Binds artifacts of a recorded plan together. */
export async function bindRecorded(
  context: BindContext & { readonly wanted: ReadonlySet<ArtifactId> },
): Promise<RecordedBindings> {
  const { plan, wanted } = context;
  return await new RecordedBinder(context).bind(plan.artifacts.filter(({ id }) => wanted.has(id)));
}

/**
 * Binds artifacts of a recorded plan to components, without the runbook: the plan contains every configuration as it
 * was written, also if the runbook was changed, deleted, or overridden. Large files are hashed once.
 */
export class RecordedBinder {
  readonly #context: BindContext;
  readonly #hashed: HashedFiles;
  readonly #files: FileAccess;

  constructor(context: BindContext) {
    this.#context = context;
    this.#hashed = createHashedFiles(context.host);
    this.#files = context.provided?.(this.#hashed.access) ?? this.#hashed.access;
  }

  /** Binds those that have components. */
  async bind(artifacts: readonly PlannedArtifact[]): Promise<RecordedBindings> {
    const documents = documentsOf(artifacts.filter(({ method }) => "component" in method));
    for (;;) {
      const bound = documents.map((document) => bindDocument(this.#context, document, this.#files));
      if (!(await this.#hashed.hash())) return merged(bound);
    }
  }
}

/** Artifacts whose relative paths start from the same folder. Named by their places, because a runbook allows no "/". */
interface RecordedDocument {
  readonly file: string;
  readonly artifacts: readonly PlannedArtifact[];
}

/** Keeps every document far below the size that the parser accepts. */
const mostCharacters = 1_000_000;

function documentsOf(artifacts: readonly PlannedArtifact[]): readonly RecordedDocument[] {
  const documents: { readonly file: string; readonly artifacts: PlannedArtifact[]; characters: number }[] = [];
  for (const artifact of artifacts) {
    const { file } = artifact.location;
    const characters = JSON.stringify(artifact.config).length + 100;
    const open = documents.findLast((one) => one.file === file);
    if (open === undefined || open.characters + characters > mostCharacters) {
      documents.push({ file, artifacts: [artifact], characters });
      continue;
    }
    open.artifacts.push(artifact);
    open.characters += characters;
  }
  return documents;
}

function bindDocument(
  { registry, env, hmacKey, plan }: BindContext,
  { file, artifacts }: RecordedDocument,
  files: FileAccess,
): RecordedBindings {
  const json = runbookOf(artifacts, plan.config.secrets);
  // Whether a variable is set is a matter of the one artifact that uses it.
  const parsed = parseJsonRunbook({ file, json, env, noEnv: true });
  if (!parsed.ok) return unreadable(artifacts, parsed.diagnostics);
  const planner = new Planner({ registry, files, env, hmacKey, wctVersion: packageVersion(), noEnv: true });
  const numbered = new Map(artifacts.map(({ id }, place) => [numberedId(place), id]));
  const idOf = (id: ArtifactId): ArtifactId => numbered.get(id) ?? id;
  const { bindings, artifacts: bound } = planner.bindEach(parsed.runbook);
  return {
    components: new Map([...bindings.components].map(([id, binding]) => [idOf(id), binding])),
    artifacts: new Map(
      [...bound].map(([id, one]) => [idOf(id), { ...one, ...variablesOf(parsed.runbook.artifacts.get(id), env) }]),
    ),
    confidential: { secrets: bindings.secretValues, environment: bindings.environmentValues },
  };
}

const numberedId = (place: number): ArtifactId => `a${place}` as ArtifactId;

/** Returns a runbook of the recorded configurations. Nobody looks at its inputs. */
function runbookOf(artifacts: readonly PlannedArtifact[], secrets: readonly string[]): JsonObject {
  const methods = artifacts.map(({ method, config }): JsonObject => {
    const inputs = [numberedId(0)];
    if (method.kind === "source") return { source: { type: method.component.type, properties: config } };
    return method.kind === "process"
      ? { inputs, process: { type: method.component.type, properties: config } }
      : { inputs };
  });
  return {
    ...{ name: "recorded", description: "recorded", config: { secrets } },
    artifacts: Object.fromEntries(methods.map((method, place) => [numberedId(place), method])),
  };
}

function variablesOf(artifact: RunbookArtifact | undefined, env: ReadonlyMap<string, string>) {
  const { method } = artifact ?? {};
  const placeholders = method?.kind === "source" || method?.kind === "process" ? method.properties.placeholders : [];
  const unset = placeholders.filter(({ hasDefault, variable }) => !hasDefault && !env.has(variable));
  const variables = [...new Set(placeholders.map(({ variable }) => variable))];
  return { unset: unset.map(({ variable }) => variable), hasVariables: placeholders.length > 0, variables };
}

/** Of a record that no runbook can have: nothing in it is bound. */
function unreadable(artifacts: readonly PlannedArtifact[], problems: readonly Diagnostic[]): RecordedBindings {
  const none = { deterministic: true, unset: [], hasVariables: false, variables: [], problems };
  return {
    components: new Map(),
    artifacts: new Map(artifacts.map(({ id, fingerprint }) => [id, { ...none, fingerprint }])),
    confidential: { secrets: [], environment: [] },
  };
}

function merged(all: readonly RecordedBindings[]): RecordedBindings {
  return {
    components: new Map(all.flatMap(({ components }) => [...components])),
    artifacts: new Map(all.flatMap(({ artifacts }) => [...artifacts])),
    confidential: {
      secrets: all.flatMap(({ confidential }) => confidential.secrets),
      environment: all.flatMap(({ confidential }) => confidential.environment),
    },
  };
}
