import { appendFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { collect } from "../../testing/component-context.ts";
import { FolderSource } from "../../testing/sources/folder-source.ts";
import { filesystem } from "./index.ts";

let source: FolderSource;
beforeEach(() => {
  source = new FolderSource();
});
afterEach(() => source[Symbol.dispose]());

test("what rules and properties leave out is told, with each cause and how much it concerns", async () => {
  source.put(".gitignore", "*.csv\n/exports/\n");
  for (const path of ["people.csv", "sub/more.csv", "exports/a.txt", "a.txt", "b.md", ".git/HEAD"]) source.put(path);
  source.put("sub/.gitignore", "local.*");
  source.put("sub/local.txt");
  const { rest, paths } = await source.read({ exclude: ["*.md"], include: ["*.txt", "!sub"] });
  expect(paths).toEqual(["a.txt"]);
  expect(rest.limits).toEqual({
    truncated: true,
    notices: [
      ["1 folder with the internals of a git repository", 1],
      ['2 files not selected by the property "include"', 2],
      ['1 file left out by the pattern "*.md" of the property "exclude"', 1],
      ['1 folder ignored by the rule "/exports/" of .gitignore', 1],
      ['2 files ignored by the rule "*.csv" of .gitignore', 2],
      ['1 file ignored by the rule "local.*" of sub/.gitignore', 1],
    ].map(([reason, total]) => ({ what: "./files", reason, read: 0, total })),
  });
});

test("the log does not tell the patterns, which may be names of files", async () => {
  source.put(".gitignore", "ines-muster.txt\n");
  source.put("ines-muster.txt");
  const context = source.context({});
  await collect(filesystem.extract(context));
  expect(context.told.notes).toEqual([
    { level: "warn", text: "1 place was not read in full: files ignored by .gitignore" },
  ]);
});

test("a folder without files gives a notice", async () => {
  const context = source.context({});
  const { rest } = await collect(filesystem.extract(context));
  expect(rest.limits.notices).toEqual([{ what: "./files", reason: "no file was read" }]);
});

test("a file that is written to or cut while it is read is told", async () => {
  source.put("grows.log", "ines@muster.de\n".repeat(50_000));
  source.put("shrinks.log", "ines@muster.de\n".repeat(50_000));
  source.put("stays.log", "ines@muster.de\n".repeat(50_000));
  const seen = new Set<string>();
  const notices: string[] = [];
  const reading = filesystem.extract(source.context({}));
  for (let next = await reading.next(); ; next = await reading.next()) {
    if (next.done === true) {
      notices.push(...next.value.limits.notices.map(({ what, reason }) => `${what}: ${reason}`));
      break;
    }
    for (const { locator } of [next.value].flat()) {
      if (locator.kind !== "file" || seen.has(locator.path)) continue;
      seen.add(locator.path);
      if (locator.path === "grows.log") appendFileSync(join(source.folder, "grows.log"), "x\n");
      if (locator.path === "shrinks.log") truncateSync(join(source.folder, "shrinks.log"), 100);
    }
  }
  expect(notices).toEqual([
    "grows.log: changed while it was read; what was written meanwhile may be missing",
    "shrinks.log: changed while it was read; what was written meanwhile may be missing",
  ]);
});
