import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";
import { runsAtOnce, sourcesIn, starterFiles, writeDatabase } from "../support/starter.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-init-");
});
afterEach(() => project[Symbol.dispose]());

const own = starterFiles;
const cli = (args: readonly string[], cwd = project.dir) => runCli(args, { cwd });
const read = (path: string) => readFileSync(project.path(path), "utf8");
const sourcesOf = (path: string) => sourcesIn(project.path(path));
const database = (path: string) => writeDatabase(project.path(path));

test("a database gives a commented runbook that runs at once", { timeout: 30_000 }, async () => {
  const args = ["init", "./shop.db", "--dir", "audit"];
  expectGolden("cli/init/database.txt", transcript(args, await cli(args), project.dir));
  expect(readdirSync(project.path("audit")).toSorted()).toEqual(own.toSorted());
  for (const file of ["wct.yaml", "runbook.yaml", "organisation.yaml"])
    expectGolden(`cli/init/${file}`, read(`audit/${file}`));
  const artifacts = await runsAtOnce(project.path("audit"));
  expect(artifacts.map(({ id, status }) => `${id} ${status}`)).toEqual([
    "shop completed",
    "personal_data completed",
    "data_subjects completed",
    "processing_purposes completed",
    "gdpr_article_30 completed",
  ]);
});

test("names that YAML, patterns and placeholders would take for something else are read as they are", {
  timeout: 30_000,
}, async () => {
  const folder = "h/- a: #b ${HOME} $${x} 'q' \"d\" [*] {y} ü\n\u202Ez ";
  project.write(`${folder}/a.txt`, "Ada writes to ada@example.org\n");
  const databases = ["h/!x #1.db", "h/${SHOP}.db", "h/&a *b.db", "h/%@`.db"];
  databases.forEach(database);
  const cwd = project.path("h");
  const paths = [folder, ...databases].map((path) => path.slice(2));
  expect(await cli(["init", "--quiet", "--", ...paths], cwd)).toMatchObject({ code: 0, stderr: "" });
  const artifacts = await runsAtOnce(project.path("h"));
  expect(artifacts.slice(0, 5).map(({ status, elements }) => [status, (elements ?? 0) > 0])).toEqual(
    Array(5).fill(["completed", true]),
  );
});

/** Whatever a file may be called. */
const fileName = fc
  .string({
    minLength: 1,
    maxLength: 20,
    unit: fc.oneof(
      fc.constantFrom(..." #:-?&*!|>%@`'\"\\{}[],$~=<.", "\n", "\t", "\r", "\u0085", "\u2028", "\uFEFF", "\u001B"),
      fc.constantFrom("${", "$${", "${A:-b}", "null", "1e3", "ü", "u\u0308", "👩‍💻", "ﷺ"),
      fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }),
    ),
  })
  .filter((text) => !/[/\0]/.test(text) && !/^\.{1,2}$/.test(text) && Buffer.byteLength(text) < 200)
  .filter((text) => text.isWellFormed());

/** Where the sources of a runbook lead, from its folder. */
const placesIn = (folder: string): readonly string[] =>
  Object.values(sourcesOf(join(folder, "runbook.yaml"))).map((source) => {
    const { path, database_path } = source as { path?: string; database_path?: string };
    const written = path ?? database_path ?? "";
    return resolve(
      project.path(folder),
      written.replaceAll("$${", () => "${"),
    );
  });

test("whatever names the data has, the runbook is valid and names just that", { timeout: 30_000 }, async () => {
  let count = 0;
  const names = fc.uniqueArray(fileName, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(names, fc.boolean(), async (names, inside) => {
      count += 1;
      const place = `w${count}`;
      const cwd = project.path(place);
      mkdirSync(cwd);
      for (const [index, one] of names.entries()) {
        if (index % 2 === 0) {
          mkdirSync(join(cwd, one));
          writeFileSync(join(cwd, one, "a.txt"), "a");
        } else writeFileSync(join(cwd, one), "SQLite format 3\0");
      }
      const dir = inside ? join(names[0] ?? "", "made") : "made";
      const made = await cli(["init", "--quiet", "--dir", dir, "--", ...names], cwd);
      expect(made).toMatchObject({ code: 0, stderr: "" });
      expect(await cli(["validate", "runbook.yaml"], join(cwd, dir))).toMatchObject({ code: 0, stderr: "" });
      expect(placesIn(join(place, dir))).toEqual(names.map((one) => join(cwd, one)));
    }),
    { numRuns: Number(process.env["WCT_INIT_RUNS"] ?? 40) },
  );
});

test("a folder is read without what wct writes into it", { timeout: 30_000 }, async () => {
  project.write("data/in/note.txt", "Ada writes to ada@example.org\n");
  project.write("data/a[1].txt", "Bob writes to bob@example.org\n");
  database("data/a[1].db");
  const cwd = project.path("data");
  await cli(["init", ".", "a[1].db", "--quiet"], cwd);
  expect(sourcesOf("data/runbook.yaml")).toEqual({
    data: {
      type: "filesystem",
      path: ".",
      exclude: [".*", ...own.map((file) => `/${file}`), "/outputs", "/a\\[1\\].db"],
    },
    a_1: { type: "sqlite", database_path: "./a[1].db" },
  });
  const first = (await runsAtOnce(project.path("data"))).find(({ id }) => id === "data");
  // The second run finds outputs and records of the first.
  const second = (await runsAtOnce(project.path("data"))).find(({ id }) => id === "data");
  expect([first?.elements, second?.elements]).toEqual([2, 2]);
});

test("without a path, what the folder holds is proposed: databases, and folders with texts", async () => {
  database("p/shop.db");
  database("p/more/old.sqlite");
  project.write("p/mail/2026/a.eml", "From: ada@example.org\n");
  project.write("p/pictures/a.png", "\u0089PNG\u0000\u0000");
  project.write("p/node_modules/x/readme.md", "x\n");
  project.write("p/.hidden/a.txt", "x\n");
  await cli(["init"], project.path("p"));
  expect(sourcesOf("p/runbook.yaml")).toEqual({
    shop: { type: "sqlite", database_path: "./shop.db" },
    old: { type: "sqlite", database_path: "./more/old.sqlite" },
    mail: { type: "filesystem", path: "./mail", exclude: [".*"] },
  });
});

test("an empty file counts as a database by its name", async () => {
  project.write("p/new.db", "");
  project.write("p/new.txt", "");
  await cli(["init"], project.path("p"));
  expect(sourcesOf("p/runbook.yaml")).toEqual({ new: { type: "sqlite", database_path: "./new.db" } });
});

test("texts beside each other make the folder itself a source", async () => {
  project.write("p/a.csv", "name,email\n");
  project.write("p/inner/b.txt", "x\n");
  await cli(["init"], project.path("p"));
  expect(Object.keys(sourcesOf("p/runbook.yaml"))).toEqual(["p"]);
});

test("a path that is given twice, or through a link, is read once for each name", async () => {
  symlinkSync(project.path("shop.db"), project.path("link.db"));
  await cli(["init", "shop.db", "./shop.db", "link.db", "--dir", "a"]);
  expect(Object.keys(sourcesOf("a/runbook.yaml"))).toEqual(["shop", "link"]);
});

test("every file that is there is named, and nothing is written", async () => {
  project.write("a/runbook.yaml", "mine");
  symlinkSync("nowhere", project.path("a/organisation.yaml"));
  expect(await cli(["init", "shop.db", "--dir", "a"])).toEqual({
    code: 2,
    stdout: "",
    stderr:
      'error[WCT_USAGE]: "a" has "runbook.yaml" and "organisation.yaml" already\n hint: choose another folder with --dir DIR, or overwrite them with --force\n',
  });
  expect([readdirSync(project.path("a")).length, read("a/runbook.yaml")]).toEqual([2, "mine"]);
});

test("--force writes over them", async () => {
  project.write("a/runbook.yaml", "mine");
  expect(await cli(["init", "shop.db", "--dir", "a", "--force"])).toMatchObject({ code: 0 });
  expect(sourcesOf("a/runbook.yaml")).toEqual({ shop: { type: "sqlite", database_path: "../shop.db" } });
});

test("every path that cannot be read is told", async () => {
  symlinkSync("circle.db", project.path("circle.db"));
  expect(await cli(["init", "nothing.db", "not-a-database.db", "circle.db", "shop.db", "--dir", "a"])).toMatchObject({
    code: 2,
    stderr: `error[WCT_USAGE]: "nothing.db" does not exist
 hint: name SQLite files, SQL dumps, folders, or addresses of databases

error[WCT_USAGE]: "not-a-database.db" is neither a SQLite database, nor an SQL dump, nor a folder
 hint: name the folder that it is in

error[WCT_USAGE]: "circle.db" cannot be read
 hint: check its permissions
`,
  });
  expect(existsSync(project.path("a"))).toBe(false);
});

test("a folder that cannot be made is told", async () => {
  writeFileSync(project.path("file"), "");
  const { code, stderr } = await cli(["init", "shop.db", "--dir", "file/a"]);
  expect([code, stderr]).toEqual([3, expect.stringContaining('the runbook cannot be written to "file/a"')]);
});

test.skipIf(!existsSync("/proc/self"))("a place that takes no folders is told at once", async () => {
  const { code, stderr } = await cli(["init", "shop.db", "--dir", "/proc/wct/a"]);
  expect([code, stderr]).toEqual([3, expect.stringContaining('the runbook cannot be written to "/proc/wct/a"')]);
});

test("--json names the files and what is read", async () => {
  const { stdout, stderr } = await cli(["init", "shop.db", "texts", "--dir", "a", "--json"]);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({
    kind: "Files",
    files: own.map((file) => `a/${file}`),
    sources: [
      { artifact: "shop", type: "sqlite", path: "shop.db" },
      { artifact: "texts", type: "filesystem", path: "texts" },
    ],
  });
});

test.each([[["--plugin", "p", "--force"]], [["shop.db", "--plugin", "p"]], [["--plugin", "p", "--dir", "x"]]])(
  "a plugin and a runbook are not written at once: wct init %j",
  async (args) => {
    expect(await cli(["init", ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--plugin cannot be combined with paths, --dir or --force"),
    });
  },
);

test("generate-schema --for names the nearest file that a component takes", async () => {
  expect(await cli(["generate-schema", "--for", "gdpr_article_30.organization"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('hint: write "gdpr_article_30.organisation"'),
  });
});

test("where there is nothing to read, nothing is written, and what to give is said", async () => {
  mkdirSync(project.path("empty"));
  const { code, stdout, stderr } = await cli(["init"], project.path("empty"));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(
    "there is nothing to read here\n hint: name SQLite files, SQL dumps, folders, or addresses of databases: `wct init ",
  );
  expect(readdirSync(project.path("empty"))).toEqual([]);
});

test("a folder that is named gives its databases, and what tools keep in it is left out", async () => {
  project.write("club/node_modules/x/readme.md", "Write to tool@example.org");
  project.write("club/letter.txt", "Write to ada@example.org");
  database("club/members.db");
  expect(await cli(["init", "./club", "--dir", "read-club"])).toMatchObject({ code: 0 });
  const sources = Object.values(sourcesOf("read-club/runbook.yaml"));
  expect(sources).toContainEqual({ type: "sqlite", database_path: "../club/members.db" });
  expect(sources).toContainEqual({
    type: "filesystem",
    path: "../club",
    exclude: [".*", "/members.db", "node_modules/"],
  });
});
