import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { forge } from "../support/forged-bundles.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
let id: string;
beforeAll(async () => {
  project = makeProject();
  expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
  id = (await json("runs")).runs[0].id;
  expect(await cli("runs", "export", "latest", "derived.wctrun")).toMatchObject({ code: 0 });
  expect(await cli("runs", "export", "latest", "all.wctrun", "--with-raw")).toMatchObject({ code: 0 });
  renameSync(project.path(".wct"), project.path("whole"));
});
beforeEach(() => cpSync(project.path("whole"), project.path(".wct"), { recursive: true }));
afterEach(() => {
  rmSync(project.path(".wct"), { recursive: true });
  rmSync(project.path("other"), { recursive: true, force: true });
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const json = async (...args: string[]) => JSON.parse((await cli(...args, "--json")).stdout);
const bytes = (name: string): Buffer => readFileSync(project.path(name));
const head = async (): Promise<string> => (await json("runs")).runs[0].head;

test("a bundle carries the head hash, and raw content only when it is asked for", async () => {
  const told = await json("runs", "export", id, "a.wctrun");
  expect(told).toMatchObject({ kind: "Bundle", run: id, head: await head(), content: "derived", leftOut: 1 });
  expect(bytes("a.wctrun").length).toBe(told.bytes);
  expect(statSync(project.path("a.wctrun")).mode & 0o777).toBe(0o600);
  expect(bytes("a.wctrun").equals(bytes("derived.wctrun"))).toBe(true);
  expect(bytes("derived.wctrun").includes("ada@example.org")).toBe(false);
  expect(bytes("all.wctrun").includes("ada@example.org")).toBe(true);
  expect(await json("runs", "export", id, "b.wctrun", "--with-raw")).toMatchObject({ content: "all", leftOut: 0 });
});

test("no bundle holds the store's key", () => {
  const key = readFileSync(project.path("whole", "key"));
  expect(key.length).toBeGreaterThanOrEqual(32);
  for (const name of ["all.wctrun", "derived.wctrun"]) {
    for (const form of [key, key.toString("hex"), key.toString("base64")])
      expect(bytes(name).includes(form)).toBe(false);
  }
});

test("what a process of the same number left behind when it was killed does not keep a bundle from being written", async () => {
  const left = project.path(`.mine.wctrun.${process.pid}.tmp`);
  writeFileSync(left, "");
  expect(await cli("runs", "export", id, "mine.wctrun")).toMatchObject({ code: 0 });
  rmSync(left);
  rmSync(project.path("mine.wctrun"));
});

test("an existing file is written over with --force only, and what cannot be written leaves nothing", async () => {
  expect(await cli("runs", "export", id, "all.wctrun")).toMatchObject({ code: 2 });
  writeFileSync(project.path("mine.wctrun"), "mine");
  expect(await cli("runs", "export", id, "mine.wctrun", "--force")).toMatchObject({ code: 0 });
  expect(bytes("mine.wctrun").equals(bytes("derived.wctrun"))).toBe(true);
  expect(await cli("runs", "export", id, "none/a.wctrun")).toMatchObject({ code: 3 });
  expect(readdirSync(project.dir).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test.each([
  ["inspect", []],
  ["inspect", ["all", "--meta"]],
  ["inspect", ["all", "--log"]],
  ["inspect", ["all", "--head", "1"]],
  ["timeline", []],
  ["visualise", []],
  ["runs show", []],
])("%s %j answers of a bundle what it answers of the run", async (command, more) => {
  const ofRun = await cli(...command.split(" "), id, ...more);
  const ofBundle = await cli(...command.split(" "), "all.wctrun", ...more, "--store", "nowhere");
  const plain = (text: string): string => text.replace(/^imported .*$/m, "").replace(/^bundle .*$/m, "");
  expect(ofRun.code).toBe(0);
  expect({ ...ofBundle, stdout: plain(ofBundle.stdout) }).toEqual({ ...ofRun, stdout: plain(ofRun.stdout) });
});

test("report and export take a bundle", async () => {
  expect(await cli("report", "all.wctrun", "-o", "page.html")).toMatchObject({ code: 0 });
  expect(readFileSync(project.path("page.html"), "utf8")).toContain(id);
  expect(await cli("export", "all.wctrun", "--format", "json", "-o", "handed")).toMatchObject({ code: 0 });
  expect(readFileSync(project.path("handed", "all.json"), "utf8")).toContain("ada@example.org");
});

test("content that a bundle leaves out is told as such", async () => {
  const { code, stderr } = await cli("inspect", "derived.wctrun", "texts");
  expect(code).toBe(3);
  expect(stderr).toContain("content was not kept: the bundle was written without raw content");
  expect((await json("runs", "show", "derived.wctrun")).gone).toMatchObject([{ reason: "left-out", at: null }]);
});

test("verify checks all of a bundle, and its head hash when one is given", async () => {
  for (const name of ["all.wctrun", "derived.wctrun"]) {
    expect(await cli("verify", name)).toMatchObject({ code: 0, stderr: "" });
    expect((await cli("verify", name, "--head", await head())).code).toBe(0);
    expect(await cli("verify", name, "--head", "0".repeat(64))).toMatchObject({ code: 3 });
  }
  const changed = bytes("all.wctrun");
  changed[changed.indexOf("ada@example.org")] = 0x62;
  writeFileSync(project.path("changed.wctrun"), changed);
  const { code, stdout } = await cli("verify", "changed.wctrun");
  expect(code).toBe(3);
  expect(stdout).toContain("texts: object ");
  expect(stdout).toContain("its bytes differ from those that were written");
});

test("a run that is imported is the run: list, content, verification; and exports to the same file", async () => {
  const told = await json("runs", "import", "all.wctrun", "--store", "other");
  expect(told).toMatchObject({ kind: "Import", outcome: "imported", run: id, head: await head() });
  expect(await json("runs", "--store", "other")).toEqual(await json("runs"));
  expect(await json("inspect", id, "texts", "--store", "other")).toEqual(await json("inspect", id, "texts"));
  expect(await cli("verify", "--store", "other")).toMatchObject({ code: 0, stderr: "" });
  for (const [name, options] of [
    ["all.wctrun", ["--with-raw"]],
    ["derived.wctrun", []],
  ] as const) {
    await cli("runs", "export", id, "again.wctrun", "--force", "--store", "other", ...options);
    expect(bytes("again.wctrun").equals(bytes(name))).toBe(true);
  }
});

test("a run imported without raw content exports to the same file, whatever is asked", async () => {
  await cli("runs", "import", "derived.wctrun", "--store", "other");
  for (const options of [[], ["--with-raw"]]) {
    const { stderr } = await cli("runs", "export", id, "again.wctrun", "--force", "--store", "other", ...options);
    expect(stderr).toBe("");
    expect(bytes("again.wctrun").equals(bytes("derived.wctrun"))).toBe(true);
  }
});

test("the same run again is there already", async () => {
  expect(await json("runs", "import", "all.wctrun")).toMatchObject({ outcome: "present" });
  expect((await cli("runs", "import", "all.wctrun")).stdout).toContain("is already in the store");
  expect((await json("runs")).runs).toHaveLength(1);
});

test("another run of the same id is refused, and changes nothing", async () => {
  await forge(project.path("all.wctrun"), project.path("stranger.wctrun"), ({ events }) => {
    events[0] = { ...events[0], workers: 77 };
  });
  const before = await json("runs");
  expect(await cli("verify", "stranger.wctrun")).toMatchObject({ code: 0 });
  const { code, stderr } = await cli("runs", "import", "stranger.wctrun");
  expect(code).toBe(3);
  expect(stderr).toContain("WCT_BUNDLE_CONFLICT");
  expect(stderr).toContain(await head());
  expect(await json("runs")).toEqual(before);
  expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
});

test("an import may say which head hash it expects", async () => {
  const other = ["--store", "other"];
  const refused = await cli("runs", "import", "all.wctrun", "--head", "0".repeat(64), ...other);
  expect(refused.code).toBe(3);
  expect(readdirSync(project.dir)).not.toContain("other");
  expect((await cli("runs", "import", "all.wctrun", "--head", await head(), ...other)).code).toBe(0);
});

test("a damaged bundle is not imported, and no store is made for it", async () => {
  const whole = bytes("all.wctrun");
  for (const [name, damaged] of [
    ["cut", whole.subarray(0, whole.length - 7)],
    ["changed", Buffer.from(whole).fill(0x58, whole.indexOf("artifact.ready"), whole.indexOf("artifact.ready") + 1)],
  ] as const) {
    writeFileSync(project.path(`${name}.wctrun`), damaged);
    const { code, stderr } = await cli("runs", "import", `${name}.wctrun`, "--store", "other");
    expect(code).toBe(3);
    expect(stderr).toContain("WCT_BUNDLE_DAMAGED");
    expect(readdirSync(project.dir)).not.toContain("other");
  }
});

test("what is no bundle, or cannot be read, says so", async () => {
  for (const [name, code] of [
    ["shop.yaml", "WCT_BUNDLE_INVALID"],
    ["none.wctrun", "WCT_BUNDLE_UNREADABLE"],
    ["texts/", "WCT_BUNDLE_UNREADABLE"],
  ] as const) {
    for (const args of [
      ["inspect", name],
      ["verify", name],
      ["runs", "import", name],
    ]) {
      const said = await cli(...args);
      expect(said.code).toBe(3);
      expect(said.stderr).toContain(code);
    }
  }
});

test("a resumed run takes nothing over from a run that was imported", async () => {
  await cli("runs", "import", "all.wctrun", "--store", "other");
  const resumed = await cli("run", "shop.yaml", "--resume", id, "--store", "other", "-q");
  expect(resumed.code).toBe(0);
  const [run] = (await json("runs", "--store", "other")).runs;
  expect(run.counts).toMatchObject({ completed: 2, reused: 0 });
});

test("a run that was pruned and imported again in its own store counts as changed, too", async () => {
  expect(await cli("runs", "prune", "--yes", "--keep", "0")).toMatchObject({ code: 0 });
  expect(await cli("runs", "import", "all.wctrun")).toMatchObject({ code: 0 });
  expect(await cli("run", "shop.yaml", "--resume", id, "-q")).toMatchObject({ code: 0 });
  expect((await json("runs")).runs[0].counts).toMatchObject({ completed: 2, reused: 0 });
});

test("runs show says what a run is in lines of 80 columns", async () => {
  const { code, stdout } = await cli("runs", "show", "latest");
  expect(code).toBe(0);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toContain(await head());
  expect(await json("runs", "show", "latest")).toMatchObject({
    kind: "RunRecord",
    id,
    status: "completed",
    imported: null,
    bundle: null,
    kept: { objects: 3, raw: 1 },
    gone: [],
    resumedFrom: null,
  });
});
