import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  Failure,
  MessageRef,
  PlannedArtifact,
  RecordedSourceState,
  RunId,
  SkipReason,
} from "../domain/index.ts";
import { alteredArtifacts } from "./inspection.ts";
import { type ArtifactState, artifactState, messageOf, type OutputState, type RunState } from "./state.ts";

/** A recorded run, with what is needed to reuse parts of it. */
export interface EarlierRun {
  readonly run: RunId;
  readonly plan: ExecutionPlan;
  readonly state: RunState;
  /** True if the run was imported from a bundle, whose values have digests by another key. False by default. */
  readonly isImported?: boolean;
}

export interface InputRef {
  readonly artifact: ArtifactId;
  readonly digest: Digest;
}

/** The message that an earlier run has for an artifact, or the reason why it has none. */
export type Holding =
  | {
      readonly kind: "message";
      readonly message: MessageRef;
      /** The inputs it was made from, in order; null if the record does not contain them. */
      readonly inputs: readonly InputRef[] | null;
      /** The run and artifact that made it: this run, or the run that this run reused it from. */
      readonly origin: { readonly run: RunId; readonly artifact: ArtifactId };
      /** The state in which its source was read; null if the record does not contain it. */
      readonly sourceState: RecordedSourceState | null;
    }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "skipped"; readonly reason: SkipReason }
  | { readonly kind: "unfinished" };

/** One artifact of an earlier run. */
export interface EarlierArtifact {
  readonly run: RunId;
  readonly planned: PlannedArtifact;
  readonly holding: Holding;
  /** Whether it, or something it was made from, was changed by hand. */
  readonly isAltered: boolean;
  /** Variables whose values the run kept out of all content. */
  readonly secrets: readonly string[];
  /** See {@link EarlierRun}. */
  readonly isImported: boolean;
  /** The files that the run wrote of it. */
  readonly outputs: readonly OutputState[];
}

/** Returns every artifact of an earlier run, by id. */
export function earlierArtifacts(earlier: EarlierRun): ReadonlyMap<ArtifactId, EarlierArtifact> {
  const altered = alteredArtifacts(earlier.plan, earlier.state);
  const { secrets } = earlier.plan.config;
  const { run, isImported = false } = earlier;
  return new Map(
    earlier.plan.artifacts.map((planned) => {
      const holding = holdingOf(earlier, planned);
      const { outputs } = artifactState(earlier.state, planned.id);
      return [planned.id, { run, planned, holding, isAltered: altered.has(planned.id), secrets, isImported, outputs }];
    }),
  );
}

function holdingOf({ run, state }: EarlierRun, { id, inputs }: PlannedArtifact): Holding {
  const artifact = artifactState(state, id);
  const { result } = artifact;
  switch (result?.status) {
    case "completed": {
      const origin = { run, artifact: id };
      const { message } = result;
      return { kind: "message", message, inputs: inputsOf(artifact), origin, sourceState: stateBefore(artifact) };
    }
    case "reused": {
      const { message, from, fromArtifact, sourceState = null } = result;
      const origin = { run: from, artifact: fromArtifact };
      return { kind: "message", message, inputs: heldInputs(state, inputs), origin, sourceState };
    }
    case "failed":
      return { kind: "failed", failure: result.failure };
    case "skipped":
      return { kind: "skipped", reason: result.reason };
    case undefined:
      return unfinished(artifact, run);
  }
}

/**
 * Returns what an unfinished artifact holds. A crash between the end of the work and the gate's decision loses nothing,
 * because the message is stored.
 */
function unfinished(artifact: ArtifactState, run: RunId): Holding {
  const last = artifact.attempts.at(-1)?.result;
  if (artifact.stage !== "produced" || last?.outcome !== "produced") return { kind: "unfinished" };
  const origin = { run, artifact: artifact.id };
  const { message } = last;
  return { kind: "message", message, inputs: inputsOf(artifact), origin, sourceState: stateBefore(artifact) };
}

function stateBefore(artifact: ArtifactState): RecordedSourceState | null {
  const last = artifact.attempts.at(-1)?.result;
  return last?.outcome === "produced" ? (last.sourceState ?? null) : null;
}

function inputsOf(artifact: ArtifactState): readonly InputRef[] | null {
  return artifact.attempts.at(-1)?.inputs ?? null;
}

/** Returns the inputs of an artifact that was itself reused. They equal the messages that the same run has for them. */
function heldInputs(state: RunState, inputs: readonly ArtifactId[]): readonly InputRef[] | null {
  const held = inputs.flatMap((artifact) => {
    const message = messageOf(artifactState(state, artifact));
    return message === null ? [] : [{ artifact, digest: message.digest }];
  });
  return held.length === inputs.length ? held : null;
}
