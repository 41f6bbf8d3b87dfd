import { diagnostic } from "../../diagnostics/index.ts";
import { createDag, type Dag, findCycles } from "../../graph/index.ts";
import type { ArtifactInput, RunbookArtifact } from "../../runbook/index.ts";
import type { Planning } from "../context.ts";

/** The artifacts as a graph. Indices are in file order; only inputs that exist are edges. */
export interface Links {
  readonly artifacts: readonly RunbookArtifact[];
  readonly dag: Dag;
  /** For each artifact: whether all its inputs exist and none is the artifact itself. */
  readonly isWhole: readonly boolean[];
  /** Artifacts after their inputs, without artifacts that are in a cycle or depend on one. */
  readonly order: readonly number[];
}

/** Connects artifacts with their inputs. Reports self-references and cycles. */
export function linkInputs({ runbook, report }: Planning): Links {
  const artifacts = [...runbook.artifacts.values()];
  const index = new Map(artifacts.map(({ id }, position): [string, number] => [id, position]));
  const isWhole: boolean[] = [];
  const dependencies = artifacts.map((artifact, self) => {
    const found: number[] = [];
    for (const input of artifact.inputs) {
      const position = index.get(input.value);
      // An unknown input was reported when the names were resolved.
      if (position === self) report(selfReference(artifact, input));
      else if (position !== undefined) found.push(position);
    }
    isWhole.push(found.length === artifact.inputs.length);
    return found;
  });
  const dag = createDag(dependencies);
  const order = resolvableOrder(dag);
  const cycles = order.length === dag.size ? [] : findCycles(dag);
  for (const cycle of cycles) report(cycleProblem(cycle.flatMap((position) => artifacts[position] ?? [])));
  return { artifacts, dag, isWhole, order };
}

function resolvableOrder({ dependencies, dependents }: Dag): readonly number[] {
  const waiting: number[] = [];
  const order: number[] = [];
  for (const [node, { length }] of dependencies.entries()) {
    waiting.push(length);
    if (length === 0) order.push(node);
  }
  for (let head = 0; head < order.length; head += 1) {
    for (const dependent of dependents[order[head] ?? -1] ?? []) {
      const left = (waiting[dependent] ?? 0) - 1;
      waiting[dependent] = left;
      if (left === 0) order.push(dependent);
    }
  }
  return order;
}

function selfReference(artifact: RunbookArtifact, input: ArtifactInput) {
  return diagnostic("WCT_GRAPH_SELF_REFERENCE", {
    message: `artifact "${artifact.id}" is its own input`,
    hint: `remove "${artifact.id}" from its inputs`,
    location: input.location,
  });
}

/** Reports a cycle at the input through which its first artifact in the file enters it. */
function cycleProblem(cycle: readonly RunbookArtifact[]) {
  const [first, second] = cycle;
  const path = [...cycle, ...cycle.slice(0, 1)].map(({ id }) => id).join(" → ");
  const related = cycle.flatMap(({ id, inputs }, position) => {
    const next = cycle[(position + 1) % cycle.length];
    const input = inputs.find(({ value }) => value === next?.id);
    return input === undefined || position === 0
      ? []
      : [{ message: `"${id}" needs "${input.value}" here`, location: input.location }];
  });
  return diagnostic("WCT_GRAPH_CYCLE", {
    message: `artifacts form a cycle: ${path}`,
    hint: "remove one of these inputs",
    location: first?.inputs.find(({ value }) => value === second?.id)?.location,
    related,
  });
}
