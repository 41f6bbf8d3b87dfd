import type { ArtifactId, ExecutionPlan, MessageRef, PlannedArtifact, RunEvent } from "../../domain/index.ts";
import { topologicalOrder, width } from "../../graph/index.ts";
import { type DryRunView, reuseReason } from "../../render/index.ts";
import { planGraph, type ReuseDecision } from "../../run/index.ts";
import type { SampleProfile } from "../../schema/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import type { ExpectedTime } from "../predict/index.ts";

interface DryRunParts {
  readonly planned: PlannedRunbook;
  readonly events: readonly RunEvent[];
  readonly messages: ReadonlyMap<ArtifactId, MessageRef>;
  readonly decisions: readonly ReuseDecision[];
  readonly notSelected: ReadonlySet<ArtifactId>;
  readonly expected: ExpectedTime | null;
  readonly files: DryRunView["files"];
  readonly seed: number;
  readonly profile: SampleProfile;
}

/** Returns what a dry run shows: artifacts in the order in which the scheduler started them, and the data flow. */
export function dryRunView(parts: DryRunParts): DryRunView {
  const { planned, messages, expected, notSelected, files, seed, profile } = parts;
  const { plan, limits } = planned;
  const elementsOf = (id: ArtifactId): number | null => messages.get(id)?.elements ?? null;
  const schemas = new Map(plan.artifacts.map(({ id, outputSchema }) => [id, outputSchema]));
  return {
    runbook: { name: plan.runbook.name, path: plan.runbook.path },
    seed,
    profile,
    concurrent: Math.min(limits.maxConcurrency, width(planGraph(plan).dag, { stopAt: limits.maxConcurrency })),
    artifacts: rows(parts, schemas),
    notSelected: [...notSelected],
    edges: plan.artifacts.flatMap(({ id, inputs }) =>
      notSelected.has(id)
        ? []
        : inputs
            .filter((from) => !notSelected.has(from))
            .map((from) => ({ from, to: id, schema: schemas.get(from)!, elements: elementsOf(from) })),
    ),
    expected:
      expected === null
        ? null
        : {
            runs: [...expected.runs],
            totalMs: expected.totalMs,
            criticalMs: expected.criticalMs,
            criticalPath: [...expected.criticalPath],
            unknown: [...expected.unknown],
          },
    files,
  };
}

type Schemas = ReadonlyMap<ArtifactId, PlannedArtifact["outputSchema"]>;

function rows({ planned, events, messages, decisions, expected }: DryRunParts, schemas: Schemas) {
  const { plan } = planned;
  const steps = stepsOf(plan);
  const byId = new Map(plan.artifacts.map((artifact) => [artifact.id, artifact]));
  const decided = new Map(decisions.map((decision) => [decision.artifact, decision]));
  const order = events.flatMap((event) => (event.type === "artifact.started" ? [event.artifact] : []));
  return [...new Set(order)].map((id) => {
    const { method, inputs, outputSchema, output, optional, config } = byId.get(id)!;
    const message = messages.get(id)!;
    const decision = decided.get(id);
    const { elements, bytes, digest } = message;
    return {
      ...{ id, step: steps.get(id)!, method: method.kind },
      component: "component" in method ? method.component.type : null,
      inputs: inputs.map((artifact) => ({ artifact, schema: schemas.get(artifact)! })),
      ...{ schema: outputSchema, elements, bytes, digest, output, optional },
      expectedMs: expected?.durations.get(id) ?? null,
      decision: decision?.kind ?? null,
      reason: decision === undefined ? null : reuseReason(decision, config),
    };
  });
}

/** Returns for each artifact the number of artifacts in its longest chain of inputs, itself included. */
function stepsOf({ artifacts }: Pick<ExecutionPlan, "artifacts">): ReadonlyMap<ArtifactId, number> {
  const graph = planGraph({ artifacts });
  const steps: number[] = [];
  for (const node of topologicalOrder(graph.dag)) {
    const before = graph.dag.dependencies[node]!.map((input) => steps[input]!);
    steps[node] = 1 + before.reduce((most, step) => Math.max(most, step), 0);
  }
  return new Map(graph.artifacts.map(({ id }, node) => [id, steps[node]!]));
}
