import { expect, test } from "vitest";
import type { RecordStore, RunId } from "../../domain/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { numberEvents, runStarted } from "../../testing/sample-events.ts";
import { type PruneRules, planPrune, prune } from "./prune.ts";

async function addRun(store: RecordStore, day: number): Promise<RunId> {
  const writer = await store.executions.createRun(new Date(Date.UTC(2026, 0, day)));
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  await writer.close();
  return writer.run;
}

async function storeOfDays(...days: readonly number[]): Promise<RecordStore> {
  const store = createMemoryStore();
  for (const day of days) await addRun(store, day);
  return store;
}

test.each<[PruneRules]>([[{}], [{ rawOnly: false }]])("without a rule, %j, nothing is pruned", async (rules) => {
  await expect(planPrune(await storeOfDays(1), rules)).rejects.toMatchObject({ code: "WCT_USAGE" });
});

test("what is pruned is what was planned, and no run that has come since", async () => {
  const store = await storeOfDays(1, 2, 3);
  const planned = await planPrune(store, { keep: 1 });
  expect(planned.runs.map(({ id }) => id)).toEqual(["run_20260102_000000", "run_20260101_000000"]);
  expect(await store.executions.ids()).toHaveLength(3);
  const since = await addRun(store, 4);
  const { runs } = await prune(store, planned);
  expect(runs).toEqual(planned.runs);
  expect(await store.executions.ids()).toEqual([since, "run_20260103_000000"]);
});
