import { copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openRecordStore } from "../../src/store/index.ts";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject("wct-bundle-kill-");
  project.write(
    "texts/large.txt",
    Array.from({ length: 9000 }, (_, i) => `planted@example.org ${i * 7919}`).join("\n"),
  );
  expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
  expect(await cli("runs", "export", "latest", "all.wctrun", "--with-raw")).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const objectFiles = (store: string): readonly string[] =>
  readdirSync(project.path(store, "objects"), { recursive: true, encoding: "utf8" }).filter((name) =>
    /[0-9a-f]{64}$/.test(name),
  );

test("an import that is killed when its files are written and its transaction waits leaves nothing that is seen", async () => {
  const dir = project.path("other");
  await (await openRecordStore({ dir, mode: "write" })).close();
  const lock = new DatabaseSync(join(dir, "store.db"));
  lock.exec("BEGIN IMMEDIATE");
  const importing = spawnCli(["runs", "import", "all.wctrun", "--store", "other"], { cwd: project.dir });
  await vi.waitFor(() => expect(objectFiles("other")).toHaveLength(1), { timeout: 30_000 });
  importing.child.kill("SIGKILL");
  expect((await importing.ended).signal).toBe("SIGKILL");
  lock.exec("ROLLBACK");
  lock.close();
  expect(JSON.parse((await cli("runs", "--json", "--store", "other")).stdout).runs).toEqual([]);
  expect(await cli("verify", "--store", "other")).toMatchObject({ code: 0, stdout: "" });
  expect((await cli("runs", "import", "all.wctrun", "--store", "other")).stdout).toContain("imported run_");
  expect(await cli("verify", "--store", "other")).toMatchObject({ code: 0, stderr: "" });
}, 60_000);

test("the file that a killed erasure left is removed by the next one, whatever that looks for", async () => {
  const [name = ""] = objectFiles(".wct");
  const path = project.path(".wct", "objects", name);
  copyFileSync(path, project.path("kept"));
  expect(await cli("runs", "erase", "--subject", "planted@example.org", "--yes")).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(false);
  copyFileSync(project.path("kept"), path);
  expect(await cli("verify")).toMatchObject({ code: 0 });
  expect(await cli("runs", "erase", "--subject", "nobody at all", "--yes")).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(project.path("kept")).length).toBeGreaterThan(0);
});
