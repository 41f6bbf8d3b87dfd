import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { renderDiagnostic } from "../src/diagnostics/index.ts";
import { samplePast } from "../src/testing/plans/past.ts";
import { planText } from "../src/testing/plans/plan-kit.ts";
import { expectGolden } from "./support/golden.ts";

const folder = join(import.meta.dirname, "fixtures", "runbooks", "plan");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => basename(file, ".yaml"))
  .toSorted();
const files = { "/here/a.csv": "a,b\n", "/here/data/": "" };
const env = { LIMIT: "hunter2-limit" };

function report(name: string): string {
  const bytes = readFileSync(join(folder, `${name}.yaml`));
  const result = planText(bytes, { file: `${name}.yaml`, env, files, context: { past: samplePast } });
  if (result.ok) expect.fail(`${name}.yaml has no fault`);
  const text = bytes.toString("utf8");
  return result.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, () => text)).join("\n\n");
}

test.each(names)("%s is refused as its golden says", (name) => {
  expectGolden(`plan-bad-input/${name}.txt`, report(name));
});

test("every golden has its runbook", () => {
  const folderOfGoldens = join(import.meta.dirname, "golden", "plan-bad-input");
  expect(
    readdirSync(folderOfGoldens)
      .map((file) => basename(file, ".txt"))
      .toSorted(),
  ).toEqual(names);
});

test.each(["secret-literal", "config-wrong"])("no secret and no value of a variable is in the report of %s", (name) => {
  expect(report(name)).not.toContain("hunter2");
});
