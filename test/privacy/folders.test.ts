import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Project } from "./project.ts";

let project: Project;
afterEach(() => project.remove());

const runbook = `name: Folders
description: Small and large objects, and outputs
artifacts:
  files:
    source: { type: filesystem, properties: { path: ./data } }
    output: true
`;

/** Every entry of the store and the outputs with its mode. */
function modes(): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const folder of [".wct", "outputs"]) {
    const entries = readdirSync(join(project.dir, folder), { recursive: true, encoding: "utf8" });
    for (const path of [folder, ...entries.map((entry) => join(folder, entry))]) {
      const stat = statSync(join(project.dir, path));
      all.set(path, `${stat.isDirectory() ? "folder" : "file"} ${(stat.mode & 0o777).toString(8)}`);
    }
  }
  return all;
}

test("only the owner can read what a run leaves, whatever the umask", () => {
  project = new Project({ "runbook.yaml": runbook, "data/large.txt": distinctLines(20_000), "data/small.txt": "x" });
  expect(project.wctWithOpenUmask(["run", "runbook.yaml"]).code).toBe(0);
  // Looking makes SQLite's side files anew.
  expect(project.wctWithOpenUmask(["inspect", "latest"]).code).toBe(0);
  const found = modes();
  expect([...new Set(found.values())].toSorted()).toEqual(["file 600", "folder 700"]);
  expect([...found.keys()].some((path) => /^\.wct\/objects\/..\/[0-9a-f]{64}$/.test(path))).toBe(true);
});

test("the side files of a store in use are as private as the store", async () => {
  project = new Project({ "runbook.yaml": runbook, "data/a.txt": distinctLines(50_000) });
  const child = project.start(["run", "runbook.yaml"]);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stderr.on("data", (text: Buffer) => {
    if (text.includes("files  started")) child.kill("SIGKILL");
  });
  await ended;
  const found = [...readdirSync(project.store)].filter((name) => name.startsWith("store.db"));
  expect(found).toContain("store.db-wal");
  expect(found.map((name) => (statSync(join(project.store, name)).mode & 0o777).toString(8))).toEqual(
    found.map(() => "600"),
  );
});

test("the store and the outputs are ignored by git", () => {
  project = new Project({ "runbook.yaml": runbook, "data/a.txt": "x" });
  expect(project.wct(["run", "runbook.yaml"]).code).toBe(0);
  for (const folder of [".wct", "outputs"]) {
    expect(readFileSync(join(project.dir, folder, ".gitignore"), "utf8")).toBe("*\n");
  }
});

test("a folder for outputs that is chosen and new is the owner's alone", () => {
  project = new Project({ "runbook.yaml": runbook, "data/a.txt": "x" });
  expect(project.wctWithOpenUmask(["run", "runbook.yaml", "--output", "handover/a"]).code).toBe(0);
  expect((statSync(join(project.dir, "handover/a")).mode & 0o777).toString(8)).toBe("700");
  expect((statSync(join(project.dir, "handover/a/files.json")).mode & 0o777).toString(8)).toBe("600");
});

test("outputs in a folder that others may read are private all the same", () => {
  project = new Project({ "runbook.yaml": runbook, "data/a.txt": "x", "outputs/old.txt": "of somebody" });
  expect(project.wctWithOpenUmask(["run", "runbook.yaml"]).code).toBe(0);
  const [made] = readdirSync(join(project.dir, "outputs")).filter((name) => name.startsWith("run_"));
  expect((statSync(join(project.dir, "outputs", made ?? "")).mode & 0o777).toString(8)).toBe("700");
});

function distinctLines(count: number): string {
  return Array.from({ length: count }, (_, i) => `line ${i} ${(i * 2_654_435_761) % 4_294_967_296}`).join("\n");
}
