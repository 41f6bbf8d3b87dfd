import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { errorCode, openLibraryProject } from "../testing/library-project.ts";
import type { DebuggedRun, Wct } from "./index.ts";

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
});
afterEach(async () => {
  await close();
});

const at = ({ session }: DebuggedRun) => {
  const { point, reason } = session.position ?? {};
  return point === null || point === undefined ? reason?.kind : `${point.side} ${point.artifact}`;
};
const letters = "letters" as Parameters<DebuggedRun["session"]["setConfig"]>[2];

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function digests(id: string): Promise<unknown> {
  await using run = await wct.runs.open(id);
  return run.inspect().artifacts.map(({ id, digest, status }) => [id, digest, status]);
}

async function bytesOf(id: string): Promise<string> {
  await using run = await wct.runs.open(id);
  const to = `${id}.wctrun`;
  await run.exportBundle({ file: to });
  const bytes = readFileSync(join(dir, to));
  rmSync(join(dir, to));
  return createHash("sha256").update(bytes).digest("hex");
}

describe("a debug session over a runbook", () => {
  test("stops, shows inputs and outputs at the stop, and evaluates expressions over them", async () => {
    await using run = await wct.debug("runbook.yaml", {
      breakpoints: [{ pattern: "personal_data", side: "after", condition: 'inputs["letters"].size == 2' }],
    });
    await run.session.stopped();
    expect(at(run)).toBe("after personal_data");
    expect(await run.session.evaluate("output.size > 1 && artifact.id == 'personal_data'")).toEqual({
      kind: "value",
      value: true,
    });
    const { elements } = await (await run.artifact("personal_data")).content();
    expect(elements).toBe(2);
    expect((await run.inspect()).artifacts.map(({ status }) => status)).toEqual(["completed", "completed"]);
    await run.session.move({ kind: "continue" });
    expect((await run.result)?.outcome).toBe("completed");
  });

  test("without stops records the digests of a plain run, with mode debug", async () => {
    const plain = await wct.run("runbook.yaml").result;
    await using debugged = await wct.debug(await wct.plan("runbook.yaml"), { stopOnEntry: false });
    await debugged.session.stopped();
    const result = await debugged.result;
    expect(await digests(result!.run)).toEqual(await digests(plain.run));
    await using opened = await wct.runs.open(result!.run);
    expect(opened.state.started?.mode).toBe("debug");
  });

  test("refuses a configuration as the planner does, and uses an accepted one for the coming attempt", async () => {
    await using run = await wct.debug("runbook.yaml");
    const { session } = run;
    await session.stopped();
    expect(await errorCode(() => session.setConfig("pth", "other"))).toBe("WCT_COMPONENT_CONFIG_INVALID");
    expect(session.pending.config).toEqual([]);
    await session.setConfig("include", "[notes.txt]");
    await session.move({ kind: "next" });
    expect(session.state().artifacts.get(letters!)?.alterations).toMatchObject([{ what: "config", path: "include" }]);
    expect((await (await run.artifact("letters")).content()).elements).toBe(1);
    await session.move({ kind: "until-end" });
    await using opened = await wct.runs.open(session.run!);
    const events = await all(opened.events());
    expect(JSON.stringify(events)).not.toContain("notes.txt");
    expect((await opened.verify()).damage).toEqual([]);
  });

  test("refuses an output that its schema refuses, and uses one that conforms", async () => {
    await using run = await wct.debug("runbook.yaml", { breakpoints: [{ pattern: "letters", side: "after" }] });
    const { session } = run;
    await session.stopped();
    const { rest } = await (await run.artifact("letters")).content();
    const [first] = await all((await run.artifact("letters")).elements());
    writeFileSync(join(dir, "wrong.json"), JSON.stringify({ ...rest, items: [{ id: 3 }] }));
    writeFileSync(join(dir, "right.json"), JSON.stringify({ ...rest, items: [first] }));
    expect(await errorCode(() => session.setOutput("wrong.json"))).toBe("WCT_USAGE_REPLACEMENT");
    await session.setOutput("right.json");
    await session.move({ kind: "until-end" });
    expect((await (await run.artifact("letters")).content()).elements).toBe(1);
    expect((await run.inspect()).artifacts.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  test("that was quit is resumed with everything that it had made", async () => {
    await using run = await wct.debug("runbook.yaml", { breakpoints: [{ pattern: "letters", side: "after" }] });
    await run.session.stopped();
    await run.session.quit();
    const { run: id, outcome } = (await run.result)!;
    expect(outcome).toBe("cancelled");
    const resumed = await wct.run("runbook.yaml", { reuse: { kind: "run", run: id } }).result;
    expect(resumed.view.artifacts.map(({ status }) => status)).toEqual(["reused", "completed"]);
  });

  test("with a breakpoint that names nothing, or a condition that is not valid, writes nothing", async () => {
    const open = (pattern: string, condition?: string) =>
      wct.debug("runbook.yaml", { breakpoints: [{ pattern, side: "before", condition }] });
    await expect(open("personal_dat")).rejects.toMatchObject({
      code: "WCT_DEBUG_BREAKPOINT",
      diagnostics: [{ hint: 'did you mean "personal_data"?' }],
    });
    expect(await errorCode(() => open("letters", "output.size >"))).toBe("WCT_USAGE_CONDITION");
    expect(existsSync(join(dir, ".wct"))).toBe(false);
  });
});

describe("a debug session over a recorded run", () => {
  test("moves in both directions and executes nothing", async () => {
    const { run: id, events } = await wct.run("runbook.yaml").result;
    await using run = await wct.runs.debug("latest");
    const { session } = run;
    expect(at(run)).toBe("before letters");
    await session.move({ kind: "until", artifact: "personal_data" as never });
    expect((await run.inspect()).artifacts.map(({ status }) => status)).toEqual(["completed", "pending"]);
    await session.move({ kind: "until-end" });
    await session.move({ kind: "back", points: 1 });
    expect(at(run)).toBe("after personal_data");
    expect((await (await run.artifact("personal_data")).content()).elements).toBe(2);
    expect(() => session.skip()).toThrow("this run is recorded");
    await using opened = await wct.runs.open(id);
    expect(opened.summary.events).toBe(events);
  });

  test("forks: everything complete at the position is reused, and the run that is forked stays as it is", async () => {
    const { run: id } = await wct.run("runbook.yaml").result;
    const before = await bytesOf(id);
    await using recorded = await wct.runs.debug(id);
    await recorded.session.move({ kind: "until", artifact: "personal_data" as never });
    await recorded.session.setConfig("recognisers.include", "[email]");
    await using fork = await recorded.fork();
    await fork.session.stopped();
    expect(at(fork)).toBe("before personal_data");
    await fork.session.move({ kind: "until-end" });
    expect((await fork.inspect()).artifacts.map(({ status }) => status)).toEqual(["reused", "completed"]);
    expect(await bytesOf(id)).toBe(before);
    await using opened = await wct.runs.open(fork.session.run!);
    expect(opened.state.started).toMatchObject({ mode: "debug", forkedFrom: id });
  });

  test("shows a run whose runbook is gone or changed by its recorded text", async () => {
    await wct.run("runbook.yaml").result;
    writeFileSync(join(dir, "runbook.yaml"), "name: Another\n");
    await using run = await wct.runs.debug("latest");
    expect(run.notes).toEqual(['The runbook "runbook.yaml" has changed since this run; its recorded text is shown.']);
  });

  test("starts at a failure if asked, and says so if there is none", async () => {
    await wct.run("runbook.yaml").result;
    expect(await errorCode(() => wct.runs.debug("latest", { at: "failure" }))).toBe("WCT_DEBUG_NOT_NOW");
  });
});
