import type { ReusePlan } from "../../src/app/reuse/reuse-plan.ts";
import { withoutLostContent } from "../../src/app/reuse/without-lost-content.ts";
import type {
  Digest,
  JsonObject,
  Producer,
  RecordStore,
  RunId,
  RunWriter,
  SchemaRef,
  StagedObject,
} from "../../src/domain/index.ts";
import { DAGExecutor } from "../../src/executor/index.ts";
import { serialisePlan } from "../../src/planner/index.ts";
import { createInProcessProducer } from "../../src/testing/in-process-producer.ts";
import { sampleFailure, sampleMeta } from "../../src/testing/runs/virtual-run.ts";
import { createVirtualClock } from "../../src/testing/virtual-clock.ts";
import { contentOf, type Fate, planOf, type Round } from "./reuse-world.ts";

/**
 * Runs a round for real, but for components, which make their content at once. `lost`: content that is gone between
 * the decision and the run.
 */
export async function execute(
  store: RecordStore,
  round: Round,
  decided: ReusePlan,
  lost: ReadonlySet<Digest> = new Set(),
): Promise<RunId> {
  const plan = planOf(round);
  const startedAt = new Date(Date.UTC(2025, 0, 1));
  const writer = await store.executions.createRun(startedAt);
  const stored = await stage(store, "wct_plan:2.0.0", serialisePlan(plan));
  await writer.append({ events: [], objects: [stored] });
  const missing = async (digests: readonly Digest[]): Promise<ReadonlySet<Digest>> =>
    new Set([...(await writer.missing(digests)), ...digests.filter((digest) => lost.has(digest))]);
  const { resumedFrom, reused, reuse } = await withoutLostContent(decided, { missing, onLost: () => undefined });
  const controller = new AbortController();
  await new DAGExecutor(plan, {
    producer: instantProducer(store, round, controller),
    clock: createVirtualClock(),
    writer: mortal(writer, round.fate),
    limits: { maxConcurrency: 3, workers: 3, timeoutMs: null, costLimit: null },
    mode: "run",
    startedAt,
    signal: controller.signal,
    meta: { ...sampleMeta(stored.digest), resumedFrom },
    // A gate that thinks: an attempt's end and the artifact's are then in different frames.
    gate: { before: () => ({ kind: "pass" }), after: async () => ({ kind: "pass" }) },
    reused,
    reuse,
  }).execute();
  await writer.close();
  return writer.run;
}

const stage = (store: RecordStore, schema: string, content: JsonObject): Promise<StagedObject> =>
  store.artifacts.writer().finish(schema as SchemaRef, content, { stream: false });

/** Aborts at the start of the artifact at which the round is cancelled. */
function instantProducer(store: RecordStore, { specs, fate }: Round, controller: AbortController): Producer {
  let started = 0;
  return createInProcessProducer((id) => async (task) => {
    started += 1;
    if (fate.kind === "cancelled" && started === fate.after) controller.abort();
    const place = Number(id.slice(1));
    const spec = specs[place]!;
    if (spec.fails) return { outcome: "failed", failure: sampleFailure, object: null, ended: null };
    const inputs = task.inputs.map(({ message }) => message.digest);
    const schema = "standard_input:1.0.0" as SchemaRef;
    const object = await stage(store, schema, { value: contentOf(place, spec, inputs) });
    const { digest, bytes, elements } = object;
    const message = { schema, digest, bytes, elements, summary: null, kept: spec.isKept };
    return { outcome: "produced", message, object, ended: null };
  });
}

/** A writer whose process dies after so many frames: nothing later is in the record. */
function mortal(writer: RunWriter, fate: Fate): RunWriter {
  let frames = 0;
  return {
    ...writer,
    run: writer.run,
    head: () => writer.head(),
    missing: (digests) => writer.missing(digests),
    close: () => writer.close(),
    append: (frame) => {
      frames += 1;
      return fate.kind === "killed" && frames > fate.after ? undefined : writer.append(frame);
    },
  };
}
