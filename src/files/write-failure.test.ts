import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { errnoOf, writeFailure } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "wct-failure-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "file"), "");
symlinkSync("loop", join(folder, "loop"));

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return expect.fail("nothing was wrong");
}

test.each([
  ["absent/file", "its folder does not exist", "create the folder, or correct the path"],
  ["file/below", "a part of its path is a file", "correct the path"],
  [".", "it is a folder", "name a file"],
  ["loop", "its symbolic links form a loop", "correct the links, or the path"],
  ["x".repeat(300), "its name is too long", "shorten the path"],
])("why %s cannot be written is what the system says, and nothing else", (path, cause, hint) => {
  const failure = writeFailure(errorOf(() => writeFileSync(join(folder, path), "")));
  expect(failure).toEqual({ why: `cannot be written: ${cause}`, hint });
});

test("a code without words of its own is told, and what is none of the system's is not", () => {
  const coded = (code: string) => Object.assign(new Error("x"), { code });
  expect(writeFailure(coded("ESTALE")).why).toBe("cannot be written (ESTALE)");
  expect(writeFailure(coded("toString")).why).toBe("cannot be written");
  expect([errnoOf(coded("ERR_FS_FILE_TOO_LARGE")), errnoOf(new Error("x")), errnoOf(null)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
