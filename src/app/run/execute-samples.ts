import type { ArtifactId, ExecutionPlan, Gate, MessageRef, RecordStore, RunEvent } from "../../domain/index.ts";
import { createSampleProducer, execute } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import type { SampleProfile } from "../../schema/index.ts";
import { systemClock } from "../../store/index.ts";
import { packageVersion } from "../host/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import { componentsOf, workersOf } from "./execute.ts";

export interface SampleExecution {
  readonly planned: PlannedRunbook;
  /** Where events and samples are stored. */
  readonly memory: RecordStore;
  readonly schemas: Registry["schemas"];
  readonly gate: Gate;
  readonly workers: number | undefined;
  readonly seed: number;
  readonly profile: SampleProfile;
  /** Artifacts that a run would skip. */
  readonly notSelected: ReadonlySet<ArtifactId>;
}

interface ExecutedSamples {
  readonly events: readonly RunEvent[];
  /** Of the artifacts that have a sample. */
  readonly messages: ReadonlyMap<ArtifactId, MessageRef>;
}

/** Nothing outside knows the run, so it needs no identifier. */
const noUuid = "00000000-0000-7000-8000-000000000000";

/** Executes a plan with samples in memory. Artifacts that a run would reuse are samples, too. */
export async function executeSamples(execution: SampleExecution): Promise<ExecutedSamples> {
  const { planned, memory, schemas, gate, workers, seed, profile, notSelected } = execution;
  const { limits } = planned;
  const plan = withoutSkipped(planned.plan, notSelected);
  const events: RunEvent[] = [];
  let messages: ExecutedSamples["messages"] = new Map();
  const startedAt = systemClock.now();
  const writer = await memory.executions.createRun(startedAt);
  await execute(plan, {
    producer: createSampleProducer({ schemas, artifacts: memory.artifacts, seed, profile }),
    ...{ gate, writer, startedAt, clock: systemClock, mode: "run", weights: null, notSelected },
    listeners: [(event) => events.push(event)],
    limits: {
      ...{ maxConcurrency: limits.maxConcurrency, workers: workersOf(planned, workers) },
      ...{ timeoutMs: null, costLimit: null },
    },
    meta: {
      ...{ uuid: noUuid, plan: plan.runbook.digest, wct: packageVersion(), components: componentsOf(plan) },
      ...{ resumedFrom: null, forkedFrom: null },
    },
    windDown: async (context) => {
      messages = context.messages;
    },
  });
  await writer.close();
  return { events, messages };
}

/** Returns a plan in which nothing is made from skipped artifacts: what is reused needs no inputs. */
function withoutSkipped(plan: ExecutionPlan, skipped: ReadonlySet<ArtifactId>): ExecutionPlan {
  if (skipped.size === 0) return plan;
  const artifacts = plan.artifacts.map((one) => ({ ...one, inputs: one.inputs.filter((id) => !skipped.has(id)) }));
  return { ...plan, artifacts };
}
