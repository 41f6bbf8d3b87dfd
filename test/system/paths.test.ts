import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const isRoot = process.getuid?.() === 0;

test.each([`with spaces, "double" and 'single' quotes`, "-ünïcödé 名前 🙂 $HOME `tick` %20 #hash"])(
  "a folder named %s holds runbook, source, store and outputs",
  async (name) => {
    const inside = (path: string): string => `${name}/${path}`;
    project.write(inside("data/a.txt"), "Ada writes to ada@example.org\n");
    project.write(
      inside("run book.yaml"),
      readFileSync(project.path("shop.yaml"), "utf8").replace("texts }", "data }"),
    );
    const paths = ["--store", `./${inside("store")}`, "--output", `./${inside("handed over")}`];
    const { code, stderr } = await spawnCli(["run", `./${inside("run book.yaml")}`, "-q", ...paths], {
      cwd: project.dir,
    }).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(readdirSync(project.path(inside("handed over")))).toEqual(["all.json"]);
    const { stdout } = await cli("runs", "--json", "--store", `./${inside("store")}`);
    expect(JSON.parse(stdout).runs[0].runbook.path).toBe(`./${inside("run book.yaml")}`);
  },
);

test("a runbook with Windows line ends runs, and its faults are told at the same places", async () => {
  const windows = (file: string): string => readFileSync(project.path(file), "utf8").replaceAll("\n", "\r\n");
  project.write("windows.yaml", windows("shop.yaml"));
  expect((await cli("run", "windows.yaml", "-q")).code).toBe(0);
  const unix = await cli("validate", "invalid.yaml");
  project.write("invalid.yaml", windows("invalid.yaml"));
  expect(await cli("validate", "invalid.yaml")).toEqual(unix);
});

test("a file in the place of the store is refused and left alone", async () => {
  writeFileSync(project.path(".wct"), "mine");
  const made = await cli("run", "shop.yaml");
  expect(made).toMatchObject({ code: 3, stdout: "" });
  expect(made.stderr).toContain("error[WCT_STORE_UNREADABLE]");
  expect(readFileSync(project.path(".wct"), "utf8")).toBe("mine");
  expect((await cli("runs")).code).toBe(3);
});

test("a folder with other files is not made a store", async () => {
  const before = readdirSync(project.dir);
  const { code, stderr } = await cli("run", "shop.yaml", "--store", ".");
  expect(code).toBe(3);
  expect(stderr).toContain("error[WCT_STORE_UNREADABLE]");
  expect(readdirSync(project.dir)).toEqual(before);
});

test("a damaged database is told with exit code 3 and no stack", async () => {
  mkdirSync(project.path(".wct"));
  writeFileSync(project.path(".wct", "store.db"), "no database at all, but long enough for one".repeat(200));
  for (const args of [["runs"], ["run", "shop.yaml"]]) {
    const { code, stdout, stderr } = await cli(...args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^error\[WCT_STORE_/);
    expect(stderr).not.toContain("    at ");
  }
});

test("looking creates no store", async () => {
  for (const args of [["runs"], ["inspect", "latest"], ["verify"], ["export", "latest", "--format", "json"]]) {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(3);
    expect(stderr).toContain("error[WCT_STORE_NOT_FOUND]");
  }
  expect(existsSync(project.path(".wct"))).toBe(false);
});

test.skipIf(isRoot)("a folder that may not be written to is refused for store and outputs (not as root)", async () => {
  mkdirSync(project.path("locked"));
  chmodSync(project.path("locked"), 0o500);
  expect((await cli("run", "shop.yaml", "--store", "locked/store")).code).toBe(3);
  expect((await cli("run", "shop.yaml", "--output", "locked/out")).code).toBe(3);
  expect(readdirSync(project.path("locked"))).toEqual([]);
});

test.skipIf(isRoot)(
  "a run into a store that may only be read is refused, and makes no outputs (not as root)",
  async () => {
    await cli("run", "shop.yaml", "-q", "--output", "first");
    chmodSync(project.path(".wct", "store.db"), 0o400);
    chmodSync(project.path(".wct"), 0o500);
    const { code, stdout } = await cli("run", "shop.yaml", "-q");
    chmodSync(project.path(".wct"), 0o700);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(existsSync(project.path("outputs"))).toBe(false);
  },
);
