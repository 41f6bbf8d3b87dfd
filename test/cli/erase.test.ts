import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { containsText, folded, mayContain, plainPart } from "../../src/app/retention/search.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { numberEvents, runStarted } from "../../src/testing/sample-events.ts";
import { runCli } from "../support/cli.ts";
import { keptStore } from "../support/kept-store.ts";

const { project, cli, run, json, files, holders } = keptStore(async ({ project, run }) => {
  // Small enough that nothing compresses it, so that its bytes can be looked for in the store's files.
  project.write("texts/planted.txt", "Planted Straße-Person\nlives here, says planted@example.org\n");
  await run("shop.yaml");
  // The same texts in another run, and a file of its own.
  project.write(
    "texts/large.txt",
    Array.from({ length: 9000 }, (_, i) => `planted@example.org ${i * 7919}`).join("\n"),
  );
  await run("optional.yaml");
  rmSync(project.path("texts", "large.txt"));
  await run("shop.yaml");
});
const erase = (subject: string, ...more: string[]) => cli("runs", "erase", "--subject", subject, ...more);

const largeFiles = () => files("objects");

test("a person is found in every run that holds them, and nothing changes by looking", async () => {
  const { code, stdout, stderr } = await erase("PLANTED@example.org", "--dry-run");
  expect({ code, stderr: stderr.includes("delete it yourself") }).toEqual({ code: 0, stderr: true });
  expect(stdout).toMatch(/^run_\S+ +texts +\d+ +content$/m);
  expect(stdout).toMatch(/would erase 2 objects \(.*\) in 3 runs\n$/);
  expect(stdout).not.toMatch(/planted@/i);
  expect(holders("planted@example.org")).not.toEqual([]);
  expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
  const { found } = await json("runs", "erase", "--subject", "planted@example.org", "--dry-run");
  expect(found.map(({ artifact, kind }: { artifact: string; kind: string }) => [artifact, kind])).toEqual([
    ["texts", "message"],
    ["all", "message"],
    ["texts", "message"],
    ["texts", "message"],
    ["all", "message"],
  ]);
});

test("a damaged object is named and not searched; the person goes from all others, and the exit code is 3", async () => {
  const large = project.path(".wct", "objects", largeFiles()[0] ?? "");
  const bytes = readFileSync(large);
  writeFileSync(large, bytes.subarray(0, bytes.length - 20));
  const looked = await erase("planted@example.org", "--dry-run");
  expect(looked).toMatchObject({ code: 3 });
  expect(looked.stdout).toMatch(/would erase 1 object \(.*\) in 2 runs\n$/);
  expect(looked.stderr).toMatch(/^not searched: texts of run_\S+, object [0-9a-f]{12} is damaged$/m);
  const { unreadable } = await json("runs", "erase", "--subject", "planted@example.org", "--dry-run");
  expect(unreadable).toMatchObject([{ artifact: "texts", kind: "message" }]);
  const { code, stdout } = await erase("planted@example.org", "--yes");
  expect(code).toBe(3);
  expect(stdout).toMatch(/erased 1 object \(.*\) in 2 runs\n$/);
  expect(holders("Planted Stra")).toEqual([]);
});

test("erased content is gone from the store's files, records verify, and each run says when", async () => {
  expect(holders("planted@example.org")).not.toEqual([]);
  expect(largeFiles()).toHaveLength(1);
  const { code, stdout } = await erase("planted@example.org", "--yes");
  expect(code).toBe(0);
  expect(stdout).toMatch(/erased 2 objects \(.*\) in 3 runs; the records still verify\n$/);
  for (const text of ["planted@example.org", "Planted Stra", "ada@example.org"]) expect(holders(text)).toEqual([]);
  expect(largeFiles()).toEqual([]);
  expect(statSync(project.path(".wct", "store.db-wal"), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
  for (const { id } of (await json("runs")).runs) {
    const inspected = await cli("inspect", id, "texts");
    expect(inspected.code).toBe(3);
    expect(inspected.stderr).toMatch(/content was erased on \d{4}-\d\d-\d\d\n/);
    const { gone } = await json("runs", "show", id);
    expect(gone).toMatchObject([{ reason: "erased" }]);
  }
  expect(await erase("planted@example.org", "--yes")).toMatchObject({ code: 0, stdout: "nothing to erase\n" });
});

test("neither the text nor anything made from it stays in the store", async () => {
  const before = new Set(files());
  await erase("Straße-Person", "--yes");
  for (const text of ["Straße-Person", "STRASSE-PERSON", "strasse-person"]) expect(holders(text)).toEqual([]);
  const { found } = await json("runs", "erase", "--subject", "Straße-Person", "--dry-run");
  expect(found).toEqual([]);
  // No file comes with it either.
  expect(files().filter((name) => !before.has(name) && !/-(wal|shm)$/.test(name))).toEqual([]);
});

test("--run searches these runs, and what others share with them goes there, too", async () => {
  const [newest, , oldest] = (await json("runs")).runs.map((one: { id: string }) => one.id);
  const told = await json("runs", "erase", "--subject", "planted@example.org", "--run", newest, "--yes");
  expect(new Set(told.found.map((one: { run: string }) => one.run))).toEqual(new Set([newest]));
  expect(told.runs.map((one: { run: string }) => one.run)).toEqual([newest, oldest]);
  expect((await cli("inspect", oldest, "texts")).stderr).toContain("content was erased");
  expect(largeFiles()).toHaveLength(1);
  expect((await erase("planted@example.org", "--run", "nothing")).code).toBe(3);
});

test("exported and imported again, erased content stays away", async () => {
  await cli("runs", "export", "latest", "before.wctrun", "--with-raw", "--force");
  await erase("planted@example.org", "--yes");
  await cli("runs", "export", "latest", "after.wctrun", "--with-raw", "--force");
  expect(readFileSync(project.path("after.wctrun")).includes("planted@example.org")).toBe(false);
  expect(await cli("verify", "after.wctrun")).toMatchObject({ code: 0 });
  expect((await cli("inspect", "after.wctrun", "texts")).stderr).toContain("content was erased on");
  expect((await json("runs", "import", "before.wctrun")).outcome).toBe("present");
  expect(holders("planted@example.org")).toEqual([]);
});

describe("asking", () => {
  const asked = (args: readonly string[], answer: string, terminal = true) =>
    runCli(["runs", "erase", ...args], { cwd: project.dir, terminal, typed: [answer] });

  test("off a terminal nothing is erased without --yes", async () => {
    const { code, stderr } = await erase("planted@example.org");
    expect(code).toBe(2);
    expect(stderr).toContain("--yes");
    expect(holders("planted@example.org")).not.toEqual([]);
  });

  test("on a terminal yes erases, and anything else does not", async () => {
    for (const answer of ["", "y", "no"]) {
      const { code, stderr } = await asked(["--subject", "planted@example.org"], answer);
      expect({ code, said: stderr.includes("nothing was erased") }).toEqual({ code: 0, said: true });
    }
    expect(holders("planted@example.org")).not.toEqual([]);
    const { stdout } = await asked(["--subject", "planted@example.org"], "yes");
    expect(stdout.match(/texts/g)).toHaveLength(3);
    expect(holders("planted@example.org")).toEqual([]);
  });

  test("what is recorded until the answer goes with the rest, and is shown", async () => {
    async function* slowly() {
      await run("shop.yaml");
      project.write("texts/new.txt", "planted@example.org is in another text");
      await run("shop.yaml");
      rmSync(project.path("texts", "new.txt"));
      yield "yes";
    }
    const args = ["runs", "erase", "--subject", "planted@example.org"];
    const { stdout } = await runCli(args, { cwd: project.dir, terminal: true, typed: slowly() });
    expect(stdout).toMatch(/erased 3 objects \(.*\) in 5 runs; the records still verify\n$/);
    expect(stdout.match(/^run_\S+ +texts/gm)).toHaveLength(3 + 5);
    expect(holders("planted@example.org")).toEqual([]);
    expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
  });

  test("with --run what other runs record until the answer is not looked through", async () => {
    const [newest] = (await json("runs")).runs.map((one: { id: string }) => one.id);
    async function* slowly() {
      project.write("texts/new.txt", "planted@example.org is in another text");
      await run("shop.yaml");
      rmSync(project.path("texts", "new.txt"));
      yield "yes";
    }
    const args = ["runs", "erase", "--subject", "planted@example.org", "--run", newest];
    const { stdout } = await runCli(args, { cwd: project.dir, terminal: true, typed: slowly() });
    expect(stdout).toMatch(/erased 1 object \(.*\) in 2 runs; the records still verify\n$/);
    expect((await cli("inspect", "latest", "texts")).code).toBe(0);
  });

  test("a subject of - is read from standard input, so that no history of a shell holds it", async () => {
    await asked(["--subject", "-", "--yes"], "planted@example.org", false);
    expect(holders("planted@example.org")).toEqual([]);
  });

  test("a text of fewer than four characters is refused, and not repeated", async () => {
    for (const text of ["", "Ann", "  Ann  "]) {
      const { code, stdout, stderr } = await erase(text, "--yes");
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).not.toContain("Ann");
    }
  });
});

test("nothing is erased while a run is going on", async () => {
  const store = await openRecordStore({ dir: project.path(".wct"), mode: "write" });
  const writer = await store.executions.createRun(new Date());
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  const { code, stderr } = await erase("planted@example.org", "--yes");
  await writer.close();
  await store.close();
  expect(code).toBe(3);
  expect(stderr).toContain("WCT_RUN_ACTIVE");
  expect(holders("planted@example.org")).not.toEqual([]);
});

describe("a runbook that names a person", () => {
  beforeEach(async () => {
    writeFileSync(
      project.path("named.yaml"),
      readFileSync(project.path("shop.yaml"), "utf8").replace(
        "description:",
        "contact: Petra Paragraph <petra@example.org>\ndescription:",
      ),
    );
    await run("named.yaml");
  });

  test("its definition is reported and stays", async () => {
    const { code, stdout, stderr } = await erase("Petra Paragraph", "--yes");
    expect({ code, stdout: stdout.includes("nothing to erase") }).toEqual({ code: 0, stdout: true });
    expect(stdout).toContain("text of the runbook, stays");
    expect(stderr).toContain("--include-definition");
    expect((await cli("inspect", "latest")).code).toBe(0);
  });

  test("with --include-definition it goes, and the record still verifies, lists and shows", async () => {
    expect((await erase("petra@example.org", "--yes", "--include-definition")).code).toBe(0);
    expect(holders("petra@example.org")).toEqual([]);
    expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
    expect((await json("runs", "show", "latest")).kept.raw).toBeNull();
    const { code, stderr } = await cli("inspect", "latest");
    expect(code).toBe(3);
    expect(stderr).toContain("the plan of run");
    expect(stderr).toContain("content was erased on");
    expect(await cli("runs", "export", "latest", "bare.wctrun", "--force")).toMatchObject({ code: 0 });
    expect(await cli("runs", "prune", "--yes", "--raw")).toMatchObject({ code: 0 });
    expect(await cli("verify")).toMatchObject({ code: 0, stderr: "" });
  });
});

test("what stands in events is reported, and that it cannot be removed", async () => {
  const path = join("runbooks-of-petra", "shop.yaml");
  project.write(path, readFileSync(project.path("shop.yaml"), "utf8").replace("path: texts", "path: ../texts"));
  await run(path);
  const { stdout, stderr } = await erase("runbooks-of-petra", "--yes");
  expect(stdout).toContain("stays");
  expect(stderr).toContain("event 1 of run_");
  expect(stderr).toContain("only pruning the whole run deletes them");
});

describe("how texts are compared", () => {
  test.each([
    ["Straße", "STRASSE"],
    ["ＡＤＡ", "ada"],
    ["Jose\u0301", "josé"],
    ["Ada\n  Lovelace", "ada lovelace"],
    ["ΟΔΟΣ", "οδος"],
    ["ﬁnn", "FINN"],
  ])("%j and %j are one", (one, other) => {
    expect(folded(one)).toBe(folded(other));
  });

  test("what is looked for first in whole chunks is there wherever the text is", () => {
    const letters = fc.constantFrom(
      "a",
      "B",
      "ß",
      "é",
      "e\u0301",
      "ﬁ",
      "ς",
      "İ",
      " ",
      "\n",
      '"',
      "\\",
      "\u2028",
      "\ud800",
      "7",
      "字",
    );
    const text = fc.array(letters, { minLength: 1, maxLength: 8 }).map((all) => all.join(""));
    const property = fc.property(text, text, text, (before, subject, after) => {
      const needle = folded(subject).trim();
      const value = { items: [{ [after]: `${before} ${subject} ${after}` }] };
      const isThere = needle !== "" && containsText(value, needle);
      if (isThere) expect(mayContain(JSON.stringify(value), plainPart(needle))).toBe(true);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test("strings, keys and numbers are searched, however deep", () => {
    const value = { a: [{ "Ada Key": null }, 4915112345678, 'x "Ada\\Quote" y', true] };
    for (const text of ["ada key", "15112345", '"ada\\quote"']) expect(containsText(value, folded(text))).toBe(true);
    for (const text of ["true", "null", "ada x"]) expect(containsText(value, folded(text))).toBe(false);
  });
});
