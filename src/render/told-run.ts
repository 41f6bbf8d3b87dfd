import { v5 as uuidv5 } from "uuid";
import type { ExecutionPlan, JsonObject, Nanoseconds, RunStatus, SchemaRef } from "../domain/index.ts";
import type { StartedRunState } from "../run/index.ts";

/** What a schema says of the content under it; from the registry, so that looking at a run needs no plugin. */
export interface DescribedSchema {
  readonly stream: string | null;
  readonly jsonSchema: JsonObject;
}

/** A run as other systems are told of it. */
export interface ToldRun {
  readonly plan: ExecutionPlan;
  readonly state: StartedRunState;
  /** Also `interrupted`, which events alone cannot say. */
  readonly status: RunStatus;
  readonly schemas: ReadonlyMap<SchemaRef, DescribedSchema>;
}

/** The id under which other systems know an artifact in a run: the same whenever the run is told of. */
export const artifactUuid = ({ started }: StartedRunState, id: string): string => uuidv5(id, started.uuid);

/** Milliseconds of the Unix epoch when the run started, for people; all else counts from there. */
const startOf = ({ started }: StartedRunState): number => Date.parse(started.at);

/** ISO 8601 with milliseconds: wall clocks jump, so only the start is taken from one. */
export const isoAt = (state: StartedRunState, t: Nanoseconds): string =>
  new Date(startOf(state) + Math.floor(t / 1e6)).toISOString();

/** Nanoseconds of the Unix epoch. */
export const epochNanosAt = (state: StartedRunState, t: Nanoseconds): bigint =>
  BigInt(startOf(state)) * 1_000_000n + BigInt(Math.round(t));
