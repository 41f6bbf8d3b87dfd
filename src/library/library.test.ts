import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RunEvent } from "../domain/index.ts";
import { renderTimelineSvg } from "../render/index.ts";
import { errorCode, openLibraryProject, runbook } from "../testing/library-project.ts";
import { openWct, type Wct } from "./index.ts";

let dir: string;
let wct: Wct;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ dir, wct, close } = await openLibraryProject());
});
afterEach(async () => {
  await close();
  vi.restoreAllMocks();
});

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("a run", () => {
  test("gives the events of its record, in order, and prints nothing", async () => {
    const written = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
    const running = wct.run("runbook.yaml");
    const events: RunEvent[] = [];
    for await (const event of running) events.push(event);
    const { run: id, outcome, view } = await running.result;
    expect([outcome, view.artifacts.map(({ id, status }) => [id, status])]).toEqual([
      "completed",
      [
        ["letters", "completed"],
        ["personal_data", "completed"],
      ],
    ]);
    await using run = await wct.runs.open(id);
    expect(events).toEqual(await all(run.events()));
    expect(existsSync(join(dir, "outputs", id, "personal_data.json"))).toBe(true);
    expect(written.flatMap((spy) => spy.mock.calls)).toEqual([]);
  });

  test("of a plan is the run of what was planned", async () => {
    const plan = await wct.plan("runbook.yaml");
    expect(plan.draw({ format: "text" }).text).toContain("letters ─▶ personal_data");
    expect(existsSync(join(dir, ".wct"))).toBe(false);
    const { run: id } = await wct.run(plan).result;
    await using run = await wct.runs.open(id);
    expect(run.plan.artifacts.map(({ id }) => id)).toEqual(plan.plan.artifacts.map(({ id }) => id));
  });

  test("goes on when the loop over its events is left", async () => {
    const running = wct.run("runbook.yaml");
    for await (const { type } of running) if (type === "run.started") break;
    expect((await running.result).outcome).toBe("completed");
  });

  test("that is cancelled ends as cancelled, and is recorded so", async () => {
    const running = wct.run("runbook.yaml");
    for await (const { type } of running) if (type === "run.started") running.cancel();
    const { run, outcome } = await running.result;
    expect([outcome, (await wct.runs.list()).map(({ id, status }) => [id, status])]).toEqual([
      "cancelled",
      [[run, "cancelled"]],
    ]);
  });

  test("that fails is a result with the failure, not an error", async () => {
    const source = "type: sqlite, properties: { database_path: texts/letters.txt }";
    writeFileSync(
      join(dir, "runbook.yaml"),
      runbook.replace("type: filesystem, properties: { path: ./texts }", source),
    );
    const { outcome, view } = await wct.run("runbook.yaml").result;
    expect([outcome, view.artifacts.map(({ status }) => status)]).toEqual(["failed", ["failed", "skipped"]]);
    expect(view.artifacts[0]?.error?.code).toMatch(/^WCT_/);
  });

  test("that cannot start throws in the loop and in its result, and leaves nothing", async () => {
    writeFileSync(join(dir, "runbook.yaml"), runbook.replace("inputs: letters", "inputs: lettres"));
    const running = wct.run("runbook.yaml");
    expect(await errorCode(async () => await all(running))).toBe("WCT_ARTIFACT_UNKNOWN_INPUT");
    expect(await errorCode(async () => await running.result)).toBe("WCT_ARTIFACT_UNKNOWN_INPUT");
    expect(existsSync(join(dir, ".wct"))).toBe(false);
  });

  test("reuses the newest results of what did not change", async () => {
    await wct.run("runbook.yaml").result;
    const { view, reuse } = await wct.run("runbook.yaml", { reuse: { kind: "newest" } }).result;
    expect(view.artifacts.map(({ status }) => status)).toEqual(["reused", "reused"]);
    expect(reuse.map(({ kind }) => kind)).toEqual(["reused", "reused"]);
  });

  test("of a plan that is out of date is refused, and nothing starts", async () => {
    const plan = await wct.plan("runbook.yaml");
    writeFileSync(join(dir, "runbook.yaml"), runbook.replace("What people write", "What they wrote"));
    expect(await errorCode(async () => await wct.run(plan).result)).toBe("WCT_USAGE");
    expect(existsSync(join(dir, ".wct"))).toBe(false);
  });

  test("whose outputs cannot be written throws, and its id leads to the record", async () => {
    const running = wct.run("runbook.yaml", { output: "out" });
    expect(running.id).toBeNull();
    for await (const { type } of running) {
      if (type === "run.started") writeFileSync(join(dir, "out"), "a file in the place of the folder");
      if (type === "artifact.completed") break;
    }
    expect(await errorCode(async () => await running.result)).toBe("WCT_EXPORT_WRITE_FAILED");
    expect((await wct.runs.list()).map(({ id, status }) => [id, status])).toEqual([[running.id, "failed"]]);
  });

  test("that is cancelled while its outputs are written resolves with what is recorded", async () => {
    const running = wct.run("runbook.yaml", { exports: ["json", "csv", "ndjson", "html", "markdown"] });
    for await (const { type } of running) if (type === "output.written") running.cancel();
    const { run: id, outcome, view } = await running.result;
    expect(view.outputs.length).toBeLessThan(5);
    expect((await wct.runs.list()).map(({ id, status }) => [id, status])).toEqual([[id, outcome]]);
  });

  test("is waited for by whoever disposes of wct", async () => {
    const own = await openWct({ cwd: dir, env: {} });
    const running = own.run("runbook.yaml");
    await own[Symbol.asyncDispose]();
    const later = new Promise((resolve) => setImmediate(resolve, "going on"));
    const settled = await Promise.race([running.result.then(({ outcome }) => outcome), later]);
    expect(settled).toBe("completed");
  });
});

describe("a recorded run", () => {
  beforeEach(async () => {
    await wct.run("runbook.yaml").result;
  });

  test("can be looked at in every way", async () => {
    await using run = await wct.runs.open("latest");
    expect(run.inspect().artifacts.length).toBe(2);
    expect((await run.findings()).map(({ what, place }) => [what, place])).toEqual([
      ["email", "letters.txt:1"],
      ["email", "notes.txt:1"],
    ]);
    const [first] = await run.findings();
    expect(await run.explain(first?.id.slice(0, 8) ?? "")).toMatchObject({ kind: "Explanation", finding: first ?? {} });
    expect(run.timeline().view.artifacts.length).toBe(2);
    expect(run.graph().nodes.length).toBe(2);
    expect(run.draw({ format: "mermaid" }).text).toContain("letters");
    expect((await run.verify()).damage).toEqual([]);
    expect((await run.report()).html).toContain("personal_data");
    expect((await run.history()).length).toBe(run.summary.events);
    expect((await run.facts()).kept.objects).toBeGreaterThan(0);
    const { passed, conditions } = await run.check({ failOn: ["finding.category == 'email'"] });
    expect([passed, conditions.map(({ broken }) => broken)]).toEqual([false, [2]]);
  });

  test("is drawn over its runbook, and as a timeline", async () => {
    const plan = await wct.plan("runbook.yaml");
    await using run = await wct.runs.open("latest");
    const { text } = plan.draw({ format: "json", state: run.state });
    expect(text).toContain('"completed"');
    expect(plan.draw({ format: "json" }).text).not.toContain('"completed"');
    expect(renderTimelineSvg(run.timeline().view, { heading: true })).toContain("personal_data");
  });

  test("gives an artifact whole, element by element, and by what a JSONPath selects", async () => {
    await using run = await wct.runs.open("latest");
    const artifact = run.artifact("personal_data");
    expect((await artifact.content()).elements).toBe(2);
    expect((await all(artifact.elements(1))).length).toBe(1);
    const selected = await all(artifact.query("$.findings[*].category"));
    expect(selected).toEqual([
      { path: "$['findings'][0]['category']", value: "email" },
      { path: "$['findings'][1]['category']", value: "email" },
    ]);
    expect(artifact.inputs().map(({ artifact }) => artifact)).toEqual(["letters"]);
    expect(artifact.metadata().component?.type).toBe("personal_data");
    expect(artifact.schema().jsonSchema).not.toBeNull();
    expect((await artifact.lineage()).unreadable).toEqual([]);
    expect(await errorCode(async () => run.artifact("personal"))).toBe("WCT_RUN_ARTIFACT_ABSENT");
  });

  test("is compared with a later one", async () => {
    rmSync(join(dir, "texts/notes.txt"));
    await wct.run("runbook.yaml").result;
    await using before = await wct.runs.open("latest~1");
    await using after = await wct.runs.open("latest");
    const { artifacts } = await before.diff(after, { artifact: "personal_data" });
    expect(artifacts.map(({ content }) => content?.findings?.gone.length)).toEqual([1]);
  });

  test("goes to another store as a bundle, and is the same there", async () => {
    await using run = await wct.runs.open("latest");
    const written = await run.exportBundle({ file: "run.wctrun" });
    const other = await openWct({ cwd: dir, env: {}, store: "other" });
    expect(await other.runs.importBundle("run.wctrun")).toMatchObject({ outcome: "imported", head: written.head });
    expect((await other.runs.verify()).intact).toBe(true);
  });

  test("is exported to files", async () => {
    await using run = await wct.runs.open("latest");
    const { files } = await run.export({ format: "csv", artifacts: ["personal_data"], output: "tables" });
    expect(files.map(({ path }) => readFileSync(join(dir, path), "utf8").split("\n").length > 2)).toEqual([true]);
  });

  test("is pruned, and a person in it erased, only without dryRun", async () => {
    const planned = await wct.runs.erase({ subject: "ada@example.org", dryRun: true });
    expect([planned.report.objects > 0, (await wct.runs.erase({ subject: "ada@example.org" })).report.objects]).toEqual(
      [true, planned.report.objects],
    );
    expect((await wct.runs.prune({ keep: 0, dryRun: true })).runs.length).toBe(1);
    expect((await wct.runs.list()).length).toBe(1);
    expect((await wct.runs.prune({ keep: 0 })).runs.length).toBe(1);
    expect(await wct.runs.list()).toEqual([]);
  });
});

test("components and schemas are listed as on the command line", async () => {
  expect((await wct.components("connectors")).map(({ name }) => name)).toEqual([
    "filesystem",
    "mysql",
    "postgres",
    "sql_dump",
    "sqlite",
  ]);
  expect(await wct.components("schemas", "personal_data_finding")).toHaveLength(1);
  expect(await errorCode(async () => await wct.components("processors", "personal"))).toBe("WCT_COMPONENT_UNKNOWN");
  expect(Object.keys(await wct.runbookSchema())).toContain("properties");
  expect(Object.keys(await wct.documentSchema("gdpr_article_30.organisation"))).toContain("properties");
});

test("a first runbook is written over data that is there, and runs", async () => {
  rmSync(join(dir, "runbook.yaml"));
  const { files } = await wct.init({ paths: ["."], dir: "audit" });
  expect(files).toContain("audit/runbook.yaml");
  expect((await wct.run("audit/runbook.yaml").result).outcome).toBe("completed");
});
