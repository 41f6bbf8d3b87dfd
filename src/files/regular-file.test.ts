import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FileProblem, findPath, isLink, readRegularFile, readStart } from "./index.ts";

let dir: string;
const at = (name: string): string => join(dir, name);
const server = createServer();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "wct-files-"));
  writeFileSync(at("file"), "0123456789");
  execFileSync("mkfifo", [at("pipe")]);
  symlinkSync("loop", at("loop"));
  symlinkSync("nowhere", at("dangling"));
  symlinkSync("file", at("link"));
  writeFileSync(at("huge"), "");
  truncateSync(at("huge"), 100e9);
  await new Promise<void>((resolve) => server.listen(at("socket"), resolve));
});
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true });
});

const refused: readonly (readonly [name: string, kind: string, what: string])[] = [
  ["pipe", "other", "is a pipe"],
  ["socket", "other", "is a socket"],
  [".", "folder", "is a folder"],
  ["loop", "other", "cannot be reached: its symbolic links form a loop"],
  ["dangling", "absent", "does not exist"],
  ["file/below", "absent", "does not exist"],
  ["x".repeat(300), "other", "has a name that is too long for the file system"],
  ["a\0b", "other", "has a zero byte in its name"],
  ["../../../../../../../../../../dev/zero", "other", "is a device"],
];

describe.each(refused)("%s", (name, kind, what) => {
  test("is not read, and it is said why", () => {
    const read = () => readRegularFile(at(name), 100);
    expect(read).toThrow(FileProblem);
    expect(read).toThrow(expect.objectContaining({ what, isAbsent: kind === "absent" }));
  });

  test("is told apart by looking at it", () => {
    expect(findPath(at(name))).toEqual({ kind, what, bytes: 0 });
  });
});

test("a file, also one behind a link, is read up to the limit and no further", () => {
  expect(readRegularFile(at("link"), 10).toString()).toBe("0123456789");
  expect(() => readRegularFile(at("file"), 9)).toThrow("is larger than 9 bytes");
  expect(() => readRegularFile(at("huge"), 4 * 1024 * 1024)).toThrow("is larger than 4 MiB");
  expect(readStart(at("huge"), 3)).toEqual(Buffer.alloc(3));
});

test("a file without a size is read to its end", () => {
  expect(readRegularFile("/proc/self/status", 100_000).length).toBeGreaterThan(100);
});

test("a link is one wherever it leads", () => {
  expect(["loop", "dangling", "link", "file", "none"].filter((name) => isLink(at(name)))).toEqual([
    "loop",
    "dangling",
    "link",
  ]);
});
