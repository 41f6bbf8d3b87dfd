import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { keptStore } from "../support/kept-store.ts";

const { project, cli, run, json, files, holders } = keptStore(async ({ project, run }) => {
  // Content of the first run alone: small enough that nothing compresses it, and large enough for a file of its own.
  project.write("texts/planted.txt", "Planted Person lives here\n");
  await run("shop.yaml");
  project.write("texts/planted.txt", Array.from({ length: 9000 }, (_, i) => `Person ${i * 7919}`).join("\n"));
  await run("optional.yaml");
  rmSync(project.path("texts", "planted.txt"));
  await run("shop.yaml");
});
const ids = async (): Promise<string[]> => (await json("runs")).runs.map((one: { id: string }) => one.id);

/** Every file of the store but the log's index, which readers share. */
const fingerprint = (): Record<string, string> =>
  Object.fromEntries(
    files()
      .filter((name) => !name.endsWith("-shm"))
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(project.path(".wct", name)))
          .digest("hex"),
      ]),
  );

const objects = () => files("objects");

test("--keep removes all but the newest runs, and what is left verifies", async () => {
  const before = await ids();
  const { code, stdout, stderr } = await cli("runs", "prune", "--yes", "--keep", "1");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const id of before.slice(1)) expect(stdout).toContain(`${id} `);
  expect(stdout).toMatch(/\n\nremoved 2 runs, \d+ objects? \(.*B\)\n$/);
  expect(await ids()).toEqual(before.slice(0, 1));
  expect((await cli("verify")).code).toBe(0);
  expect((await cli("inspect", "latest", "all", "--raw")).stdout).toContain("ada@example.org");
  expect((await cli("inspect", before[1] ?? "")).code).toBe(3);
});

test("--older-than removes older runs only, and with --keep both must hold", async () => {
  expect((await json("runs", "prune", "--yes", "--older-than", "1h")).runs).toEqual([]);
  expect((await json("runs", "prune", "--yes", "--older-than", "2999-01-01", "--keep", "3")).runs).toEqual([]);
  expect((await json("runs", "prune", "--yes", "--older-than", "1h", "--keep", "1")).runs).toEqual([]);
  expect((await json("runs", "prune", "--yes", "--older-than", "2999-01-01", "--keep", "1")).runs).toHaveLength(2);
  expect(await ids()).toHaveLength(1);
});

test.each([[["--keep", "0"]], [["--keep", "1"]], [["--raw"]], [["--raw", "--keep", "2"]]])(
  "%s with --dry-run says what would go and changes no byte of the store",
  async (args) => {
    const before = fingerprint();
    const told = await json("runs", "prune", ...args, "--dry-run");
    expect((await cli("runs", "prune", ...args, "--dry-run")).stdout).toContain("would remove ");
    expect(fingerprint()).toEqual(before);
    const done = await json("runs", "prune", "--yes", ...args);
    expect(told).toEqual({ ...done, dryRun: true });
    expect(done.objects).toBeGreaterThan(0);
    expect(fingerprint()).not.toEqual(before);
  },
);

test("--raw removes content that may identify people and keeps the record", async () => {
  const before = await json("inspect", "latest");
  const list = await ids();
  const pruned = await json("runs", "prune", "--yes", "--raw");
  expect(pruned.raw.map(({ run, artifacts }: { run: string; artifacts: string[] }) => [run, artifacts])).toEqual([
    [list[0], ["texts", "all"]],
    [list[1], ["texts"]],
    [list[2], ["texts", "all"]],
  ]);
  expect(pruned).toMatchObject({ runs: [], objects: 3, held: 0, logTruncated: true });
  expect(await json("inspect", "latest")).toEqual(before);
  for (const artifact of ["texts", "all"]) {
    const { code, stderr } = await cli("inspect", "latest", artifact);
    expect(code).toBe(3);
    expect(stderr).toContain("content was not kept");
  }
  expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
  expect(await json("runs", "prune", "--yes", "--raw")).toMatchObject({ raw: [], objects: 0 });
});

test("--raw removes content that a later run read as well and did not keep", async () => {
  project.write(
    "derived.yaml",
    readFileSync(project.path("shop.yaml"), "utf8").replace("artifacts:", "config: { retain: derived }\nartifacts:"),
  );
  await run("derived.yaml");
  expect(holders("ada@example.org")).not.toEqual([]);
  expect((await json("runs", "prune", "--yes", "--raw")).raw).toHaveLength(3);
  expect(holders("ada@example.org")).toEqual([]);
  expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
});

test("--raw with --keep leaves the newest runs what they hold", async () => {
  const [newest, , oldest] = await ids();
  expect((await json("runs", "prune", "--yes", "--raw", "--keep", "1")).raw).toHaveLength(2);
  expect((await cli("inspect", newest ?? "", "texts")).code).toBe(0);
  expect((await cli("inspect", oldest ?? "", "texts")).code).toBe(3);
  expect((await cli("verify")).code).toBe(0);
});

test.each([
  ["--raw", ["--raw"]],
  ["--keep 1", ["--keep", "1"]],
])("after %s no byte of a planted value is in the store's files, and no large file", async (_, args) => {
  expect(holders("Planted Person")).not.toEqual([]);
  expect(objects()).toHaveLength(1);
  expect((await cli("runs", "prune", "--yes", ...args)).code).toBe(0);
  expect(holders("Planted Person")).toEqual([]);
  expect(objects()).toEqual([]);
  expect(statSync(project.path(".wct", "store.db-wal"), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
});

test("what neither age nor number chooses is a mistake that says what to write", async () => {
  for (const args of [[], ["--dry-run"]]) {
    const { code, stdout, stderr } = await cli("runs", "prune", "--yes", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--keep N, --older-than 30d or --raw");
  }
  expect(await cli("runs", "prune", "--yes", "--older-than", "soon")).toMatchObject({ code: 2 });
  expect(await cli("runs", "prune", "--yes", "--keep", "-1")).toMatchObject({ code: 2 });
});

test("a store that is not there is not made", async () => {
  expect(await cli("runs", "prune", "--yes", "--keep", "1", "--store", "none")).toMatchObject({ code: 3 });
  expect(readdirSync(project.dir)).not.toContain("none");
});

describe("on a terminal", () => {
  const ask = (typed: readonly string[], ...args: string[]) =>
    runCli(["runs", "prune", ...args], { cwd: project.dir, terminal: true, typed });

  test.each([["no"], ["y"], [""], []])("nothing goes unless yes is typed: %j", async (...typed: string[]) => {
    const before = fingerprint();
    const { code, stdout, stderr } = await ask(typed, "--keep", "1");
    expect(code).toBe(0);
    expect(stdout).toContain((await ids())[1]);
    expect(stderr).toMatch(/^permanently delete 2 runs, \d+ objects? \(.*\)\? Type yes: nothing was deleted\n$/);
    expect(fingerprint()).toEqual(before);
  });

  test("after yes what was shown goes, and the list is not shown again", async () => {
    const [newest, ...older] = await ids();
    const { stdout, stderr } = await ask([" Yes "], "--keep", "1");
    expect(stderr).toMatch(/Type yes: $/);
    expect(stdout.split(older[0] ?? "-")).toHaveLength(2);
    expect(stdout).toMatch(/\n\nremoved 2 runs, /);
    expect(await ids()).toEqual([newest]);
  });

  test("a run that comes while the question waits stays", async () => {
    const before = await ids();
    const typed = (async function* () {
      await run("shop.yaml");
      yield "yes";
    })();
    await runCli(["runs", "prune", "--keep", "0"], { cwd: project.dir, terminal: true, typed });
    const [left, ...others] = await ids();
    expect(others).toEqual([]);
    expect(before).not.toContain(left);
  });

  test.each([[["--yes"]], [["--dry-run"]], [["--json", "--yes"]]])("%j asks nobody", async (more) => {
    const { code, stderr } = await ask([], "--keep", "1", ...more);
    expect({ code, asked: stderr.includes("Type yes") }).toEqual({ code: 0, asked: false });
    expect(await ids()).toHaveLength(more[0] === "--dry-run" ? 3 : 1);
  });

  test("where nothing would go nobody is asked", async () => {
    expect((await ask([], "--keep", "9")).stdout).toMatch(/^removed 0 runs/);
  });
});

test.each([[[]], [["--json"]]])("where nobody can be asked nothing is removed without --yes: %j", async (more) => {
  const before = fingerprint();
  const { code, stdout, stderr } = await cli("runs", "prune", "--keep", "0", ...more);
  expect(code).toBe(2);
  expect(stdout + stderr).toContain("pass --yes to delete");
  expect(fingerprint()).toEqual(before);
});
