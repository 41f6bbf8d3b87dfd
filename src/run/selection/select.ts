import { assertNever, listNames, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId, ArtifactStatus, ExecutionPlan } from "../../domain/index.ts";
import { ancestors, type Dag, descendants } from "../../graph/index.ts";
import { type PlanGraph, planGraph } from "../plan-graph.ts";
import { parseSelection, type Selection } from "./parse.ts";
import { type SelectionInput, selectionError } from "./tokens.ts";

interface SelectOptions {
  /** The option that the expression was passed to, such as `--select`. */
  readonly option: string;
  readonly plan: Pick<ExecutionPlan, "artifacts">;
  /** Returns the statuses of a run. Without a run, `status:` is an error. */
  readonly statusOf?: ((id: ArtifactId) => ArtifactStatus) | undefined;
}

/**
 * Returns the artifacts that an expression selects. Throws WCT_USAGE_SELECTION, with the position, for a syntax error,
 * an unknown artifact or tag, a status without a run, and an empty selection.
 */
export function selectArtifacts(text: string, options: SelectOptions): ReadonlySet<ArtifactId> {
  const source: SelectionInput = { text, option: options.option };
  const graph = planGraph(options.plan);
  const chosen = evaluate(parseSelection(source), { ...options, source, graph });
  if (chosen.size === 0) {
    throw selectionError(source, { start: 0, end: text.length }, "this selects no artifact", "select something else");
  }
  return new Set(options.plan.artifacts.map(({ id }) => id).filter((id) => chosen.has(graph.nodeOf(id))));
}

interface Context extends SelectOptions {
  readonly source: SelectionInput;
  readonly graph: PlanGraph;
}

function evaluate(selection: Selection, context: Context): ReadonlySet<number> {
  switch (selection.kind) {
    case "atom":
      return widened(baseNodes(selection, context), selection, context.graph.dag);
    case "not": {
      const left = evaluate(selection.of, context);
      return new Set([...context.graph.artifacts.keys()].filter((node) => !left.has(node)));
    }
    case "and":
      return evaluate(selection.left, context).intersection(evaluate(selection.right, context));
    case "or":
      return evaluate(selection.left, context).union(evaluate(selection.right, context));
    default:
      return assertNever(selection);
  }
}

type Atom = Extract<Selection, { readonly kind: "atom" }>;

function baseNodes({ base, at }: Atom, { source, graph, statusOf }: Context): ReadonlySet<number> {
  const those = (fits: (node: number) => boolean): ReadonlySet<number> =>
    new Set([...graph.artifacts.keys()].filter(fits));
  switch (base.kind) {
    case "artifact": {
      const found = those((node) => graph.artifacts[node]!.id === base.id);
      if (found.size === 1) return found;
      const ids = graph.artifacts.map(({ id }) => id);
      throw selectionError(source, at, `there is no artifact "${base.id}"`, nearOr(base.id, ids));
    }
    case "tag": {
      const tags = [...new Set(graph.artifacts.flatMap((artifact) => artifact.tags))];
      if (tags.includes(base.tag)) return those((node) => graph.artifacts[node]!.tags.includes(base.tag));
      throw selectionError(source, at, `no artifact has the tag "${base.tag}"`, nearOr(base.tag, tags));
    }
    case "status":
      if (statusOf !== undefined) return those((node) => statusOf(graph.artifacts[node]!.id) === base.status);
      throw selectionError(source, at, `"status:${base.status}" needs a run`, "name the run whose statuses you mean");
    default:
      return assertNever(base);
  }
}

function nearOr(written: string, known: readonly string[]): string {
  const near = nearest(written, known);
  return near === undefined
    ? `there ${known.length === 1 ? "is" : "are"} ${listNames(known)}`
    : `did you mean "${near}"?`;
}

/** Adds what is at most so many steps upstream and downstream. */
function widened(base: ReadonlySet<number>, { inputs, dependents }: Atom, dag: Dag): ReadonlySet<number> {
  return base.union(ancestors(dag, base, inputs)).union(descendants(dag, base, dependents));
}
