import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  Failure,
  MessageRef,
  ObjectCondition,
  PlannedArtifact,
  RunId,
  SkipReason,
} from "../domain/index.ts";
import { createDag, topologicalOrder } from "../graph/index.ts";
import { type Change, changesSince } from "./changes.ts";
import type { EarlierArtifact, Holding, InputRef } from "./earlier.ts";

/** Why an artifact is not taken over. */
export type ExecuteReason =
  | { readonly kind: "new" }
  | { readonly kind: "source" }
  | { readonly kind: "failed"; readonly run: RunId; readonly failure: Failure }
  | { readonly kind: "skipped"; readonly run: RunId; readonly reason: SkipReason }
  | { readonly kind: "unfinished"; readonly run: RunId }
  | { readonly kind: "altered"; readonly run: RunId }
  | { readonly kind: "changed"; readonly changes: readonly Change[] }
  | { readonly kind: "inputs-listed"; readonly before: readonly ArtifactId[]; readonly now: readonly ArtifactId[] }
  /** Inputs that are taken over, but are not what it was made from. */
  | { readonly kind: "inputs-differ"; readonly inputs: readonly ArtifactId[] }
  | { readonly kind: "inputs-unknown"; readonly run: RunId }
  | { readonly kind: "not-kept"; readonly run: RunId }
  | { readonly kind: "object"; readonly run: RunId; readonly condition: Exclude<ObjectCondition, "intact"> };

/** A message that may stand in for an artifact, and what it was made from. */
export interface Candidate {
  readonly message: MessageRef;
  readonly inputs: readonly InputRef[];
  readonly origin: { readonly run: RunId; readonly artifact: ArtifactId };
}

export type TakeoverDecision =
  | { readonly kind: "taken-over"; readonly artifact: ArtifactId; readonly candidate: Candidate }
  /** Inputs execute again; it is taken over if these come out as they were. */
  | {
      readonly kind: "waits";
      readonly artifact: ArtifactId;
      readonly candidate: Candidate;
      readonly inputs: readonly ArtifactId[];
    }
  | { readonly kind: "executes"; readonly artifact: ArtifactId; readonly why: ExecuteReason };

export interface TakeoverQuestion {
  readonly plan: ExecutionPlan;
  /** For each artifact the one of an earlier run that it is compared with. */
  readonly earlier: ReadonlyMap<ArtifactId, EarlierArtifact>;
  /** Messages of artifacts that are made by `reuse`: there is nothing to decide about these. */
  readonly given: ReadonlyMap<ArtifactId, MessageRef>;
  /** False: every source executes again, whatever is known of it. */
  readonly takesSources: boolean;
  readonly condition: (digest: Digest) => ObjectCondition;
}

/** What becomes of each artifact, in the order of the plan; artifacts made by `reuse` are left out. */
export function decideTakeover(question: TakeoverQuestion): readonly TakeoverDecision[] {
  const { plan, given } = question;
  const digests = new Map<ArtifactId, Digest | null>();
  for (const [id, { digest }] of given) digests.set(id, digest);
  const order = inputsFirst(plan);
  const decisions: TakeoverDecision[] = [];
  for (const artifact of order) {
    if (given.has(artifact.id)) continue;
    const decision = decide(question, artifact, digests);
    decisions.push(decision);
    digests.set(artifact.id, decision.kind === "taken-over" ? decision.candidate.message.digest : null);
  }
  return order === plan.artifacts ? decisions : inPlanOrder(plan, decisions);
}

function inPlanOrder(
  { artifacts }: ExecutionPlan,
  decisions: readonly TakeoverDecision[],
): readonly TakeoverDecision[] {
  const byId = new Map(decisions.map((decision) => [decision.artifact, decision]));
  return artifacts.flatMap(({ id }) => byId.get(id) ?? []);
}

/** The artifacts themselves when they stand so: most runbooks are written from the sources on. */
function inputsFirst({ artifacts }: ExecutionPlan): readonly PlannedArtifact[] {
  const seen = new Set<ArtifactId>();
  const isInOrder = artifacts.every(({ id, inputs }) => inputs.every((input) => seen.has(input)) && seen.add(id));
  if (isInOrder) return artifacts;
  const place = new Map(artifacts.map(({ id }, index) => [id, index]));
  const dag = createDag(artifacts.map(({ inputs }) => inputs.flatMap((id) => place.get(id) ?? [])));
  return topologicalOrder(dag).flatMap((index) => artifacts[index] ?? []);
}

/** `digests`: what each input will hold; null when only the run will tell. */
function decide(
  question: TakeoverQuestion,
  artifact: PlannedArtifact,
  digests: ReadonlyMap<ArtifactId, Digest | null>,
): TakeoverDecision {
  const executes = (why: ExecuteReason): TakeoverDecision => ({ kind: "executes", artifact: artifact.id, why });
  const earlier = question.earlier.get(artifact.id);
  if (artifact.method.kind === "source" && !question.takesSources) return executes({ kind: "source" });
  if (earlier === undefined) return executes({ kind: "new" });
  const found = candidateOf(question, artifact, earlier);
  if ("kind" in found) return executes(found);
  const { differing, open } = compareInputs(found, digests);
  if (differing.length > 0) return executes({ kind: "inputs-differ", inputs: differing });
  const condition = question.condition(found.message.digest);
  if (condition !== "intact") return executes({ kind: "object", run: earlier.run, condition });
  if (open.length > 0) return { kind: "waits", artifact: artifact.id, candidate: found, inputs: open };
  return { kind: "taken-over", artifact: artifact.id, candidate: found };
}

/** Inputs that hold something else than the candidate was made from, and those of which only the run will tell. */
function compareInputs({ inputs }: Candidate, digests: ReadonlyMap<ArtifactId, Digest | null>) {
  const differing: ArtifactId[] = [];
  const open: ArtifactId[] = [];
  for (const { artifact, digest } of inputs) {
    const now = digests.get(artifact) ?? null;
    if (now === null) open.push(artifact);
    else if (now !== digest) differing.push(artifact);
  }
  return { differing, open };
}

/** The earlier message, if nothing of the artifact itself stands against it. */
function candidateOf(
  { plan }: TakeoverQuestion,
  artifact: PlannedArtifact,
  earlier: EarlierArtifact,
): Candidate | ExecuteReason {
  const { holding, run, isAltered } = earlier;
  if (holding.kind !== "message") return lacking(holding, run);
  if (isAltered) return { kind: "altered", run };
  const changes = changesSince(earlier, artifact, plan);
  if (changes.length > 0) return { kind: "changed", changes };
  const { message, inputs, origin } = holding;
  // Components see the ids of their inputs, and their order, so both count.
  if (!isListed(inputs, artifact.inputs)) {
    const before = inputs?.map((input) => input.artifact) ?? earlier.planned.inputs;
    if (!sameIds(before, artifact.inputs)) return { kind: "inputs-listed", before, now: artifact.inputs };
  }
  if (inputs === null) return { kind: "inputs-unknown", run };
  if (!message.kept) return { kind: "not-kept", run };
  return { message, inputs, origin };
}

function lacking(holding: Exclude<Holding, { readonly kind: "message" }>, run: RunId): ExecuteReason {
  switch (holding.kind) {
    case "failed":
      return { kind: "failed", run, failure: holding.failure };
    case "skipped":
      return { kind: "skipped", run, reason: holding.reason };
    case "unfinished":
      return { kind: "unfinished", run };
  }
}

function isListed(inputs: readonly InputRef[] | null, ids: readonly ArtifactId[]): boolean {
  return inputs !== null && inputs.length === ids.length && inputs.every(({ artifact }, at) => artifact === ids[at]);
}

function sameIds(a: readonly ArtifactId[], b: readonly ArtifactId[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place]);
}
