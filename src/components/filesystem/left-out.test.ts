import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { filesystemConfig } from "./config.ts";
import { filesystem } from "./index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-files-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, content: string | Uint8Array = "text"): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const contextFor = (properties: object, signal?: AbortSignal) =>
  fakeContext({
    config: { ...filesystemConfig.parse({ path: folder, ...properties }), path: { path: folder, shown: "./files" } },
    ...(signal === undefined ? {} : { signal }),
  });

async function read(properties: object = {}) {
  const { elements, rest } = await collect(filesystem.extract(contextFor(properties)));
  return {
    elements,
    rest,
    paths: elements.map(({ locator }) => (locator.kind === "file" ? locator.path : "")),
    notices: rest.limits.notices.map(({ what, reason }) => `${what}: ${reason}`),
  };
}

test("what rules and properties leave out is told, with each cause and how much it concerns", async () => {
  put(".gitignore", "*.csv\n/exports/\n");
  for (const path of ["people.csv", "sub/more.csv", "exports/a.txt", "a.txt", "b.md", ".git/HEAD"]) put(path);
  put("sub/.gitignore", "local.*");
  put("sub/local.txt");
  const { rest, paths } = await read({ exclude: ["*.md"], include: ["*.txt", "!sub"] });
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
  put(".gitignore", "ines-muster.txt\n");
  put("ines-muster.txt");
  const context = contextFor({});
  await collect(filesystem.extract(context));
  expect(context.told.notes).toEqual([
    { level: "warn", text: "1 place was not read in full: files ignored by .gitignore" },
  ]);
});
