import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProcessIdentity, ProcessInfo } from "./liveness.ts";
import { livenessOf, ownedName, ownerOf } from "./owner.ts";
import { sweepTemporary, sweepUnfinished, unfinishedBeside } from "./sweep.ts";

const self: ProcessIdentity = { pid: 7, boot: "boot-a", namespace: "pid:[1]", start: "100" };
const info: ProcessInfo = { self, startOf: (pid) => ({ 7: "100", 8: "200" })[pid] ?? null };
const now = new Date("2026-01-02T03:04:05Z");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-owner-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function leave(name: string, touched: Date = now): void {
  writeFileSync(join(folder, name), "");
  utimesSync(join(folder, name), touched, touched);
}

test("a name says whose it is, and no two are the same", () => {
  expect(ownerOf(ownedName(self))).toEqual(self);
  expect(ownedName(self)).not.toBe(ownedName(self));
  expect(ownerOf("8f14e45f-ceea-467f-a34e-94fc0e6b1a11")).toBeNull();
});

test.each([
  ["alive", self],
  ["gone", { ...self, pid: 9 }],
  ["gone", { ...self, start: "99" }],
  ["unknown", { ...self, namespace: "pid:[2]" }],
  ["unknown", { ...self, boot: "boot-b" }],
] as const)("the process of a name is %s", (fate, owner) => {
  expect(livenessOf(owner, info)).toBe(fate);
});

test("temporary files of processes that are gone are swept, however new; those of living ones stay, however old", () => {
  const old = new Date(now.getTime() - 400 * 24 * 3_600_000);
  const living = ownedName({ ...self, pid: 8, start: "200" });
  const elsewhere = ownedName({ ...self, namespace: "pid:[2]" });
  leave(ownedName({ ...self, pid: 9 }));
  leave(living, old);
  leave(elsewhere);
  leave(ownedName({ ...self, boot: "boot-b" }), old);
  leave("of-somebody-else", old);
  sweepTemporary(folder, now, info);
  expect(readdirSync(folder).toSorted()).toEqual([living, elsewhere, "of-somebody-else"].toSorted());
});

test("beside a user's files only what a process that is gone was writing is swept", () => {
  const own = unfinishedBeside(join(folder, "record.html"));
  const gone = `.wct-${ownedName({ ...self, pid: 9 })}.tmp`;
  const living = `.wct-${ownedName({ ...self, pid: 8, start: "200" })}.tmp`;
  const others = [".record.html.0123456789ab.tmp", ".wct-notes.tmp", ownedName({ ...self, pid: 9 }), "record.html"];
  for (const name of [gone, living, ...others]) leave(name);
  sweepUnfinished(folder, now, info);
  sweepUnfinished(join(folder, "no-such-folder"), now, info);
  expect(dirname(own)).toBe(folder);
  expect(readdirSync(folder).toSorted()).toEqual([living, ...others].toSorted());
});
