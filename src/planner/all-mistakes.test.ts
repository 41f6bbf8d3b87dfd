import { expect, test } from "vitest";
import { diagnosticsOf, faults } from "../testing/plans/plan-faults.ts";
import { planText } from "../testing/plans/plan-kit.ts";

const allFaults = (text: string): string[] => {
  const result = planText(text);
  return result.ok ? [] : result.diagnostics.map(({ code, location }) => `${code} ${location?.line}`);
};

test("a name of the wrong type hides no other mistake, and nothing that follows from one is told", () => {
  const text = `name: 2026
description: D
artifacts:
  a: { source: { type: cvs, properties: { path: a.csv } } }
  b: { inputs: zz, process: { type: find } }
  c: { inputs: d }
  d: { inputs: c }
  e: { inputs: a, process: { type: find } }
`;
  expect(allFaults(text)).toEqual([
    "WCT_RUNBOOK_BAD_VALUE 1",
    "WCT_COMPONENT_UNKNOWN 4",
    "WCT_ARTIFACT_UNKNOWN_INPUT 5",
    "WCT_GRAPH_CYCLE 6",
  ]);
});

test.each<[string, string, string[]]>([
  ["a flag", "{ source: { type: cvs }, output: yes }", ["WCT_COMPONENT_UNKNOWN", "WCT_RUNBOOK_BAD_VALUE"]],
  [
    "a list of inputs",
    "{ inputs: [o, 5], process: { type: fnd } }",
    ["WCT_RUNBOOK_BAD_VALUE", "WCT_COMPONENT_UNKNOWN"],
  ],
  ["properties", "{ source: { type: cvs, properties: soon } }", ["WCT_COMPONENT_UNKNOWN", "WCT_RUNBOOK_BAD_VALUE"]],
  ["properties of a known type", "{ source: { type: csv, properties: soon } }", ["WCT_RUNBOOK_BAD_VALUE"]],
  ["a type", "{ source: { type: 5, properties: { path: b.csv } } }", ["WCT_RUNBOOK_BAD_VALUE"]],
  ["a misspelt way", "{ sorce: { type: csv } }", ["WCT_RUNBOOK_UNKNOWN_KEY"]],
  ["a misspelt process", "{ inputs: o, proces: { type: find } }", ["WCT_RUNBOOK_UNKNOWN_KEY"]],
  ["misspelt properties", "{ source: { type: csv, propertis: { path: a.csv } } }", ["WCT_RUNBOOK_UNKNOWN_KEY"]],
  ["a misspelt property", "{ source: { type: csv, properties: { pth: a.csv } } }", ["WCT_COMPONENT_CONFIG_INVALID"]],
  ["an unknown alias", "{ source: { type: csv, properties: { path: *none } } }", ["WCT_RUNBOOK_SYNTAX"]],
  ["a merge key with a text", "{ source: { type: csv, properties: { <<: b.csv } } }", ["WCT_RUNBOOK_BAD_VALUE"]],
  ["a process without inputs", "{ process: { type: fnd } }", ["WCT_ARTIFACT_NO_METHOD", "WCT_COMPONENT_UNKNOWN"]],
  ["a repeated input", "{ inputs: [o, o], process: { type: find } }", ["WCT_ARTIFACT_DUPLICATE_INPUT"]],
  [
    "a number that JSON cannot hold",
    "{ source: { type: csv, properties: { path: a.csv, delimiter: .inf } } }",
    ["WCT_RUNBOOK_BAD_VALUE"],
  ],
])(
  "of an artifact with %s, just the mistakes are told, and nothing of what is made from it",
  (_name, artifact, expected) => {
    const others = `  o: { source: { type: csv, properties: { path: a.csv } } }
  behind: { inputs: x, process: { type: find } }
  far: { inputs: [behind, nowhere] }
`;
    expect(faults(`  x: ${artifact}\n${others}`)).toEqual([
      ...expected.map((code) => expect.stringMatching(new RegExp(`^${code} 4:`))),
      expect.stringMatching(/^WCT_ARTIFACT_UNKNOWN_INPUT 7:/),
    ]);
  },
);

test("common parts stand under x-, whose anchors artifacts name", () => {
  const text = `name: N
description: D
x-csv: &csv { type: csv, properties: { path: &file a.csv } }
artifacts:
  a: { source: *csv, x-note: { anything: 5 } }
  b: { source: { type: csv, properties: { path: *file } } }
config: { x-common: 1 }
`;
  expect(planText(text)).toMatchObject({ ok: true, warnings: [] });
});

test("an anchor that stands behind its alias is told so", () => {
  const found = diagnosticsOf("  a: { source: *csv }\nx-csv: &csv { type: csv, properties: { path: a.csv } }\n");
  expect(found.map(({ code, hint }) => [code, hint])).toEqual([
    ["WCT_RUNBOOK_SYNTAX", "write the anchor at the first use of the value, and the alias after it"],
  ]);
});
