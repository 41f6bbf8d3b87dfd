import { expect, test } from "vitest";
import type { ExecutionStore, RunId } from "../../domain/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { numberEvents, runStarted } from "../../testing/sample-events.ts";
import { resolveRun } from "./run-reference.ts";

async function storeOf(...starts: readonly string[]): Promise<ExecutionStore> {
  const { executions } = createMemoryStore();
  for (const start of starts) {
    const writer = await executions.createRun(new Date(start));
    await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  }
  return executions;
}

const second = "2025-12-09T14:30:22Z";

test.each(["run_20251209_143022", "20251209_143022"])(
  '"%s" is the first run of its second, though it is a prefix of the second',
  async (word) => {
    const executions = await storeOf(second, second);
    expect((await resolveRun(executions, word)).id).toBe("run_20251209_143022");
  },
);

test.each(["run_20251209_143022", "20251209_143022"])(
  'when the first run of a second is gone, "%s" is not the next one of that second',
  async (word) => {
    const executions = await storeOf(second, second);
    const runs = async () => (await executions.runs()).filter(({ id }) => id.endsWith("_2"));
    const run = async () => null;
    await expect(resolveRun({ ...executions, runs, run }, word)).rejects.toMatchObject({ code: "WCT_RUN_NOT_FOUND" });
  },
);

test("a prefix of one run is that run, with run_ and without", async () => {
  const executions = await storeOf(second, "2026-01-01T00:00:00Z");
  for (const word of ["run_2025", "2025", "20251209_14"]) {
    expect((await resolveRun(executions, word)).id).toBe("run_20251209_143022");
  }
});

test("a prefix of several runs is refused", async () => {
  const executions = await storeOf(second, second);
  await expect(resolveRun(executions, "run_2025")).rejects.toMatchObject({ code: "WCT_RUN_AMBIGUOUS" });
});

test("an empty word is no run, also when there is only one", async () => {
  const executions = await storeOf(second);
  await expect(resolveRun(executions, "")).rejects.toMatchObject({ code: "WCT_RUN_NOT_FOUND" });
});

const [first, middle, third] = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"] as const;

test.each([
  ["latest", "run_20260103_000000"],
  ["latest~0", "run_20260103_000000"],
  ["latest~1", "run_20260102_000000"],
  ["latest~2", "run_20260101_000000"],
  ["latest:interrupted~1", "run_20260102_000000"],
  ["previous", "run_20260102_000000"],
])('"%s" counts back from the newest run', async (word, id) => {
  const executions = await storeOf(first, middle, third);
  const status = word.includes("interrupted") ? "interrupted" : undefined;
  const runs: ExecutionStore["runs"] = async (filter) => {
    const { status: _, ...others } = filter ?? {};
    return await executions.runs(status === undefined ? filter : others);
  };
  expect((await resolveRun({ ...executions, runs }, word)).id).toBe(id);
});

test.each([
  ["latest~3", 'there is no "latest~3": only 3 runs are recorded here'],
  ["latest:failed", 'no run with status "failed" is recorded here'],
  ["latest:complete", '"complete" is not a status of runs'],
  ["latest~", '"latest~" is not a reference to a run'],
  ["latest~one", '"latest~one" is not a reference to a run'],
  ["latest-1", '"latest-1" is not a reference to a run'],
  ["previous~1", '"previous~1" is not a reference to a run'],
])('"%s" is refused: %s', async (word, message) => {
  const executions = await storeOf(first, middle, third);
  await expect(resolveRun(executions, word)).rejects.toMatchObject({ code: "WCT_RUN_NOT_FOUND", message });
});

test('"previous" passes over runs of other runbooks, and is refused when there is none', async () => {
  const executions = await storeOf(first, middle, third);
  const all = await executions.runs();
  const other = all.map((run, at) => (at === 1 ? { ...run, runbook: { ...run.runbook, path: "other.yaml" } } : run));
  const runs = async () => other;
  expect((await resolveRun({ ...executions, runs }, "previous")).id).toBe("run_20260101_000000");
  await expect(resolveRun({ ...executions, runs }, "previous", other[1])).rejects.toMatchObject({
    code: "WCT_RUN_NOT_FOUND",
    message: 'no run of "other.yaml" before run_20260102_000000 is recorded here',
  });
});

test('"previous" of a run that is not in the store is the newest that started before it', async () => {
  const executions = await storeOf(first, third);
  const [newest, oldest] = await executions.runs();
  const dated = [
    { ...newest!, startedAt: third },
    { ...oldest!, startedAt: first },
  ];
  const bundled = { ...newest!, id: "run_20260102_000000" as RunId, startedAt: middle };
  const found = await resolveRun({ ...executions, runs: async () => dated }, "previous", bundled);
  expect(found.id).toBe("run_20260101_000000");
});
