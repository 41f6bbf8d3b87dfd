import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { targetOf } from "./target.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "wct-target-"));
  for (const name of ["runbook", "latest", "run_2026"]) writeFileSync(join(cwd, name), "name: A\n");
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

test.each([
  ["nothing.yaml", "runbook"],
  ["deep/nothing.YML", "runbook"],
  ["runbook", "runbook"],
  ["nothing", "run"],
  ["previous", "run"],
  ["20261130", "run"],
])("%s is a %s", (written, kind) => {
  expect(targetOf({ cwd }, written)).toEqual({ kind, note: null });
});

test("a file with the name of a run is a runbook, and is said to be", () => {
  expect(targetOf({ cwd }, "latest")).toEqual({
    kind: "runbook",
    note: '"latest" is read as the runbook of that name in this folder; name a recorded run by latest~0',
  });
  expect(targetOf({ cwd }, "run_2026").note).toContain("name a recorded run by its id");
});
