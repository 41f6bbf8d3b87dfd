import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  PlannedArtifact,
  RecordStore,
  RunEvent,
  RunId,
} from "../../domain/index.ts";
import { parsePlan, planOrder } from "../../planner/index.ts";

/** Content of a run that may identify people and is still there. */
export interface RawContent {
  readonly run: RunId;
  /** Artifacts whose content it is, in plan order; those whose exceptions said something, too. */
  readonly artifacts: readonly ArtifactId[];
  readonly digests: readonly Digest[];
}

/** What a run holds of raw content. What an artifact that is not raw holds as well is left out: it is declared harmless. */
export async function rawContent(store: RecordStore, run: RunId): Promise<RawContent> {
  const held: Held[] = [];
  let plan: ExecutionPlan | null = null;
  for await (const event of store.executions.events(run)) {
    if (event.type === "run.started") plan = await planOf(store, event.plan);
    else held.push(...heldBy(event));
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

/** The plan says what is raw. When it was erased nobody can tell any more, and all counts as raw. */
function allOf(run: RunId, held: readonly Held[]): RawContent {
  return {
    run,
    artifacts: [...new Set(held.map(({ artifact }) => artifact))],
    digests: [...new Set(held.map(({ digest }) => digest))],
  };
}

/** Null: it is gone. */
async function planOf(store: RecordStore, digest: Digest): Promise<ExecutionPlan | null> {
  if (!(await store.artifacts.has(digest))) return null;
  return parsePlan(await (await store.artifacts.open(digest)).rest());
}

/** Content that a run names. */
export interface Held {
  readonly artifact: ArtifactId;
  readonly digest: Digest;
  /** The message of an exception: libraries quote what they could not read. */
  readonly isException: boolean;
}

/** The content that an event says is there. */
export function heldBy(event: RunEvent): readonly Held[] {
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
    case "artifact.altered":
      return event.what === "output" ? [{ artifact: event.artifact, digest: event.newDigest, isException: false }] : [];
    default:
      return [];
  }
}

const exceptionOf = (artifact: ArtifactId, digest: Digest | null | undefined): readonly Held[] =>
  digest === null || digest === undefined ? [] : [{ artifact, digest, isException: true }];

/** Artifacts whose component says so, and what passes them on. */
export async function rawArtifacts(store: RecordStore, plan: ExecutionPlan): Promise<ReadonlySet<ArtifactId>> {
  const planned = new Map(plan.artifacts.map((artifact) => [artifact.id, artifact]));
  const raw = new Set<ArtifactId>();
  for (const id of planOrder(plan)) {
    const artifact = planned.get(id);
    if (artifact !== undefined && (await isRaw(store, artifact, raw))) raw.add(id);
  }
  return raw;
}

/** `before`: the raw ones among its inputs, and others. */
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

/** An artifact taken from a run that is gone counts as raw: nobody can tell any more. */
async function isRawElsewhere(store: RecordStore, run: RunId, artifact: ArtifactId): Promise<boolean> {
  if ((await store.executions.run(run)) === null) return true;
  for await (const event of store.executions.events(run)) {
    if (event.type !== "run.started") continue;
    const plan = await planOf(store, event.plan);
    return plan === null || (await rawArtifacts(store, plan)).has(artifact);
  }
  return true;
}
