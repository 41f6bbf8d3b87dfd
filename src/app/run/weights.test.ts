import { expect, test } from "vitest";
import type { EventBody, RecordStore } from "../../domain/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted, someDigest } from "../../testing/sample-events.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { earlierDurations } from "./weights.ts";

const base = samplePlan([[], [0]]);
const plan = { ...base, runbook: { ...base.runbook, path: "runbooks/audit.yaml" } };

/** Returns a store with a completed run of each runbook, oldest first. */
async function storeOf(...names: readonly string[]) {
  const store = createMemoryStore();
  for (const [second, name] of names.entries()) {
    const { id } = plan.artifacts[0]!;
    const produced = artifactProduced(id, { digest: someDigest, bytes: 1, elements: null });
    await record(store, second, [runStarted({ name }), ...produced, runFinished("completed")]);
  }
  return store;
}

async function record(store: RecordStore, second: number, bodies: readonly EventBody[]): Promise<void> {
  const writer = await store.executions.createRun(new Date(second * 1000));
  const events = numberEvents(writer.run)(...bodies);
  const timed = events.map((event) => (event.type === "artifact.attempted" ? { ...event, ended: event.t } : event));
  await writer.append({ events: timed, objects: [] });
  await writer.close();
}

test("the durations of the newest completed run of the same runbook are the weights", async () => {
  const weights = await earlierDurations(await storeOf("audit"), plan);
  expect(Object.keys(weights ?? {})).toEqual([plan.artifacts[0]!.id]);
});

test("newer runs of runbooks whose name is the path of this one do not hide its own", async () => {
  const others = Array.from({ length: 8 }, () => "runbooks/audit.yaml");
  expect(await earlierDurations(await storeOf("audit", ...others), plan)).not.toBe(null);
});

test("runs of other runbooks say nothing", async () => {
  expect(await earlierDurations(await storeOf("other", "runbooks/audit.yaml"), plan)).toBe(null);
});

test("an earlier record that is damaged does not keep a runbook from running", async () => {
  const store = await storeOf("audit");
  await record(store, 10, [runStarted({ name: "audit" }), runStarted({ name: "audit" }), runFinished("completed")]);
  expect(await earlierDurations(store, plan)).toBe(null);
});
