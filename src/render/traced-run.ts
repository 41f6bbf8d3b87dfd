import { v5 as uuidv5 } from "uuid";
import type { ExecutionPlan, JsonObject, Nanoseconds, RunStatus, SchemaRef } from "../domain/index.ts";
import type { StartedRunState } from "../run/index.ts";

/** A schema of content; from the registry, so that reading a run needs no plugin. */
export interface TracedSchema {
  readonly stream: string | null;
  readonly jsonSchema: JsonObject;
}

/** A run as it is exported to other systems. */
export interface TracedRun {
  readonly plan: ExecutionPlan;
  readonly state: StartedRunState;
  /** May also be `interrupted`, which cannot be derived from the events. */
  readonly status: RunStatus;
  readonly schemas: ReadonlyMap<SchemaRef, TracedSchema>;
}

/** Returns the id of an artifact in a run for other systems; every export of the run uses the same one. */
export const artifactUuid = ({ started }: StartedRunState, id: string): string => uuidv5(id, started.uuid);

/**
 * Returns the wall-clock start of the run, in milliseconds since the Unix epoch; all other times are relative to it.
 */
const startOf = ({ started }: StartedRunState): number => Date.parse(started.at);

/** Returns ISO 8601 with milliseconds. Wall clocks jump, so only the start is taken from one. */
export const isoAt = (state: StartedRunState, t: Nanoseconds): string =>
  new Date(startOf(state) + Math.floor(t / 1e6)).toISOString();

/** Returns nanoseconds since the Unix epoch. */
export const epochNanosAt = (state: StartedRunState, t: Nanoseconds): bigint =>
  BigInt(startOf(state)) * 1_000_000n + BigInt(Math.round(t));
