import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  PlannedArtifact,
  RecordStore,
  RunEvent,
  RunId,
} from "../../domain/index.ts";
import { planOrder } from "../../planner/index.ts";
import { readPlan } from "./read-plan.ts";
import { unlessAbsent } from "./removed-runs.ts";

/** Content of a run that may identify people and still exists. */
export interface RawContent {
  readonly run: RunId;
  /** The artifacts of the content, in plan order; includes those with exception messages. */
  readonly artifacts: readonly ArtifactId[];
  readonly digests: readonly Digest[];
}

/**
 * Returns the raw content of a run. Content that an artifact declared as not raw also has is excluded: it is declared
 * harmless.
 */
export async function rawContent(store: RecordStore, run: RunId): Promise<RawContent> {
  const held: NamedContent[] = [];
  let plan: ExecutionPlan | null = null;
  for await (const event of store.executions.events(run)) {
    if (event.type === "run.started") plan = await planOf(store, event.plan);
    else held.push(...contentNamedBy(event));
  }
  if (plan === null) return allOf(run, held);
  const rawOnes = await rawArtifacts(store, plan);
  const harmless = new Set(
    held.filter((one) => !one.isException && !rawOnes.has(one.artifact)).map((one) => one.digest),
  );
  const raw = held.filter((one) => (one.isException || rawOnes.has(one.artifact)) && !harmless.has(one.digest));
  const named = new Set(raw.map((one) => one.artifact));
  return {
    run,
    artifacts: plan.artifacts.map(({ id }) => id).filter((id) => named.has(id)),
    digests: [...new Set(raw.map((one) => one.digest))],
  };
}

/** Treats all content as raw: the plan, which says what is raw, was erased. */
function allOf(run: RunId, held: readonly NamedContent[]): RawContent {
  return {
    run,
    artifacts: [...new Set(held.map(({ artifact }) => artifact))],
    digests: [...new Set(held.map(({ digest }) => digest))],
  };
}

/** Reads the plan that a run names; null if it is gone. */
export async function planOf(store: RecordStore, digest: Digest): Promise<ExecutionPlan | null> {
  return await unlessAbsent(() => readPlan(store, digest));
}

/** Content that a run names. */
export interface NamedContent {
  readonly artifact: ArtifactId;
  readonly digest: Digest;
  /** Whether it is the message of an exception: libraries quote what they could not read. */
  readonly isException: boolean;
}

/** Returns the content that exists according to an event. */
export function contentNamedBy(event: RunEvent): readonly NamedContent[] {
  switch (event.type) {
    case "artifact.attempted": {
      const { artifact } = event;
      if (event.outcome === "failed") return exceptionOf(artifact, event.failure.exception?.message);
      return event.message.kept ? [{ artifact, digest: event.message.digest, isException: false }] : [];
    }
    case "artifact.reused":
      return event.message.kept ? [{ artifact: event.artifact, digest: event.message.digest, isException: false }] : [];
    case "artifact.failed":
      return exceptionOf(event.artifact, event.failure.exception?.message);
    default:
      return [];
  }
}

const exceptionOf = (artifact: ArtifactId, digest: Digest | null | undefined): readonly NamedContent[] =>
  digest === null || digest === undefined ? [] : [{ artifact, digest, isException: true }];

/** Returns artifacts whose component declares its output as raw, and those that pass it on. */
export async function rawArtifacts(store: RecordStore, plan: ExecutionPlan): Promise<ReadonlySet<ArtifactId>> {
  const planned = new Map(plan.artifacts.map((artifact) => [artifact.id, artifact]));
  const raw = new Set<ArtifactId>();
  for (const id of planOrder(plan)) {
    const artifact = planned.get(id);
    if (artifact !== undefined && (await isRaw(store, artifact, raw))) raw.add(id);
  }
  return raw;
}

/** `before` contains the raw artifacts among its inputs, and others. */
async function isRaw(
  store: RecordStore,
  { method, inputs }: PlannedArtifact,
  before: ReadonlySet<ArtifactId>,
): Promise<boolean> {
  switch (method.kind) {
    case "source":
    case "process":
      return method.component.sensitivity === "raw";
    case "pass-through":
      return inputs.some((input) => before.has(input));
    case "reuse":
      return await isRawElsewhere(store, method.run, method.artifact);
  }
}

/** An artifact taken from a run that is gone counts as raw: its plan cannot be read any more. */
async function isRawElsewhere(store: RecordStore, run: RunId, artifact: ArtifactId): Promise<boolean> {
  if ((await store.executions.run(run)) === null) return true;
  for await (const event of store.executions.events(run)) {
    if (event.type !== "run.started") continue;
    const plan = await planOf(store, event.plan);
    return plan === null || (await rawArtifacts(store, plan)).has(artifact);
  }
  return true;
}
