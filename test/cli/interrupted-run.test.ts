import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { forgedBundle } from "../support/forged-bundle.ts";

const dir = mkdtempSync(join(tmpdir(), "wct-interrupted-"));
const id = "run_20250101_120000";
beforeAll(async () => {
  // Up to the log lines of "findings", which is executing; "failing" was never begun.
  writeFileSync(join(dir, "cut.wctrun"), await forgedBundle((text) => text, { events: 7 }));
  expect(await runCli(["runs", "import", "cut.wctrun"], { cwd: dir })).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(dir, { recursive: true }));

const said = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await runCli(args, { cwd: dir });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr });
  return stdout;
};
const json = async (...args: string[]) => JSON.parse(await said(...args, "--json"));

/** What says of an artifact, or of time, that it goes on. */
const goesOn = /\brunning\b|so far|not finished/;

test.each([
  ["runs"],
  ["runs", "show", id],
  ["inspect", id],
  ["inspect", id, "findings", "--meta"],
  ["inspect", id, "failing", "--inputs"],
  ["timeline", id],
  ["timeline", id, "-v"],
  ["timeline", id, "--format", "html"],
  ["timeline", id, "--format", "svg"],
  ["visualise", id, "--format", "text"],
  ["visualise", id, "--format", "mermaid"],
  ["visualise", id, "--format", "dot"],
  ["visualise", id, "--format", "svg"],
  ["visualise", id, "--format", "html"],
  ["diff", id, "cut.wctrun", "-v"],
])("%j does not say of an interrupted run that it goes on", async (...args) => {
  const text = await said(...args);
  expect(text).not.toMatch(goesOn);
  expect(text).toContain("interrupted");
});

test("JSON says of the artifact that was running that it was interrupted, and that its time ends with the last event", async () => {
  const { artifacts } = await json("inspect", id);
  expect(artifacts.map((one: { status: string }) => one.status)).toEqual(["interrupted", "pending"]);
  const { isFinished, isInterrupted, totalMs, nodes } = await json("timeline", id);
  expect({ isFinished, isInterrupted, totalMs }).toEqual({ isFinished: false, isInterrupted: true, totalMs: 6 });
  expect(nodes[0]).toMatchObject({ id: "findings", status: "interrupted", startMs: 2, endMs: 6, durationMs: 4 });
  expect((await json("visualise", id)).nodes[0].status).toBe("interrupted");
  expect((await json("replay", id)).artifacts[0].status).toBe("interrupted");
});

test("an artifact that was interrupted is told with why", async () => {
  const { stdout } = await runCli(["inspect", id, "findings"], { cwd: dir, terminal: true });
  expect(stdout).toContain("it was running when the process ended");
});

test("the report shows the artifact as interrupted", async () => {
  await said("report", id, "-o", "page.html");
  const page = readFileSync(join(dir, "page.html"), "utf8");
  const [, data = ""] = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(page) ?? [];
  expect(JSON.parse(data)).toMatchObject({
    artifacts: [{ status: "interrupted" }, { status: "pending" }],
    timeline: { isFinished: false, isInterrupted: true },
  });
});

test("spans and lineage of an interrupted run end", async () => {
  await said("export", id, "--format", "otlp", "-o", "told");
  await said("export", id, "--format", "openlineage", "-o", "told");
  const spans = readFileSync(join(dir, "told", "run.otlp.json"), "utf8");
  expect(spans).toContain('"endTimeUnixNano"');
  expect(readFileSync(join(dir, "told", "run.openlineage.ndjson"), "utf8")).toContain('"ABORT"');
});
