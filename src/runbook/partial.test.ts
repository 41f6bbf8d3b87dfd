import { expect, test } from "vitest";
import { parseRunbook, type Runbook } from "./index.ts";

function partial(text: string): Runbook | undefined {
  const parsed = parseRunbook({ file: "r.yaml", bytes: new TextEncoder().encode(text), env: new Map() });
  return parsed.ok ? expect.fail("the runbook is valid") : parsed.partial;
}

test("what can be read beside a mistake is there to be checked, and what the mistake touches is marked", () => {
  const runbook = partial(`name: 1.10
config: { workers: many, retain: derived, secrets: [TOKEN, 5] }
artifacts:
  flag: { source: { type: sqlite }, output: yes }
  typed: { source: { type: 5 } }
  listed: { inputs: [flag, 5], process: { type: count } }
  none: { name: N }
  text: soon
  "1st": { inputs: flag }
`);
  expect(runbook?.config).toMatchObject({ workers: null, retain: "derived", secrets: ["TOKEN"] });
  const artifacts = [...(runbook?.artifacts.values() ?? [])];
  expect(artifacts.map(({ id, method, isPartial, inputs }) => [id, method.kind, isPartial, inputs.length])).toEqual([
    ["flag", "source", false, 0],
    ["typed", "unclear", true, 0],
    ["listed", "process", true, 1],
    ["none", "unclear", true, 0],
    ["text", "unclear", true, 0],
    ["1st", "pass-through", false, 1],
  ]);
});

test("a file that is no runbook at all has no part to check", () => {
  expect(partial("- a\n- b\n")).toBe(undefined);
});
