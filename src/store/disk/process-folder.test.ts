import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ProcessIdentity, systemProcessInfo } from "./liveness.ts";
import { ownedName } from "./owner.ts";
import { makeProcessFolder, sweepProcessFolders } from "./process-folder.ts";

const prefix = "wct-test-";
const self: ProcessIdentity = { pid: 10, boot: "boot", namespace: "pid:[1]", start: "100" };
const gone: ProcessIdentity = { ...self, pid: 11 };
const info = { self, startOf: (pid: number) => (pid === self.pid ? self.start : null) };

describe("folders of processes", () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "wct-folders-"));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  function folder(owner: ProcessIdentity, mode = 0o700): string {
    const path = join(parent, prefix + ownedName(owner));
    mkdirSync(path, { mode });
    writeFileSync(join(path, "file"), "content");
    return path;
  }
  const sweep = (user = process.getuid?.()): void => sweepProcessFolders(prefix, { parent, info, user });

  test("are deleted when their process has ended, and only then", () => {
    const [old, running] = [folder(gone), folder(self)];
    const elsewhere = folder({ ...gone, namespace: "pid:[2]" });
    const reused = folder({ ...self, start: "99" });
    mkdirSync(join(parent, `${prefix}unknown`));
    sweep();
    expect([old, running, elsewhere, reused].map(existsSync)).toEqual([false, true, true, false]);
    expect(existsSync(join(parent, `${prefix}unknown`))).toBe(true);
  });

  test("stay if they are links, if others may enter them, or if they are of another user", () => {
    const target = join(parent, "target");
    mkdirSync(target);
    writeFileSync(join(target, "file"), "content");
    const link = join(parent, prefix + ownedName(gone));
    symlinkSync(target, link);
    const open = folder(gone, 0o755);
    sweep();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(target)).toEqual(["file"]);
    expect(existsSync(open)).toBe(true);
    const other = folder(gone);
    sweep((process.getuid?.() ?? 0) + 1);
    expect(existsSync(other)).toBe(true);
  });

  test("may contain links, which are deleted and not followed", () => {
    const target = join(parent, "target");
    mkdirSync(target);
    writeFileSync(join(target, "file"), "content");
    const old = folder(gone);
    symlinkSync(target, join(old, "link"));
    sweep();
    expect(existsSync(old)).toBe(false);
    expect(readdirSync(target)).toEqual(["file"]);
  });

  test("are named after their process, and for its user only", () => {
    const made = makeProcessFolder(prefix);
    expect(lstatSync(made).mode & 0o777).toBe(0o700);
    sweepProcessFolders(prefix, { info: systemProcessInfo() });
    expect(existsSync(made)).toBe(true);
    rmSync(made, { recursive: true });
  });

  test("need not have a parent", () => {
    expect(() => sweepProcessFolders(prefix, { parent: join(parent, "none"), info })).not.toThrow();
  });
});
