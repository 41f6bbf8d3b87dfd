import { afterEach, beforeEach, expect, test } from "vitest";
import type { ArtifactId } from "../../domain/index.ts";
import type { Wct } from "../../library/index.ts";
import { openLibraryProject } from "../../testing/library-project.ts";
import { readStore } from "../open/index.ts";
import { expectedTime } from "./index.ts";

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
});
afterEach(async () => await close());

const letters = "letters" as ArtifactId;
const found = "personal_data" as ArtifactId;

async function expected(passing: readonly ArtifactId[] = []) {
  const { plan } = await wct.plan("runbook.yaml");
  await using store = await readStore({ cwd: dir, env: new Map() }, undefined);
  return await expectedTime(store, { plan, passing: new Set(passing), maxConcurrency: 10, workers: 2 });
}

test("durations come from the newest runs that have them", async () => {
  const { run } = await wct.run("runbook.yaml").result;
  const first = await expected();
  expect(first).toMatchObject({ runs: [run], criticalPath: [letters, found], unknown: [] });
  expect(first?.criticalMs).toBeCloseTo((first?.durations.get(letters) ?? 0) + (first?.durations.get(found) ?? 0), 6);
  expect(first?.totalMs).toBeGreaterThanOrEqual(first?.criticalMs ?? 0);
  // The second run reuses everything, so it has no durations of its own.
  await wct.run("runbook.yaml", { reuse: { kind: "run", run } }).result;
  expect((await expected())?.durations).toEqual(first?.durations);
});

test("what does not execute takes no time", async () => {
  await wct.run("runbook.yaml").result;
  expect(await expected([letters])).toMatchObject({ criticalPath: [found], unknown: [] });
  expect(await expected([letters, found])).toBeNull();
});
