import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";

const child = (key: string): string => `name: Child
description: Detects
inputs: { texts: { schema: standard_input:1.0.0 } }
outputs: { people: { artifact: people }, subjects: { artifact: subjects } }
artifacts:
  people: { inputs: texts, process: { type: personal_data, properties: { ${key}: 0.5 } } }
  subjects: { inputs: texts, process: { type: data_subject } }
`;
const parent = (file: string): string => `name: Parent
description: Includes
artifacts:
  texts: { source: { type: filesystem, properties: { path: . } } }
  inner:
    inputs: texts
    child_runbook: { path: ${file}, input_mapping: { texts: texts }, output_mapping: { people: found, subjects: whose } }
`;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-child-"));
  writeFileSync(join(dir, "child.yaml"), child("min_score"));
  writeFileSync(join(dir, "wrong.yaml"), child("min_scor"));
  writeFileSync(join(dir, "parent.yaml"), parent("child.yaml"));
  writeFileSync(join(dir, "wrong-parent.yaml"), parent("wrong.yaml"));
});
afterAll(() => rmSync(dir, { recursive: true }));
const cli = (...args: readonly string[]) => runCli(args, { cwd: dir });

test("a mistake in a child runbook is reported once, also if the child is validated beside its parent", async () => {
  for (const files of [
    ["wrong-parent.yaml", "wrong.yaml"],
    ["./wrong.yaml", "wrong-parent.yaml"],
  ]) {
    const { code, stderr } = await cli("validate", ...files);
    expect(code).toBe(2);
    expect(stderr.match(/has no property "min_scor"/g)).toHaveLength(1);
  }
});

test.each([
  ["--set", "inner.config.min_score=1"],
  ["--replace", "inner=child.yaml"],
])("%s of an artifact that includes a child runbook names the artifacts inside", async (option, value) => {
  const { code, stderr } = await cli("run", "parent.yaml", option, value);
  expect(code).toBe(2);
  expect(stderr).toContain('"inner/people" and "inner/subjects"');
});
