import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFile, lockFile, replaceFile } from "./index.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the lock of a file", () => {
  test("is held by one at a time, in the order of the calls that wait", async () => {
    const held: string[] = [];
    const change = async (name: string) => {
      const release = await lockFile(at("a"));
      held.push(`${name} holds`);
      await Promise.resolve();
      held.push(`${name} ends`);
      release();
    };
    await Promise.all([change("one"), change("two"), change("three")]);
    for (let index = 0; index < held.length; index += 2) {
      expect(held[index + 1]).toBe(held[index]?.replace("holds", "ends"));
    }
    expect(existsSync(at("a.lock"))).toBe(false);
  });

  test("is taken over from a process of this machine that has ended", async () => {
    writeFileSync(at("a.lock"), `4194304 ${hostname()}\n`);
    const release = await lockFile(at("a"));
    expect(readFileSync(at("a.lock"), "utf8")).toBe(`${process.pid} ${hostname()}\n`);
    release();
  });
});

describe("a file that is replaced", () => {
  test("stays a link, and nothing else is left in its folder", () => {
    writeFileSync(at("a"), "old");
    symlinkSync(at("a"), at("link"));
    replaceFile(at("link"), "new");
    expect(readFileSync(at("a"), "utf8")).toBe("new");
  });

  test("is not created over another", () => {
    createFile(at("a"), "one");
    expect(() => createFile(at("a"), "two")).toThrow("EEXIST");
    expect(readFileSync(at("a"), "utf8")).toBe("one");
  });
});
