import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const run = async (name = "shop.yaml") => expect(await cli("run", name, "-q")).toMatchObject({ code: 0 });
const json = async (...args: string[]) => JSON.parse((await cli(...args, "--json")).stdout);
const ids = async (): Promise<string[]> => (await json("runs")).runs.map((one: { id: string }) => one.id);

function files(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(dir, name)).isFile())
    .toSorted();
}

/** Every file of the store but the log's index, which readers share. */
const fingerprint = (): Record<string, string> =>
  Object.fromEntries(
    files(project.path(".wct"))
      .filter((name) => !name.endsWith("-shm"))
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(project.path(".wct", name)))
          .digest("hex"),
      ]),
  );

const holders = (needle: string): readonly string[] =>
  files(project.path(".wct")).filter((name) => readFileSync(project.path(".wct", name)).includes(needle));

/** Small content that no compression hides, and large content that is a file of its own. */
function plant(): void {
  project.write("texts/planted.txt", "Planted Person lives here\n");
}

test("--keep removes all but the newest runs, and what is left verifies", async () => {
  for (const name of ["shop.yaml", "optional.yaml", "shop.yaml"]) await run(name);
  const before = await ids();
  const { code, stdout, stderr } = await cli("runs", "prune", "--keep", "1");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const id of before.slice(1)) expect(stdout).toContain(`${id} `);
  expect(stdout).toMatch(/\n\nremoved 2 runs, \d+ objects? \(.*B\)\n$/);
  expect(await ids()).toEqual(before.slice(0, 1));
  expect((await cli("verify")).code).toBe(0);
  expect((await cli("inspect", "latest", "all", "--raw")).stdout).toContain("ada@example.org");
  expect((await cli("inspect", before[1] ?? "")).code).toBe(3);
});

test("--older-than removes older runs only, and with --keep both must hold", async () => {
  await run();
  await run();
  expect((await json("runs", "prune", "--older-than", "1h")).runs).toEqual([]);
  expect((await json("runs", "prune", "--older-than", "2999-01-01", "--keep", "2")).runs).toEqual([]);
  expect((await json("runs", "prune", "--older-than", "1h", "--keep", "1")).runs).toEqual([]);
  expect((await json("runs", "prune", "--older-than", "2999-01-01", "--keep", "1")).runs).toHaveLength(1);
  expect(await ids()).toHaveLength(1);
});

test("--dry-run says what would go and changes no byte of the store", async () => {
  await run();
  await run("optional.yaml");
  for (const args of [["--keep", "0"], ["--keep", "1"], ["--raw"]]) {
    const before = fingerprint();
    const told = await json("runs", "prune", ...args, "--dry-run");
    expect((await cli("runs", "prune", ...args, "--dry-run")).stdout).toContain("would remove ");
    expect(fingerprint()).toEqual(before);
    const done = await json("runs", "prune", ...args);
    expect(told).toEqual({ ...done, dryRun: true });
    expect(fingerprint()).not.toEqual(before);
    await run();
  }
});

test("--raw removes content that may identify people and keeps the record", async () => {
  plant();
  await run();
  const before = await json("inspect", "latest");
  const pruned = await json("runs", "prune", "--raw");
  expect(pruned.raw).toMatchObject([{ run: before.id, artifacts: ["texts", "all"] }]);
  expect(pruned).toMatchObject({ runs: [], objects: 1, logTruncated: true });
  expect(await json("inspect", "latest")).toEqual(before);
  for (const artifact of ["texts", "all"]) {
    const { code, stderr } = await cli("inspect", "latest", artifact);
    expect(code).toBe(3);
    expect(stderr).toContain("content was not kept");
  }
  expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
  expect(await json("runs", "prune", "--raw")).toMatchObject({ raw: [], objects: 0 });
});

test.each([
  ["--raw", ["--raw"]],
  ["--keep 0", ["--keep", "0"]],
])("after %s no byte of a planted value is in the store's files", async (_, args) => {
  plant();
  await run();
  expect(holders("Planted Person")).not.toEqual([]);
  expect((await cli("runs", "prune", ...args)).code).toBe(0);
  expect(holders("Planted Person")).toEqual([]);
  expect(statSync(project.path(".wct", "store.db-wal"), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
});

test("a large object's file is gone after --raw", async () => {
  project.write("texts/large.txt", Array.from({ length: 9000 }, (_, i) => `Person ${i * 7919}`).join("\n"));
  await run();
  const objects = () => files(project.path(".wct", "objects"));
  expect(objects()).toHaveLength(1);
  expect(await json("runs", "prune", "--raw")).toMatchObject({ objects: 1, held: 0 });
  expect(objects()).toEqual([]);
});

test("what neither age nor number chooses is a mistake that says what to write", async () => {
  await run();
  for (const args of [[], ["--dry-run"]]) {
    const { code, stdout, stderr } = await cli("runs", "prune", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--keep N, --older-than 30d or --raw");
  }
  expect(await cli("runs", "prune", "--older-than", "soon")).toMatchObject({ code: 2 });
  expect(await cli("runs", "prune", "--keep", "-1")).toMatchObject({ code: 2 });
});

test("a store that is not there is not made", async () => {
  expect(await cli("runs", "prune", "--keep", "1")).toMatchObject({ code: 3 });
  expect(readdirSync(project.dir)).not.toContain(".wct");
});
