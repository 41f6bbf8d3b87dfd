import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const start = (...args: string[]) => spawnCli(args, { cwd: project.dir });
const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const root = join(import.meta.dirname, "..", "..");

test("the program answers as the in-process one does", async () => {
  expect(await start("run", "shop.yaml", "-q").ended).toMatchObject({ code: 0, stderr: "" });
  const spawned = await start("inspect", "latest", "texts").ended;
  const { stdout, stderr, code } = await cli("inspect", "latest", "texts");
  expect(spawned).toEqual({ stdout, stderr, code, signal: null });
});

test("a bug-free usage mistake ends with 2 and an empty stdout", async () => {
  expect(await start("rnu").ended).toMatchObject({ code: 2, stdout: "" });
});

test("a closed pipe ends quietly, without losing what was read", async () => {
  mkdirSync(project.path("many"));
  for (let i = 0; i < 400; i++) writeFileSync(project.path("many", `${1000 + i}.txt`), "many words ".repeat(2000));
  project.write("many.yaml", readFileSync(project.path("shop.yaml"), "utf8").replace("path: texts", "path: many"));
  expect((await cli("run", "many.yaml", "-q")).code).toBe(0);
  const { child, ended } = start("inspect", "latest", "texts", "--raw");
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect(await ended).toMatchObject({ code: 0, signal: null, stderr: "" });
});

test("twelve runs at once share a store: each has its own id, numbered within its second, and all verify", async () => {
  const all = await Promise.all(
    Array.from({ length: 12 }, () => start("run", "shop.yaml", "-q", "--workers", "1").ended),
  );
  expect(all.map(({ code, stderr }) => ({ code, stderr }))).toEqual(all.map(() => ({ code: 0, stderr: "" })));
  const { runs } = JSON.parse((await cli("runs", "--json")).stdout);
  const ids: string[] = runs.map((run: { id: string }) => run.id);
  expect(new Set(ids).size).toBe(12);
  const seconds = Map.groupBy(ids, (id) => id.slice(0, "run_YYYYMMDD_HHMMSS".length));
  for (const [second, sameSecond] of seconds) {
    const expected = sameSecond.map((_, i) => (i === 0 ? second : `${second}_${i + 1}`));
    expect(sameSecond.toSorted()).toEqual(expected.toSorted());
  }
  const verification = JSON.parse((await cli("verify", "--json")).stdout);
  expect(verification).toMatchObject({ intact: true });
  expect(verification.runs).toHaveLength(12);
});

test("the same input gives the same digests and outputs, byte by byte", async () => {
  const outcomes = [];
  for (const [output, workers] of [
    ["first", "1"],
    ["second", "2"],
  ] as const) {
    const { stdout } = await start("run", "shop.yaml", "--json", "--output", output, "--workers", workers).ended;
    const run = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
    const digests = run.artifacts.map((one: { digest: string }) => one.digest);
    outcomes.push({ digests, output: readFileSync(project.path(output, "all.json"), "utf8") });
  }
  expect(outcomes[0]?.digests).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ]);
  expect(outcomes[0]).toEqual(outcomes[1]);
});

test("an old Node gets one line and exit code 2", async () => {
  const old = "Object.defineProperty(process.versions, 'node', { value: '22.14.0' })";
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(old)}`, join(root, "bin", "wct.js"), "runs"],
    { cwd: project.dir, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect({ code, said }).toEqual({
    code: 2,
    said: "wct needs Node 24 or newer; this is Node 22.14.0 (`npm install --save-dev node@24` installs it in a project)\n",
  });
});

test.each([
  ["stdout", ["--json"]],
  ["stderr", []],
] as const)("a run whose reader of %s has gone goes on to its end", async (stream, options) => {
  const { child, ended } = start("run", "failing.yaml", ...options);
  child[stream]?.once("data", () => child[stream]?.destroy());
  expect(await ended).toMatchObject({ code: 1, signal: null });
  expect((await cli("runs")).stdout).toContain("  failed  ");
});

test("a usage mistake ends with 2 also when nobody reads stderr", async () => {
  const { child, ended } = start("rnu");
  child.stderr?.destroy();
  expect(await ended).toMatchObject({ code: 2, signal: null });
});
