import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createHashedFiles, unhashedFiles } from "./file-digests.ts";

const large = 8 * 1024 * 1024 + 1;
let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-digests-"));
  file = join(dir, "data.db");
});
afterEach(() => rmSync(dir, { recursive: true }));

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
const files = () => createHashedFiles({ cwd: dir });

test("a small file is hashed when it is asked for", async () => {
  writeFileSync(file, "small");
  const { access, hash } = files();
  expect(access.digest(file)).toBe(sha256("small"));
  expect(await hash()).toBe(false);
});

test("a large file is hashed between two tries, once", async () => {
  const bytes = Buffer.alloc(large, "wct");
  writeFileSync(file, bytes);
  const { access, hash } = files();
  expect(access.digest(file)).toMatch(/^0{64}$/);
  expect(await hash()).toBe(true);
  expect(access.digest(file)).toBe(sha256(bytes));
  expect(await hash()).toBe(false);
});

test("a large file that is gone when it is hashed cannot be read at the next try", async () => {
  writeFileSync(file, "");
  truncateSync(file, large);
  const { access, hash } = files();
  access.digest(file);
  rmSync(file);
  expect(await hash()).toBe(true);
  expect(() => access.digest(file)).toThrow("does not exist");
});

test("for a plan that is only looked at a file is opened and not read, and one that is not there is told", () => {
  writeFileSync(file, "");
  truncateSync(file, 100e9);
  expect(unhashedFiles(dir).digest(file)).toMatch(/^0{64}$/);
  expect(() => unhashedFiles(dir).digest(join(dir, "none"))).toThrow("does not exist");
});
