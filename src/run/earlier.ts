import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  Failure,
  MessageRef,
  PlannedArtifact,
  RunId,
  SkipReason,
} from "../domain/index.ts";
import { alteredArtifacts } from "./inspection.ts";
import { type ArtifactState, artifactState, messageOf, type RunState } from "./state.ts";

/** A recorded run as far as something may be taken over from it. */
export interface EarlierRun {
  readonly run: RunId;
  readonly plan: ExecutionPlan;
  readonly state: RunState;
  /** It came in a bundle, so its values were compared by another key; false by default. */
  readonly isImported?: boolean;
}

export interface InputRef {
  readonly artifact: ArtifactId;
  readonly digest: Digest;
}

/** What an earlier run holds of an artifact, or why it holds nothing. */
export type Holding =
  | {
      readonly kind: "message";
      readonly message: MessageRef;
      /** What it was made from, in order; null when the record does not say. */
      readonly inputs: readonly InputRef[] | null;
      /** The run and artifact that made it: this run's own, or where this run took it from. */
      readonly origin: { readonly run: RunId; readonly artifact: ArtifactId };
    }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "skipped"; readonly reason: SkipReason }
  | { readonly kind: "unfinished" };

/** One artifact of an earlier run. */
export interface EarlierArtifact {
  readonly run: RunId;
  readonly planned: PlannedArtifact;
  readonly holding: Holding;
  /** It, or something it was made from, was changed by hand. */
  readonly isAltered: boolean;
  /** Variables whose values that run kept out of all content. */
  readonly secrets: readonly string[];
  /** See {@link EarlierRun}. */
  readonly isImported: boolean;
}

/** Every artifact of an earlier run, by id. */
export function earlierArtifacts(earlier: EarlierRun): ReadonlyMap<ArtifactId, EarlierArtifact> {
  const altered = alteredArtifacts(earlier.plan, earlier.state);
  const { secrets } = earlier.plan.config;
  const { run, isImported = false } = earlier;
  return new Map(
    earlier.plan.artifacts.map((planned) => {
      const holding = holdingOf(earlier, planned);
      return [planned.id, { run, planned, holding, isAltered: altered.has(planned.id), secrets, isImported }];
    }),
  );
}

function holdingOf({ run, state }: EarlierRun, { id, inputs }: PlannedArtifact): Holding {
  const artifact = artifactState(state, id);
  const { result } = artifact;
  switch (result?.status) {
    case "completed":
      return { kind: "message", message: result.message, inputs: inputsOf(artifact), origin: { run, artifact: id } };
    case "reused": {
      const origin = { run: result.from, artifact: result.fromArtifact };
      return { kind: "message", message: result.message, inputs: heldInputs(state, inputs), origin };
    }
    case "failed":
      return { kind: "failed", failure: result.failure };
    case "skipped":
      return { kind: "skipped", reason: result.reason };
    case undefined:
      return unfinished(artifact, run);
  }
}

/** A crash between the end of the work and the gate's answer lost nothing: the message is stored. */
function unfinished(artifact: ArtifactState, run: RunId): Holding {
  const last = artifact.attempts.at(-1)?.result;
  if (artifact.stage !== "produced" || last?.outcome !== "produced") return { kind: "unfinished" };
  const origin = { run, artifact: artifact.id };
  return { kind: "message", message: last.message, inputs: inputsOf(artifact), origin };
}

function inputsOf(artifact: ArtifactState): readonly InputRef[] | null {
  return artifact.attempts.at(-1)?.inputs ?? null;
}

/** Of an artifact that was itself taken over: its inputs were found equal to those that the same run held. */
function heldInputs(state: RunState, inputs: readonly ArtifactId[]): readonly InputRef[] | null {
  const held = inputs.flatMap((artifact) => {
    const message = messageOf(artifactState(state, artifact));
    return message === null ? [] : [{ artifact, digest: message.digest }];
  });
  return held.length === inputs.length ? held : null;
}
