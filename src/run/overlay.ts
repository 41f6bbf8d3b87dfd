import type {
  ArtifactId,
  ArtifactStatus,
  ExecutionPlan,
  Method,
  PlannedArtifact,
  RunId,
  SchemaRef,
} from "../domain/index.ts";
import { artifactState, type RunState, workedFor } from "./state.ts";
import { criticalPath } from "./timeline/index.ts";

/** An artifact as graphs draw it. Status and duration are null if there is no run. */
export interface GraphNode {
  readonly id: ArtifactId;
  readonly name: string | null;
  readonly method: Method["kind"];
  /** `type` of its component; null for a pass-through and for reuse. */
  readonly component: string | null;
  readonly schema: SchemaRef;
  /** Names of the including artifacts, outermost first. */
  readonly group: readonly string[];
  readonly tags: readonly string[];
  readonly isOutput: boolean;
  readonly status: ArtifactStatus | null;
  readonly durationMs: number | null;
  readonly isCritical: boolean;
}

interface GraphEdge {
  readonly from: ArtifactId;
  readonly to: ArtifactId;
  /** The schema of `from`, which flows along the edge. */
  readonly schema: SchemaRef;
  /** Whether it is part of the critical path. */
  readonly isCritical: boolean;
}

/**
 * A plan's graph, with the statuses of a run if there is one. Nodes are in plan order, edges in the order of their end
 * nodes.
 */
export interface Graph {
  readonly title: string;
  readonly run: RunId | null;
  readonly criticalPath: readonly ArtifactId[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Adds a run's statuses to a plan's graph. Artifacts that the run does not contain are pending. */
export function overlay(plan: ExecutionPlan, state: RunState | null, selected?: ReadonlySet<ArtifactId>): Graph {
  const chosen = plan.artifacts.filter(({ id }) => selected === undefined || selected.has(id));
  const ids = new Set(chosen.map(({ id }) => id));
  const path = state === null ? [] : criticalPath(plan, state).artifacts;
  const onPath = new Set(path);
  const follows = new Set(path.slice(1).map((id, place) => edgeKey(path[place]!, id)));
  const schemas = new Map(plan.artifacts.map(({ id, outputSchema }) => [id, outputSchema]));
  return {
    title: plan.runbook.name,
    run: state?.run ?? null,
    criticalPath: path,
    nodes: chosen.map((planned) => node(planned, state, onPath.has(planned.id))),
    edges: chosen.flatMap(({ id, inputs }) =>
      inputs
        .filter((input) => ids.has(input))
        .map((from) => ({
          from,
          to: id,
          schema: schemas.get(from)!,
          isCritical: follows.has(edgeKey(from, id)),
        })),
    ),
  };
}

const edgeKey = (from: ArtifactId, to: ArtifactId): string => `${from} ${to}`;

function node(planned: PlannedArtifact, state: RunState | null, isCritical: boolean): GraphNode {
  const { id, name, method, outputSchema, group, tags, output } = planned;
  const own = state === null ? null : artifactState(state, id);
  const worked = own === null ? null : workedFor(own);
  return {
    id,
    name,
    method: method.kind,
    component: "component" in method ? method.component.type : null,
    schema: outputSchema,
    group,
    tags,
    isOutput: output,
    status: own?.status ?? null,
    durationMs: worked === null ? null : worked / 1e6,
    isCritical,
  };
}
