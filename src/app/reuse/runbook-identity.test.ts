import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { samplePlan } from "../../testing/sample-plan.ts";
import { runbookIdentity } from "./runbook-identity.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-identity-"));
  project("shop");
});
afterEach(() => rmSync(dir, { recursive: true }));

function project(name: string): void {
  mkdirSync(join(dir, name, ".wct"), { recursive: true });
  writeFileSync(join(dir, name, "runbook.yaml"), "");
}

const key = new Uint8Array(32).fill(7);
const plan = samplePlan([[]]);

const identity = (path: string, cwd = "shop", store = join(dir, "shop/.wct")) =>
  runbookIdentity(
    { runbook: { ...plan.runbook, path } },
    { host: { cwd: join(dir, cwd), env: new Map() }, store, key },
  );

test("a runbook has one identity under every written path, and another than every other file", () => {
  symlinkSync(join(dir, "shop"), join(dir, "link"));
  const own = identity("runbook.yaml");
  expect(own).toMatch(/^[0-9a-f]{64}$/);
  expect([identity("./runbook.yaml"), identity("../link/runbook.yaml"), identity("shop/runbook.yaml", ".")]).toEqual([
    ...[own, own, own],
  ]);
  project("other");
  expect(identity("runbook.yaml", "other")).not.toBe(own);
});

test("a project that is moved with its store keeps the identities of its runbooks", () => {
  const before = identity("runbook.yaml");
  renameSync(join(dir, "shop"), join(dir, "moved"));
  expect(identity("runbook.yaml", "moved", join(dir, "moved/.wct"))).toBe(before);
});

test("a runbook that is gone has no identity", () => {
  expect(identity("none.yaml")).toBeUndefined();
});
