import { diagnostic, nearest } from "../../diagnostics/index.ts";
import { createDag, type Dag, findCycles } from "../../graph/index.ts";
import type { Located, RunbookArtifact } from "../../runbook/index.ts";
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

/** Resolves every input to an artifact. Reports unknown inputs, self-references and cycles. */
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

// Without this limit, a large runbook with only unknown inputs would be compared for minutes.
const comparisonsAtMost = 500_000;

/** Suggests the id that an unknown input may mean, within the limit of comparisons. */
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
    message: `artifact "${artifact.id}" needs "${input.value}", which this runbook does not define`,
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
