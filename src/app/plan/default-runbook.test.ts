import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import { defaultRunbook } from "./default-runbook.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-default-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Writes files into the folder, with their text; those without are runbooks. */
function write(...files: readonly (string | readonly [string, string])[]): void {
  for (const file of files) {
    const [name, text] = typeof file === "string" ? [file, "name: x\n"] : file;
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
}

const chosenIn = (folder = ".") => defaultRunbook({ cwd: join(dir, folder), env: new Map() });

async function refusalIn(folder = ".") {
  const error: unknown = await chosenIn(folder).then(
    ({ file }) => new Error(`"${file}" was chosen`),
    (reason: unknown) => reason,
  );
  if (!isWctError(error)) throw error;
  return error.diagnostics.map(({ code, message, hint, location }) => ({
    ...{ code, message, hint },
    at: location && `${location.file}:${location.line}:${location.column}`,
  }));
}

test("runbook.yaml in the current folder is the default", async () => {
  write("runbook.yaml", "other.yaml");
  expect(await chosenIn()).toEqual({ file: "runbook.yaml", namedIn: null });
});

test("what the nearest wct.yaml names precedes runbook.yaml, relative to wct.yaml", async () => {
  write("runbook.yaml", "books/pii.yaml", "sub/deep/runbook.yaml", ["wct.yaml", "runbook: ./books/pii.yaml\n"]);
  expect(await chosenIn()).toEqual({ file: "books/pii.yaml", namedIn: "wct.yaml" });
  const below = await chosenIn("sub/deep");
  expect(below).toEqual({ file: "../../books/pii.yaml", namedIn: join(dir, "wct.yaml") });
});

test("runbook.yaml in the current folder precedes the one next to a wct.yaml above it", async () => {
  write("runbook.yaml", "sub/runbook.yaml", "none/note.txt", ["wct.yaml", "plugins: []\nrunbook:\n"]);
  expect(await chosenIn("sub")).toEqual({ file: "runbook.yaml", namedIn: null });
  expect(await chosenIn("none")).toEqual({ file: "../runbook.yaml", namedIn: null });
});

test("without any, the error says what to do", async () => {
  write(["wct.yaml", "plugins: []\n"]);
  const message = 'no runbook is named, and there is no "runbook.yaml" here';
  const refused = { code: "WCT_RUNBOOK_NOT_FOUND", message, at: undefined };
  expect(await refusalIn()).toEqual([{ ...refused, hint: "name a runbook, or write one with `wct init`" }]);
  write("a.yaml", "b.yml");
  expect(await refusalIn()).toEqual([
    {
      ...refused,
      hint: 'name a runbook (this folder has "a.yaml" and "b.yml"), or write "runbook: FILE" in wct.yaml',
    },
  ]);
});

test.each([
  ["runbok.yaml", "does not exist", 'did you mean "runbook.yaml"?'],
  ["gone/pii.yaml", "does not exist", "correct the path; it is relative to the folder of wct.yaml"],
  ["books", "is a folder", "correct the path; it is relative to the folder of wct.yaml"],
])("wct.yaml that names %s, which %s, is refused at that line", async (named, what, hint) => {
  write("runbook.yaml", "books/a.yaml", ["wct.yaml", `plugins: []\nrunbook: ${named}\n`]);
  expect(await refusalIn()).toEqual([
    { code: "WCT_RUNBOOK_NOT_FOUND", message: `runbook "${named}" ${what}`, hint, at: "wct.yaml:2:10" },
  ]);
});

test("a wct.yaml with a mistake is refused, because it may name another runbook", async () => {
  write("runbook.yaml", ["wct.yaml", "runbok: a.yaml\nrunbook: [a.yaml]\n"]);
  expect(await refusalIn()).toEqual([
    {
      code: "WCT_SETTINGS_UNKNOWN_KEY",
      message: 'wct.yaml has no key "runbok"',
      hint: 'write "runbook"',
      at: "wct.yaml:1:1",
    },
    {
      code: "WCT_SETTINGS_BAD_VALUE",
      message: '"runbook" must be the path of a runbook',
      hint: expect.stringContaining("write"),
      at: "wct.yaml:2:10",
    },
  ]);
});
