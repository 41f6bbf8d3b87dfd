import { expect, test } from "vitest";
import type { ExecutionStore } from "../../domain/index.ts";
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
