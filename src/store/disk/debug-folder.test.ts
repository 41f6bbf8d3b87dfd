import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { debugFolder } from "./debug-folder.ts";
import { systemProcessInfo } from "./liveness.ts";
import { ownedName } from "./owner.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-debug-folder-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("the folder is private, and files of processes that ended are removed", () => {
  const folder = debugFolder(dir);
  expect(statSync(join(dir, "debug")).mode & 0o777).toBe(0o700);
  const { self } = systemProcessInfo();
  const [mine, gone] = [folder.newFile(), join(dir, "debug", `${ownedName({ ...self, start: "1" })}.json`)];
  for (const path of [mine, gone, folder.history, join(dir, "debug", "notes.json")]) writeFileSync(path, "x");
  debugFolder(dir);
  expect([mine, gone, folder.history, join(dir, "debug", "notes.json")].map(existsSync)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test("a link in its place is refused", () => {
  mkdirSync(join(dir, "elsewhere"));
  symlinkSync(join(dir, "elsewhere"), join(dir, "debug"));
  expect(() => debugFolder(dir)).toThrow();
});
