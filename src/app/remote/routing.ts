import type { ArtifactId, ExecutionPlan, PlannedArtifact, RemoteMode, Task } from "../../domain/index.ts";
import type { ComponentBinding } from "../../executor/index.ts";
import type { LabelsByType } from "./labels-by-type.ts";

export interface RoutingRequest {
  readonly plan: ExecutionPlan;
  readonly mode: RemoteMode;
  readonly bindings: ReadonlyMap<ArtifactId, ComponentBinding>;
  /** From wct.yaml. */
  readonly labelsByType: LabelsByType;
  /** Durations in earlier runs, in milliseconds. */
  readonly weights: Readonly<Record<string, number>> | null;
}

export interface Routing {
  readonly labelsOf: (artifact: PlannedArtifact) => readonly string[];
  /** Whether workers make an artifact of the plan. */
  readonly isRemote: (artifact: PlannedArtifact) => boolean;
  readonly isRemoteTask: (task: Task) => boolean;
}

/** Milliseconds of work below which a worker costs more than it gives. */
const worthwhileMs = 200;

/** Sources of this machine's files and folders. */
const ofThisMachine: ReadonlySet<string> = new Set(["filesystem", "sqlite"]);

/** Decides which artifacts workers make. */
export function createRouting({ plan, mode, bindings, labelsByType, weights }: RoutingRequest): Routing {
  const planned = new Map(plan.artifacts.map((artifact) => [artifact.id, artifact.fingerprint.digest]));
  const labelsOf = ({ method, runsOn = [] }: PlannedArtifact): readonly string[] => {
    const ofType = "component" in method ? (labelsByType.get(method.component.type) ?? []) : [];
    return [...new Set([...runsOn, ...ofType])].toSorted();
  };
  const isHere = ({ id, method }: PlannedArtifact): boolean => {
    if (method.kind === "source" && ofThisMachine.has(method.component.type)) return true;
    return [...(bindings.get(id)?.config.values.values() ?? [])].some(({ kind }) => kind === "dir");
  };
  const isRemote = (artifact: PlannedArtifact): boolean => {
    if (!("component" in artifact.method)) return false;
    if (labelsOf(artifact).length > 0) return true;
    if (isHere(artifact)) return false;
    return mode === "all" || (weights?.[artifact.id] ?? worthwhileMs) >= worthwhileMs;
  };
  return {
    labelsOf,
    isRemote,
    // A configuration that a debug session changed is not in the stored plan.
    isRemoteTask: ({ artifact }) => isRemote(artifact) && planned.get(artifact.id) === artifact.fingerprint.digest,
  };
}
