import type {
  ArtifactId,
  ArtifactStatus,
  Digest,
  ExecutionPlan,
  PlannedArtifact,
  RunId,
  SchemaRef,
} from "../domain/index.ts";
import { isAlteredItself } from "./inspection.ts";
import { type ArtifactState, artifactState, messageOf, type RunState } from "./state.ts";

/** The parts of a run that lineage reads. */
export interface LineageRun {
  readonly run: RunId;
  readonly state: RunState;
  /** Also lists artifacts that did not execute. Null: only executed artifacts are known. */
  readonly plan: ExecutionPlan | null;
}

/** Why an artifact is part of a lineage. */
type LineageLink =
  | "itself"
  | "input"
  | "dependent"
  /** Was reused from there. */
  | "reused-from"
  /** Reused it. */
  | "reused-by"
  /** Has the same content without having reused it. */
  | "equal";

/** An artifact of a run with what it was made from, or with what was made from it. */
export interface LineageNode {
  readonly run: RunId;
  readonly artifact: ArtifactId;
  readonly link: LineageLink;
  /** Null if the run is not in the store. */
  readonly status: ArtifactStatus | null;
  readonly component: string | null;
  readonly schema: SchemaRef | null;
  readonly digest: Digest | null;
  /** Whether it, or something it was made from, was changed by hand. */
  readonly isAltered: boolean;
  /** Its children are shown at its first occurrence in this tree. */
  readonly isRepeated: boolean;
  /** Its children are omitted because they are too many steps away. */
  readonly isCut: boolean;
  readonly children: readonly LineageNode[];
}

export interface Lineage {
  readonly artifact: LineageNode;
  readonly madeFrom: readonly LineageNode[];
  /** Within its own run. */
  readonly madeInto: readonly LineageNode[];
  /** Artifacts of other runs with this content, newest first, each with what was made from it there. */
  readonly elsewhere: readonly LineageNode[];
}

/** Deeper trees are unreadable for people, and as JSON too deeply nested for some programs. */
const mostSteps = 500;

/**
 * Traces both directions from one artifact, and across runs through reuse and equal digests. `others`: newest first;
 * any other run is named but not followed.
 */
export function lineageOf(of: LineageRun, artifact: ArtifactId, others: readonly LineageRun[]): Lineage {
  const home = graphOf(of);
  const beside = others.filter(({ run }) => run !== of.run).map(graphOf);
  const runs = new Map([...beside, home].map((one) => [one.run, one]));
  const itself = nodeOf({ run: home, artifact, link: "itself" }, { children: [] });
  return {
    artifact: itself,
    madeFrom: upstream({ runs, seen: new Set() }, { run: of.run, artifact }, 1),
    madeInto: downstream(home, artifact, { seen: new Set(), step: 1 }),
    elsewhere: beside.flatMap((other) => holders(other, of, itself)),
  };
}

/** A run with indexes for looking up each node. */
interface RunGraph extends LineageRun {
  readonly planned: ReadonlyMap<ArtifactId, PlannedArtifact>;
  readonly inputs: (artifact: ArtifactId) => readonly ArtifactId[];
  /** In the order of the plan. */
  readonly dependents: (artifact: ArtifactId) => readonly ArtifactId[];
  readonly altered: ReadonlySet<ArtifactId>;
}

function graphOf(run: LineageRun): RunGraph {
  const planned = new Map(run.plan?.artifacts.map((one) => [one.id, one]));
  const inputs = (artifact: ArtifactId): readonly ArtifactId[] => {
    const read = artifactState(run.state, artifact).attempts.at(-1)?.inputs;
    return read?.map((input) => input.artifact) ?? planned.get(artifact)?.inputs ?? [];
  };
  const dependents = new Map<ArtifactId, ArtifactId[]>();
  for (const id of run.plan === null ? [...run.state.artifacts.keys()].sort() : planned.keys()) {
    for (const input of inputs(id)) {
      const known = dependents.get(input);
      if (known === undefined) dependents.set(input, [id]);
      else known.push(id);
    }
  }
  const dependentsOf = (artifact: ArtifactId): readonly ArtifactId[] => dependents.get(artifact) ?? [];
  return { ...run, planned, inputs, dependents: dependentsOf, altered: alteredIn(run.state, dependentsOf) };
}

/** Returns the artifacts that were changed by hand, and everything made from them. */
function alteredIn(
  { artifacts }: RunState,
  dependents: (artifact: ArtifactId) => readonly ArtifactId[],
): ReadonlySet<ArtifactId> {
  const altered = new Set([...artifacts.values()].filter(isAlteredItself).map(({ id }) => id));
  // A set that grows during an iteration is iterated to its new end.
  for (const id of altered) for (const dependent of dependents(id)) altered.add(dependent);
  return altered;
}

interface Named {
  readonly run: RunGraph;
  readonly artifact: ArtifactId;
  readonly link: LineageLink;
}

interface Following {
  readonly children: readonly LineageNode[];
  readonly isRepeated?: boolean;
  readonly isCut?: boolean;
}

function nodeOf(
  { run, artifact, link }: Named,
  { children, isRepeated = false, isCut = false }: Following,
): LineageNode {
  const state = artifactState(run.state, artifact);
  const message = messageOf(state);
  return {
    run: run.run,
    artifact,
    link,
    status: state.status,
    component: state.attempts.at(-1)?.component ?? null,
    schema: message?.schema ?? run.planned.get(artifact)?.outputSchema ?? null,
    digest: message?.digest ?? null,
    isAltered: run.altered.has(artifact),
    isRepeated,
    isCut,
    children,
  };
}

interface ArtifactOfRun {
  readonly run: RunId;
  readonly artifact: ArtifactId;
}

interface Walk {
  readonly runs: ReadonlyMap<RunId, RunGraph>;
  readonly seen: Set<string>;
}

function upstream(walk: Walk, { run, artifact }: ArtifactOfRun, step: number): readonly LineageNode[] {
  const known = walk.runs.get(run);
  if (known === undefined) return [];
  const { result } = artifactState(known.state, artifact);
  if (result?.status === "reused") {
    const origin = { run: result.from, artifact: result.fromArtifact };
    return [above(walk, origin, { link: "reused-from", step, result })];
  }
  return known.inputs(artifact).map((input) => above(walk, { run, artifact: input }, { link: "input", step }));
}

interface Above {
  readonly link: LineageLink;
  readonly step: number;
  /** For a reused artifact: its result, which refers to the origin. */
  readonly result?: Extract<ArtifactState["result"], { readonly status: "reused" }>;
}

function above(walk: Walk, where: ArtifactOfRun, { link, step, result }: Above): LineageNode {
  const { artifact } = where;
  const run = walk.runs.get(where.run);
  if (run === undefined) {
    const { schema = null, digest = null } = result?.message ?? {};
    const isAltered = result?.reason === "fork-altered";
    const unknown = { status: null, component: null, isAltered, isRepeated: false, isCut: false, children: [] };
    return { ...where, link, schema, digest, ...unknown };
  }
  const key = JSON.stringify([where.run, artifact]);
  const named = { run, artifact, link };
  if (walk.seen.has(key)) return nodeOf(named, { children: [], isRepeated: upstreamExists(run, artifact) });
  if (step >= mostSteps) return nodeOf(named, { children: [], isCut: upstreamExists(run, artifact) });
  walk.seen.add(key);
  return nodeOf(named, { children: upstream(walk, where, step + 1) });
}

const upstreamExists = (run: RunGraph, artifact: ArtifactId): boolean =>
  artifactState(run.state, artifact).result?.status === "reused" || run.inputs(artifact).length > 0;

function downstream(
  run: RunGraph,
  artifact: ArtifactId,
  { seen, step }: { readonly seen: Set<ArtifactId>; readonly step: number },
): readonly LineageNode[] {
  return run.dependents(artifact).map((id) => {
    const named = { run, artifact: id, link: "dependent" } as const;
    const hasMore = run.dependents(id).length > 0;
    if (seen.has(id)) return nodeOf(named, { children: [], isRepeated: hasMore });
    if (step >= mostSteps) return nodeOf(named, { children: [], isCut: hasMore });
    seen.add(id);
    return nodeOf(named, { children: downstream(run, id, { seen, step: step + 1 }) });
  });
}

function holders(other: RunGraph, of: LineageRun, { artifact }: LineageNode): readonly LineageNode[] {
  const nodes = holdersIn(other.state, of, artifact).map(({ id, link }) =>
    nodeOf({ run: other, artifact: id, link }, { children: downstream(other, id, { seen: new Set(), step: 1 }) }),
  );
  return nodes.sort((a, b) => (a.artifact < b.artifact ? -1 : 1));
}

interface JobArtifact {
  readonly id: ArtifactId;
  readonly link: "reused-by" | "equal";
}

/** Finds the artifacts of another run that reused an artifact or have an equal message. */
export function holdersIn(other: RunState, of: LineageRun, artifact: ArtifactId): readonly JobArtifact[] {
  const digest = messageOf(artifactState(of.state, artifact))?.digest;
  return [...other.artifacts].flatMap(([id, state]): readonly JobArtifact[] => {
    const { result } = state;
    if (result?.status === "reused" && result.from === of.run && result.fromArtifact === artifact) {
      return [{ id, link: "reused-by" }];
    }
    return digest !== undefined && messageOf(state)?.digest === digest ? [{ id, link: "equal" }] : [];
  });
}
