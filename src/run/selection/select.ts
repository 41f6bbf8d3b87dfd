import { assertNever, listNames, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId, ArtifactStatus, ExecutionPlan } from "../../domain/index.ts";
import { ancestors, descendants } from "../../graph/index.ts";
import { artifactGraph, type PlanGraph } from "../plan-graph.ts";
import { isGlob, matchesGlob } from "./glob.ts";
import { parseSelection, type Selection, type SelectionMatch } from "./parse.ts";
import { type SelectionInput, selectionError, type TokenRange } from "./tokens.ts";

/** What an expression is evaluated over. */
export interface SelectionScope {
  /** The option that the expression was passed to, such as `--select`. */
  readonly option: string;
  readonly plan: Pick<ExecutionPlan, "artifacts">;
  /** Returns the statuses of a run. Without a run, `status:` is an error. */
  readonly statusOf?: ((id: ArtifactId) => ArtifactStatus) | undefined;
  /** How the user names a run whose statuses count, for the hint of that error. */
  readonly statusHint?: string | undefined;
}

/**
 * Returns the artifacts that an expression selects, in plan order. Throws WCT_USAGE_SELECTION, with the position, for a
 * syntax error, an unknown artifact or tag, a status without a run, and an empty selection.
 */
export function selectArtifacts(text: string, scope: SelectionScope): ReadonlySet<ArtifactId> {
  const source: SelectionInput = { text, option: scope.option };
  const parsed = parseSelection(source);
  const graph = artifactGraph(scope.plan.artifacts);
  const nodes = new Map<string, number>(graph.artifacts.map(({ id }, node) => [id, node]));
  const chosen = evaluate(parsed, { ...scope, source, graph, nodes });
  if (chosen.size === 0) {
    throw selectionError(source, { start: 0, end: text.length }, "this selects no artifact", emptyHint(parsed, scope));
  }
  return new Set(graph.artifacts.flatMap(({ id }, node) => (chosen.has(node) ? [id] : [])));
}

/** Returns whether an expression can only be evaluated with a run. Throws WCT_USAGE_SELECTION for a syntax error. */
export function needsStatuses(source: SelectionInput): boolean {
  return namesStatus(parseSelection(source));
}

function namesStatus(selection: Selection): boolean {
  switch (selection.kind) {
    case "status":
      return true;
    case "artifact":
    case "tag":
      return false;
    default:
      return [selection.of].flat().some(namesStatus);
  }
}

function emptyHint(parsed: Selection, { plan, statusOf }: SelectionScope): string {
  if (statusOf === undefined || !namesStatus(parsed)) return "select something else";
  const statuses = [...new Set(plan.artifacts.map(({ id }) => statusOf(id)))];
  return `the artifacts of that run are ${listNames(statuses, 7)}`;
}

interface SelectionContext extends SelectionScope {
  readonly source: SelectionInput;
  readonly graph: PlanGraph;
  readonly nodes: ReadonlyMap<string, number>;
}

function evaluate(selection: Selection, context: SelectionContext): ReadonlySet<number> {
  switch (selection.kind) {
    case "artifact":
    case "tag":
    case "status":
      return matched(selection, context);
    case "reach": {
      const base = evaluate(selection.of, context);
      const { dag } = context.graph;
      return base.union(ancestors(dag, base, selection.inputs)).union(descendants(dag, base, selection.dependents));
    }
    case "not": {
      const left = evaluate(selection.of, context);
      return new Set(context.graph.artifacts.keys().filter((node) => !left.has(node)));
    }
    case "and":
      return selection.of.map((one) => evaluate(one, context)).reduce((all, one) => all.intersection(one));
    case "or": {
      const all = new Set<number>();
      for (const one of selection.of) for (const node of evaluate(one, context)) all.add(node);
      return all;
    }
    default:
      return assertNever(selection);
  }
}

function matched(match: SelectionMatch, context: SelectionContext): ReadonlySet<number> {
  switch (match.kind) {
    case "artifact":
      return artifactsNamed(match, context);
    case "tag":
      return tagged(match, context);
    case "status": {
      const { source, graph, statusOf, statusHint = "name the run whose statuses you mean" } = context;
      if (statusOf === undefined)
        throw selectionError(source, match.at, `"status:${match.status}" needs a run`, statusHint);
      return nodesThat(graph, ({ id }) => statusOf(id) === match.status);
    }
    default:
      return assertNever(match);
  }
}

type NameMatch = Extract<SelectionMatch, { readonly written: string }>;

/** A name inside double quotes is no pattern. */
function patternOf({ written }: NameMatch): { readonly name: string; readonly hasWildcards: boolean } {
  return { name: written.replaceAll('"', ""), hasWildcards: !written.includes('"') && isGlob(written) };
}

/** Returns the artifact of a name, the artifacts of a child runbook, or those that match a pattern. */
function artifactsNamed(match: NameMatch, context: SelectionContext): ReadonlySet<number> {
  const { graph, nodes } = context;
  const { name, hasWildcards } = patternOf(match);
  const node = nodes.get(name);
  if (node !== undefined) return new Set([node]);
  const found = hasWildcards
    ? nodesThat(graph, ({ id }) => matchesGlob(id, name))
    : nodesThat(graph, ({ group }) => group.some((_, depth) => group.slice(0, depth + 1).join("/") === name));
  if (found.size > 0) return found;
  const what = hasWildcards ? `no artifact matches "${name}"` : `there is no artifact "${name}"`;
  throw unknown(match.at, { what, name, known: nodes.keys() }, context);
}

function tagged(match: NameMatch, context: SelectionContext): ReadonlySet<number> {
  const { graph } = context;
  const { name, hasWildcards } = patternOf(match);
  const fits = hasWildcards ? (tag: string) => matchesGlob(tag, name) : (tag: string) => tag === name;
  const found = nodesThat(graph, ({ tags }) => tags.some(fits));
  if (found.size > 0) return found;
  const known = new Set(graph.artifacts.flatMap(({ tags }) => tags));
  const what = hasWildcards ? `no tag matches "${name}"` : `no artifact has the tag "${name}"`;
  throw unknown(match.at, { what, name, known }, context);
}

const nodesThat = (graph: PlanGraph, fits: (artifact: PlanGraph["artifacts"][number]) => boolean): Set<number> =>
  new Set(graph.artifacts.keys().filter((node) => fits(graph.artifacts[node]!)));

interface UnknownName {
  readonly what: string;
  readonly name: string;
  readonly known: Iterable<string>;
}

function unknown(at: TokenRange, { what, name, known }: UnknownName, { source }: SelectionContext) {
  const names = [...known];
  const letters = name.replace(/[*?]/g, "");
  const near = nearest(letters, names) ?? names.find((one) => letters.length > 2 && one.includes(letters));
  const all = names.length === 0 ? "there are none" : `there ${names.length === 1 ? "is" : "are"} ${listNames(names)}`;
  return selectionError(source, at, what, near === undefined ? all : `did you mean "${near}"?`);
}
