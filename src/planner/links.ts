import { diagnostic, nearest } from "../diagnostics/index.ts";
import { createDag, type Dag, findCycles } from "../graph/index.ts";
import type { Located, RunbookArtifact } from "../runbook/index.ts";
import type { Planning } from "./context.ts";

/** The artifacts as a graph: indices in file order, only over inputs that exist. */
export interface Links {
  readonly artifacts: readonly RunbookArtifact[];
  readonly dag: Dag;
  /** Whether each artifact's inputs all exist, and none is itself. */
  readonly isWhole: readonly boolean[];
  /** Artifacts after their inputs, without those that are in a cycle or behind one. */
  readonly order: readonly number[];
}

/** Resolves every input to an artifact; reports unknown ones, self-references and cycles. */
export function linkInputs({ runbook, report }: Planning): Links {
  const artifacts = [...runbook.artifacts.values()];
  const index = new Map(artifacts.map(({ id }, position): [string, number] => [id, position]));
  const isWhole: boolean[] = [];
  const nearestId = nearestIdOf(runbook.artifacts);
  const dependencies = artifacts.map((artifact, self) => {
    const found: number[] = [];
    for (const input of artifact.inputs) {
      const position = index.get(input.value);
      if (position === undefined) report(unknownInput(artifact, input, nearestId(artifact, input)));
      else if (position === self) report(selfReference(artifact, input));
      else found.push(position);
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

type Artifacts = ReadonlyMap<string, RunbookArtifact>;
type NearestId = (artifact: RunbookArtifact, input: Located<string>) => RunbookArtifact | undefined;

// A large runbook of which everything is wrong would be compared with itself for minutes.
const comparisonsAtMost = 500_000;

/** Finds what an unknown input may mean, as long as that is not too much work. */
function nearestIdOf(artifacts: Artifacts): NearestId {
  let compared = 0;
  return (artifact, input) => {
    compared += artifacts.size;
    if (compared > comparisonsAtMost) return undefined;
    const others = [...artifacts.keys()].filter((id) => id !== artifact.id);
    return artifacts.get(nearest(input.value, others) ?? "");
  };
}

function unknownInput(artifact: RunbookArtifact, input: Located<string>, meant: RunbookArtifact | undefined) {
  return diagnostic("WCT_ARTIFACT_UNKNOWN_INPUT", {
    message: `artifact "${artifact.id}" takes "${input.value}", which this runbook does not define`,
    hint: meant
      ? `write "${meant.id}" (defined at line ${meant.location.line})`
      : "correct the id, or define the artifact",
    location: input.location,
  });
}

function selfReference(artifact: RunbookArtifact, input: Located<string>) {
  return diagnostic("WCT_GRAPH_SELF_REFERENCE", {
    message: `artifact "${artifact.id}" is its own input`,
    hint: `remove "${artifact.id}" from its inputs`,
    location: input.location,
  });
}

/** Points to the input with which the artifact that is written first enters the circle. */
function cycleProblem(cycle: readonly RunbookArtifact[]) {
  const [first, second] = cycle;
  const path = [...cycle, ...cycle.slice(0, 1)].map(({ id }) => id).join(" → ");
  const related = cycle.flatMap(({ id, inputs }, position) => {
    const next = cycle[(position + 1) % cycle.length];
    const input = inputs.find(({ value }) => value === next?.id);
    return input === undefined || position === 0
      ? []
      : [{ message: `"${id}" takes "${input.value}" here`, location: input.location }];
  });
  return diagnostic("WCT_GRAPH_CYCLE", {
    message: `artifacts need each other in a circle: ${path}`,
    hint: "remove one of these inputs",
    location: first?.inputs.find(({ value }) => value === second?.id)?.location,
    related,
  });
}
