import { expect, test } from "vitest";
import { planText } from "../../testing/plans/plan-kit.ts";

const child = `
name: Pass
description: Finds personal data
inputs:
  source_data: { schema: "standard_input:1.0.0", description: What is searched }
outputs:
  findings: { artifact: detect }
artifacts:
  detect: { inputs: source_data, process: { type: find } }
`;

const parent = `
name: Parent
description: Uses a child
artifacts:
  rows: { source: { type: csv, properties: { path: a.csv } } }
  findings:
    inputs: [rows]
    child_runbook: { path: pass.yaml, input_mapping: { source_data: rows }, output: findings }
    output: true
  counted: { inputs: [rows, findings], process: { type: count } }
`;

test("a child's artifacts are part of the plan, and the including artifact passes its output through", () => {
  const planned = planText(parent, { files: { "/here/book/pass.yaml": child } });
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics, null, 1));
  expect(
    planned.plan.artifacts.map(({ id, group, inputs, method, output, location }) => {
      return { id, group, inputs, kind: method.kind, output, file: location.file };
    }),
  ).toEqual([
    { id: "rows", group: [], inputs: [], kind: "source", output: false, file: "book/r.yaml" },
    {
      id: "findings/detect",
      group: ["findings"],
      inputs: ["rows"],
      kind: "process",
      output: false,
      file: "book/pass.yaml",
    },
    { id: "findings", group: [], inputs: ["findings/detect"], kind: "pass-through", output: true, file: "book/r.yaml" },
    { id: "counted", group: [], inputs: ["rows", "findings"], kind: "process", output: false, file: "book/r.yaml" },
  ]);
});
