import type {
  Attempt,
  ConfigAlteration,
  Digest,
  EventBody,
  GateDecision,
  Nanoseconds,
  StagedObject,
} from "../domain/index.ts";
import type { Flight } from "./flight.ts";

export type Replacement = Extract<GateDecision, { readonly kind: "replace" }>;

/**
 * Records an output from the gate that replaces the output of `attempt`; null: there was no attempt. The output gets an
 * attempt of its own, without a component, so that an artifact always completes with the message of its last attempt.
 */
export function recordReplacement(
  flight: Flight,
  { message, object }: Replacement,
  {
    attempt,
    record,
  }: {
    readonly attempt: Attempt | null;
    readonly record: (body: EventBody, object?: StagedObject | null) => Nanoseconds;
  },
): void {
  const artifact = flight.artifact.id;
  const number = attempt === null ? flight.attempt : flight.attempt + 1;
  const oldDigest: Digest | null = attempt?.outcome === "produced" ? attempt.message.digest : null;
  record({ type: "artifact.altered", artifact, what: "output", path: null, oldDigest, newDigest: message.digest });
  const t = record({
    type: "artifact.started",
    artifact,
    component: null,
    version: null,
    attempt: number,
    worker: null,
    inputs: flight.inputs.map((input) => ({ artifact: input.artifact, digest: input.message.digest })),
    releasedBy: attempt === null ? flight.releasedBy : { kind: "gate", artifact: null },
  });
  record(
    { type: "artifact.attempted", artifact, attempt: number, outcome: "produced", ended: t, message, cost: [] },
    object,
  );
}

/** Records a changed configuration, with digests only, and gives the flight the artifact that has it. */
export function recordConfigChange(
  flight: Flight,
  altered: ConfigAlteration | undefined,
  record: (body: EventBody) => Nanoseconds,
): void {
  if (altered === undefined) return;
  const { id } = flight.artifact;
  for (const change of altered.changes) record({ type: "artifact.altered", artifact: id, what: "config", ...change });
  flight.artifact = altered.artifact;
}
