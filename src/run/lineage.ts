import type { ArtifactId, ArtifactStatus, Digest, ExecutionPlan, RunId, SchemaRef } from "../domain/index.ts";
import { type ArtifactState, artifactState, messageOf, type RunState } from "./state.ts";

/** A run as far as lineage reads it. */
export interface LineageRun {
  readonly run: RunId;
  readonly state: RunState;
  /** Tells also of artifacts that did not execute; null: only those are known that did. */
  readonly plan: ExecutionPlan | null;
}

/** How an artifact comes to stand in a lineage. */
export type LineageLink =
  | "itself"
  | "input"
  | "dependent"
  /** Taken over from there. */
  | "reused-from"
  /** Took it over. */
  | "reused-by"
  /** Holds the same content without having taken it over. */
  | "equal";

/** An artifact of a run with what it was made from, or with what was made from it. */
export interface LineageNode {
  readonly run: RunId;
  readonly artifact: ArtifactId;
  readonly link: LineageLink;
  /** Null: the run is not in the store. */
  readonly status: ArtifactStatus | null;
  readonly component: string | null;
  readonly schema: SchemaRef | null;
  readonly digest: Digest | null;
  /** What follows from it stands at its first place in this tree. */
  readonly isRepeated: boolean;
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

/**
 * Both directions from one artifact. Across runs by what was taken over, and by equal digests. `others`: newest first;
 * runs that are not among them are named but not followed.
 */
export function lineageOf(of: LineageRun, artifact: ArtifactId, others: readonly LineageRun[]): Lineage {
  const runs = new Map([...others, of].map((one) => [one.run, one]));
  const itself = nodeOf({ run: of, artifact, link: "itself" }, []);
  return {
    artifact: itself,
    madeFrom: upstream(runs, { run: of.run, artifact }, new Set()),
    madeInto: downstream(of, artifact, new Set()),
    elsewhere: others.filter(({ run }) => run !== of.run).flatMap((other) => holders(other, of, itself)),
  };
}

interface Named {
  readonly run: LineageRun;
  readonly artifact: ArtifactId;
  readonly link: LineageLink;
}

function nodeOf({ run, artifact, link }: Named, children: readonly LineageNode[], isRepeated = false): LineageNode {
  const state = artifactState(run.state, artifact);
  const message = messageOf(state);
  const planned = run.plan?.artifacts.find(({ id }) => id === artifact);
  return {
    run: run.run,
    artifact,
    link,
    status: state.status,
    component: state.attempts.at(-1)?.component ?? null,
    schema: message?.schema ?? planned?.outputSchema ?? null,
    digest: message?.digest ?? null,
    isRepeated,
    children,
  };
}

type Runs = ReadonlyMap<RunId, LineageRun>;
interface Where {
  readonly run: RunId;
  readonly artifact: ArtifactId;
}

function upstream(runs: Runs, { run, artifact }: Where, seen: Set<string>): readonly LineageNode[] {
  const known = runs.get(run);
  if (known === undefined) return [];
  const { result } = artifactState(known.state, artifact);
  if (result?.status === "reused") {
    return [above(runs, { run: result.from, artifact: result.fromArtifact }, { link: "reused-from", seen, result })];
  }
  return inputsOf(known, artifact).map((input) => above(runs, { run, artifact: input }, { link: "input", seen }));
}

interface Above {
  readonly link: LineageLink;
  readonly seen: Set<string>;
  /** Of what was taken over: tells what its origin held. */
  readonly result?: Extract<ArtifactState["result"], { readonly status: "reused" }>;
}

function above(runs: Runs, where: Where, { link, seen, result }: Above): LineageNode {
  const { artifact } = where;
  const run = runs.get(where.run);
  if (run === undefined) {
    const { schema = null, digest = null } = result?.message ?? {};
    const unknown = { status: null, component: null, isRepeated: false, children: [] };
    return { ...where, link, schema, digest, ...unknown };
  }
  const key = JSON.stringify([where.run, artifact]);
  if (seen.has(key)) return nodeOf({ run, artifact, link }, [], upstreamExists(run, artifact));
  seen.add(key);
  return nodeOf({ run, artifact, link }, upstream(runs, where, seen));
}

const upstreamExists = (run: LineageRun, artifact: ArtifactId): boolean =>
  artifactState(run.state, artifact).result?.status === "reused" || inputsOf(run, artifact).length > 0;

function inputsOf({ state, plan }: LineageRun, artifact: ArtifactId): readonly ArtifactId[] {
  const attempt = artifactState(state, artifact).attempts.at(-1);
  return (
    attempt?.inputs.map((input) => input.artifact) ?? plan?.artifacts.find(({ id }) => id === artifact)?.inputs ?? []
  );
}

function downstream(run: LineageRun, artifact: ArtifactId, seen: Set<ArtifactId>): readonly LineageNode[] {
  const ids = run.plan?.artifacts.map(({ id }) => id) ?? [...run.state.artifacts.keys()].sort();
  return ids
    .filter((id) => inputsOf(run, id).includes(artifact))
    .map((id) => {
      const isRepeated = seen.has(id);
      if (isRepeated) return nodeOf({ run, artifact: id, link: "dependent" }, [], hasDependents(run, ids, id));
      seen.add(id);
      return nodeOf({ run, artifact: id, link: "dependent" }, downstream(run, id, seen));
    });
}

const hasDependents = (run: LineageRun, ids: readonly ArtifactId[], artifact: ArtifactId): boolean =>
  ids.some((id) => inputsOf(run, id).includes(artifact));

function holders(other: LineageRun, of: LineageRun, { artifact }: LineageNode): readonly LineageNode[] {
  const nodes = holdersIn(other.state, of, artifact).map(({ id, link }) =>
    nodeOf({ run: other, artifact: id, link }, downstream(other, id, new Set())),
  );
  return nodes.sort((a, b) => (a.artifact < b.artifact ? -1 : 1));
}

interface Holder {
  readonly id: ArtifactId;
  readonly link: "reused-by" | "equal";
}

/** The artifacts of another run that took an artifact over, or hold an equal message. */
export function holdersIn(other: RunState, of: LineageRun, artifact: ArtifactId): readonly Holder[] {
  const digest = messageOf(artifactState(of.state, artifact))?.digest;
  return [...other.artifacts].flatMap(([id, state]): readonly Holder[] => {
    const { result } = state;
    if (result?.status === "reused" && result.from === of.run && result.fromArtifact === artifact) {
      return [{ id, link: "reused-by" }];
    }
    return digest !== undefined && messageOf(state)?.digest === digest ? [{ id, link: "equal" }] : [];
  });
}
