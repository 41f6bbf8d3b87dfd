import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { renderDiagnostic } from "../src/diagnostics/index.ts";
import { parseRunbook } from "../src/runbook/index.ts";
import { expectGolden } from "./support/golden.ts";

const folder = join(import.meta.dirname, "fixtures", "runbooks", "bad");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => basename(file, ".yaml"))
  .toSorted();
const env = new Map([
  ["TIMEOUT_TEXT", "hunter2-timeout"],
  ["WORKERS_HALF", "0.5"],
]);

function report(name: string): string {
  const bytes = readFileSync(join(folder, `${name}.yaml`));
  const result = parseRunbook({ file: `${name}.yaml`, bytes, env });
  if (result.ok) expect.fail(`${name}.yaml has no fault`);
  const text = bytes.toString("utf8");
  return result.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, () => text)).join("\n\n");
}

test.each(names)("%s is refused as its golden says", (name) => {
  expectGolden(`bad-input/${name}.txt`, report(name));
});

test("every golden has its runbook", () => {
  const goldens = readdirSync(join(import.meta.dirname, "golden", "bad-input")).map((file) => basename(file, ".txt"));
  expect(goldens.toSorted()).toEqual(names);
});

test("what a variable holds is in no report", () => {
  expect(report("config-from-environment")).not.toContain("hunter2");
});
