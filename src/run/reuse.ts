import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  Failure,
  MessageRef,
  ObjectCondition,
  PlannedArtifact,
  RecordedSourceState,
  RunId,
  SkipReason,
} from "../domain/index.ts";
import { topologicalOrder } from "../graph/index.ts";
import { type Change, changesSince } from "./changes.ts";
import { changedPathsAtMost, differingPaths } from "./diff/index.ts";
import type { EarlierArtifact, Holding, InputRef } from "./earlier.ts";
import { artifactGraph } from "./plan-graph.ts";

/** The reason why an artifact is not reused. */
export type ExecuteReason =
  /** None of the searched runs has an artifact of that id. */
  | { readonly kind: "new"; readonly lookedAt: ReuseScope }
  /** The source has to be read to know its content. */
  | { readonly kind: "source"; readonly run: RunId; readonly because: SourceDoubt }
  | { readonly kind: "failed"; readonly run: RunId; readonly failure: Failure }
  | { readonly kind: "skipped"; readonly run: RunId; readonly reason: SkipReason }
  | { readonly kind: "unfinished"; readonly run: RunId }
  | { readonly kind: "altered"; readonly run: RunId }
  | {
      readonly kind: "changed";
      readonly changes: readonly Change[];
      /** Paths of the changed configuration; absent if it did not change. */
      readonly paths?: readonly string[];
      /** The list of inputs before and now; null if the list is the same. */
      readonly inputs: { readonly before: readonly ArtifactId[]; readonly now: readonly ArtifactId[] } | null;
    }
  /** Inputs that are reused, but differ from those it was made from. */
  | { readonly kind: "inputs-differ"; readonly inputs: readonly ArtifactId[] }
  | { readonly kind: "inputs-unknown"; readonly run: RunId }
  /** The user forces it, or the named inputs, to execute. */
  | { readonly kind: "forced"; readonly inputs: readonly ArtifactId[] }
  | { readonly kind: "not-kept"; readonly run: RunId }
  | { readonly kind: "object"; readonly run: RunId; readonly condition: Exclude<ObjectCondition, "intact"> };

/**
 * Why a source is read again: its state is another one, the run did not record it, or the connector could not tell the
 * present one, or not in time.
 */
export type SourceDoubt = "changed" | "unrecorded" | "untold" | "late";

/**
 * What is known about the source of an earlier artifact: `same`, a doubt, or that its connector has not been asked.
 */
export type SourceVerdict = "same" | "unasked" | SourceDoubt;

/** Where earlier artifacts were searched: in one run, or in the runs of one runbook. */
export type ReuseScope =
  | { readonly kind: "run"; readonly run: RunId }
  | {
      readonly kind: "runs";
      readonly runbook: string;
      /** Number of ended runs. */
      readonly ended: number;
      /** Number of these that were read, from the newest on. */
      readonly read: number;
      /** Whether a run is active. */
      readonly isOneRunning: boolean;
    };

/** A message that may be reused, and the inputs it was made from. */
export interface ReuseCandidate {
  readonly message: MessageRef;
  readonly inputs: readonly InputRef[];
  readonly origin: { readonly run: RunId; readonly artifact: ArtifactId };
  /** Whether it, or something it was made from, was changed by hand. */
  readonly isAltered: boolean;
  /** The state in which its source was read; null if it is not known. */
  readonly sourceState: RecordedSourceState | null;
}

export type ReuseDecision =
  | {
      readonly kind: "reused";
      readonly artifact: ArtifactId;
      readonly candidate: ReuseCandidate;
      /** What its connector compared to see that the source is unchanged; null if it was not asked. */
      readonly provedBy: string | null;
    }
  /** Its connector is asked for the state of the source; it is reused if that is unchanged. */
  | { readonly kind: "asks"; readonly artifact: ArtifactId; readonly candidate: ReuseCandidate }
  /** Inputs are not known yet; it is reused if their messages stay the same. */
  | {
      readonly kind: "waits";
      readonly artifact: ArtifactId;
      readonly candidate: ReuseCandidate;
      readonly inputs: readonly ArtifactId[];
    }
  | { readonly kind: "executes"; readonly artifact: ArtifactId; readonly why: ExecuteReason };

export interface ReuseRequest {
  readonly plan: ExecutionPlan;
  /** The earlier artifact that each artifact is compared with. */
  readonly earlier: ReadonlyMap<ArtifactId, EarlierArtifact>;
  readonly lookedAt: ReuseScope;
  /** Messages of artifacts for which there is nothing to decide: of `reuse` artifacts, and of replaced outputs. */
  readonly given: ReadonlyMap<ArtifactId, MessageRef>;
  /** Returns what is known about the source of an earlier artifact. Null: every source is reused without a question. */
  readonly sourceVerdict: ((artifact: ArtifactId, earlier: ReuseCandidate) => SourceVerdict) | null;
  /** True: artifacts that were changed by hand, or made from such, are reused as they are. */
  readonly takesAltered: boolean;
  /** Artifacts that do not execute in any case; none by default. Their earlier messages count, also of sources. */
  readonly notSelected?: ReadonlySet<ArtifactId> | undefined;
  readonly condition: (digest: Digest) => ObjectCondition;
}

/** Decides about each artifact, in the order of the plan. Omits the given ones. */
export function decideReuse(request: ReuseRequest): readonly ReuseDecision[] {
  const { plan, given } = request;
  const digests = new Map<ArtifactId, Digest | null>();
  for (const [id, { digest }] of given) digests.set(id, digest);
  const order = inputsFirst(plan);
  const decisions: ReuseDecision[] = [];
  for (const artifact of order) {
    if (given.has(artifact.id)) continue;
    const decision = decide(request, artifact, digests);
    decisions.push(decision);
    digests.set(artifact.id, digestAfter(request, decision, digests));
  }
  return order === plan.artifacts ? decisions : inPlanOrder(plan, decisions);
}

/** Returns the digest that an artifact is known to have in the run. */
function digestAfter(
  { notSelected, earlier }: ReuseRequest,
  decision: ReuseDecision,
  digests: ReadonlyMap<ArtifactId, Digest | null>,
): Digest | null {
  if (decision.kind === "reused") return decision.candidate.message.digest;
  if (decision.kind !== "executes" || notSelected?.has(decision.artifact) !== true) return null;
  // Its content is gone, but nothing makes it anew: what was made from it is still up to date.
  const { holding } = earlier.get(decision.artifact) ?? {};
  const isOnlyGone = decision.why.kind === "not-kept" || decision.why.kind === "object";
  if (!isOnlyGone || holding?.kind !== "message") return null;
  const isSame = holding.inputs?.every(({ artifact, digest }) => digests.get(artifact) === digest) === true;
  return isSame ? holding.message.digest : null;
}

function inPlanOrder({ artifacts }: ExecutionPlan, decisions: readonly ReuseDecision[]): readonly ReuseDecision[] {
  const byId = new Map(decisions.map((decision) => [decision.artifact, decision]));
  return artifacts.flatMap(({ id }) => byId.get(id) ?? []);
}

/** Returns the artifacts unchanged if they are already ordered, because most runbooks start with the sources. */
function inputsFirst({ artifacts }: ExecutionPlan): readonly PlannedArtifact[] {
  const seen = new Set<ArtifactId>();
  const isInOrder = artifacts.every(({ id, inputs }) => inputs.every((input) => seen.has(input)) && seen.add(id));
  if (isInOrder) return artifacts;
  return topologicalOrder(artifactGraph(artifacts).dag).flatMap((node) => artifacts[node] ?? []);
}

/** A source that is not selected is not read, so its connector is not asked. */
const isLeftOut = ({ notSelected }: ReuseRequest, { id }: PlannedArtifact): boolean => notSelected?.has(id) === true;

/**
 * Decides about one artifact. `digests`: the expected digest of each input; null if it is known only during the run.
 */
function decide(
  request: ReuseRequest,
  artifact: PlannedArtifact,
  digests: ReadonlyMap<ArtifactId, Digest | null>,
): ReuseDecision {
  const executes = (why: ExecuteReason): ReuseDecision => ({ kind: "executes", artifact: artifact.id, why });
  const earlier = request.earlier.get(artifact.id);
  if (earlier === undefined) return executes({ kind: "new", lookedAt: request.lookedAt });
  const found = candidateOf(request, artifact, earlier);
  if ("kind" in found) return executes(found);
  const { differing, open } = compareInputs(found, digests);
  if (differing.length > 0) return executes({ kind: "inputs-differ", inputs: differing });
  const condition = request.condition(found.message.digest);
  if (condition !== "intact") return executes({ kind: "object", run: earlier.run, condition });
  if (open.length > 0) return { kind: "waits", artifact: artifact.id, candidate: found, inputs: open };
  if (artifact.method.kind === "source" && request.sourceVerdict !== null && !isLeftOut(request, artifact)) {
    const verdict = request.sourceVerdict(artifact.id, found);
    if (verdict === "unasked") return { kind: "asks", artifact: artifact.id, candidate: found };
    if (verdict !== "same") return executes({ kind: "source", run: found.origin.run, because: verdict });
    return { kind: "reused", artifact: artifact.id, candidate: found, provedBy: found.sourceState?.by ?? null };
  }
  return { kind: "reused", artifact: artifact.id, candidate: found, provedBy: null };
}

/**
 * Returns the inputs that differ from those the candidate was made from, and those whose digest is known only during
 * the run.
 */
function compareInputs({ inputs }: ReuseCandidate, digests: ReadonlyMap<ArtifactId, Digest | null>) {
  const differing: ArtifactId[] = [];
  const open: ArtifactId[] = [];
  for (const { artifact, digest } of inputs) {
    const now = digests.get(artifact) ?? null;
    if (now === null) open.push(artifact);
    else if (now !== digest) differing.push(artifact);
  }
  return { differing, open };
}

/** Returns the earlier message, unless the artifact itself changed. */
function candidateOf(
  { plan, takesAltered }: ReuseRequest,
  artifact: PlannedArtifact,
  earlier: EarlierArtifact,
): ReuseCandidate | ExecuteReason {
  const { holding, run, isAltered } = earlier;
  if (holding.kind !== "message") return lacking(holding, run);
  if (isAltered && !takesAltered) return { kind: "altered", run };
  const changes = changesSince(earlier, artifact, plan);
  const { message, inputs, origin, sourceState } = holding;
  // Components see the ids and the order of their inputs, so both matter.
  const before = isListed(inputs, artifact.inputs)
    ? artifact.inputs
    : (inputs?.map((input) => input.artifact) ?? earlier.planned.inputs);
  const isRelisted = !sameIds(before, artifact.inputs);
  if (changes.length > 0 || isRelisted) {
    const relisted = isRelisted ? { before, now: artifact.inputs } : null;
    return { kind: "changed", changes, ...configPaths(earlier.planned, artifact), inputs: relisted };
  }
  if (inputs === null) return { kind: "inputs-unknown", run };
  if (!message.kept) return { kind: "not-kept", run };
  return { message, inputs, origin, isAltered, sourceState };
}

function configPaths({ config: before }: PlannedArtifact, { config: now }: PlannedArtifact) {
  const paths = before === now ? [] : differingPaths(before, now, changedPathsAtMost);
  return paths.length === 0 ? {} : { paths };
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
