import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunEvent } from "../domain/index.ts";
import { errorCode, openLibraryProject } from "../testing/library-project.ts";
import type { Wct } from "./index.ts";

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
});
afterEach(async () => await close());

test("a run in progress is followed from its first event to its end, and the last value is the run", async () => {
  const running = wct.run("runbook.yaml");
  for await (const { type } of running) if (type === "run.started") break;
  await using run = await wct.runs.open("latest");
  const followed = run.follow();
  const events: RunEvent[] = [];
  let step = await followed.next();
  for (; step.done !== true; step = await followed.next()) events.push(step.value);
  expect(step.value).toMatchObject({ id: (await running.result).run, status: "completed" });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect([events[0]?.type, events.at(-1)?.type]).toEqual(["run.started", "run.finished"]);
});

test("who stops following leaves the run alone", async () => {
  const running = wct.run("runbook.yaml");
  for await (const { type } of running) if (type === "run.started") break;
  await using run = await wct.runs.open("latest");
  const leaving = new AbortController();
  for await (const _ of run.follow({ signal: leaving.signal })) leaving.abort();
  expect((await running.result).outcome).toBe("completed");
});

test("the default runbook is the one that the command line uses", async () => {
  expect(await wct.defaultRunbook()).toEqual({ file: "runbook.yaml", namedIn: null });
  rmSync(join(dir, "runbook.yaml"));
  expect(await errorCode(() => wct.defaultRunbook())).toBe("WCT_RUNBOOK_NOT_FOUND");
});

test("a run is verified by making it again, without its runbook and without its source", async () => {
  const { run: id } = await wct.run("runbook.yaml").result;
  rmSync(join(dir, "texts"), { recursive: true });
  rmSync(join(dir, "runbook.yaml"));
  await using run = await wct.runs.open(id);
  const { artifacts } = await run.verifyReplay();
  expect(artifacts.map(({ id, status }) => [id, status])).toEqual([
    ["letters", "not-verifiable"],
    ["personal_data", "same"],
  ]);
  const limited = await run.verifyReplay({ artifacts: ["personal_data"] });
  expect(limited.artifacts.map(({ id }) => id)).toEqual(["personal_data"]);
  expect(await errorCode(() => run.verifyReplay({ artifacts: ["personal_dat"] }))).toBe("WCT_RUN_ARTIFACT_ABSENT");
});
