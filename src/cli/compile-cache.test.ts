import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { privateCacheFolder } from "./compile-cache.ts";

const parent = mkdtempSync(join(tmpdir(), "wct-cache-"));
const user = process.getuid?.();
const folder = join(parent, user === undefined ? "wct-compiled" : `wct-compiled-${user}`);

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the cache is made for its owner alone, and found again", () => {
  expect(privateCacheFolder(parent, user)).toBe(folder);
  expect(privateCacheFolder(parent, user)).toBe(folder);
  if (user !== undefined) expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test.skipIf(user === undefined)("a folder that others can open is not used", () => {
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  expect(privateCacheFolder(parent, user)).toBeNull();
});

test.skipIf(user === undefined)("a folder that belongs to somebody else is not used", () => {
  const other = Number(user) + 1;
  expect(privateCacheFolder(parent, other)).toBeNull();
  rmSync(join(parent, `wct-compiled-${other}`), { recursive: true });
});

test.skipIf(process.platform === "win32")("a link is not followed", () => {
  mkdirSync(join(parent, "elsewhere"), { mode: 0o700 });
  symlinkSync(join(parent, "elsewhere"), folder);
  expect(privateCacheFolder(parent, user)).toBeNull();
});

test("where nothing can be made there is none", () => {
  expect(privateCacheFolder(join(parent, "absent"), user)).toBeNull();
});
