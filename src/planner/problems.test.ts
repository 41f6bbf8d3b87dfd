import { describe, expect, test } from "vitest";
import { csv, faults, only } from "../testing/plans/plan-faults.ts";
import { planText } from "../testing/plans/plan-kit.ts";
import { book } from "../testing/plans/planned.ts";

describe("inputs", () => {
  test("that nothing defines are reported with the nearest id and its line", () => {
    expect(only("  personal_data: { source: { type: note } }\n  b: { inputs: [personal_dta] }\n")).toEqual({
      code: "WCT_ARTIFACT_UNKNOWN_INPUT",
      severity: "error",
      message: 'artifact "b" needs "personal_dta", which this runbook does not define',
      hint: 'write "personal_data" (defined at line 4)',
      location: { file: "book/r.yaml", line: 5, column: 17, endLine: 5, endColumn: 29 },
    });
  });

  test("are compared with the ids of a large runbook only as often as takes a moment", () => {
    const ids = [...Array(1000).keys()].map((index) => `artifact_${index}`);
    const result = planText(
      book(
        ids.map((id, index) => `  ${id}: { inputs: ${index === 0 ? "artifact_1x" : `artifact_${index}x`} }\n`).join(""),
      ),
    );
    if (result.ok) return expect.fail("unknown inputs were accepted");
    const hints = result.diagnostics.map(({ hint }) => hint?.startsWith("write "));
    expect(hints).toHaveLength(1000);
    expect([hints[0], hints[499], hints[500], hints[999]]).toEqual([true, true, false, false]);
  });

  test("are not mistaken for the artifact itself", () => {
    expect(only("  abcd: { inputs: abce }\n").hint).toBe("correct the id, or define the artifact");
  });

  test("must not be the artifact itself", () => {
    expect(faults("  a: { inputs: [b, a] }\n  b: { source: { type: orders } }\n")).toEqual([
      "WCT_GRAPH_SELF_REFERENCE 4:20",
    ]);
  });

  test("that are listed twice are an error", () => {
    expect(faults("  b: { source: { type: orders } }\n  a: { inputs: [b, b] }\n")).toEqual([
      "WCT_ARTIFACT_DUPLICATE_INPUT 5:20",
    ]);
  });
});

describe("a cycle", () => {
  test("is shown whole, from the artifact that is written first", () => {
    const text = "  x: { source: { type: note } }\n  a: { inputs: [c] }\n  b: { inputs: a }\n  c: { inputs: [x, b] }\n";
    const problem = only(text);
    expect(problem).toMatchObject({
      code: "WCT_GRAPH_CYCLE",
      message: "artifacts form a cycle: a → c → b → a",
      location: { line: 5, column: 17 },
    });
    expect(problem.related).toMatchObject([
      { message: '"c" needs "b" here', location: { line: 7, column: 20 } },
      { message: '"b" needs "a" here', location: { line: 6, column: 16 } },
    ]);
  });

  test("is reported once each, and what is behind one is not reported", () => {
    const text =
      "  a: { inputs: b }\n  b: { inputs: a }\n  c: { inputs: d }\n  d: { inputs: c }\n  e: { inputs: a, process: { type: find } }\n";
    expect(faults(text)).toEqual(["WCT_GRAPH_CYCLE 4:16", "WCT_GRAPH_CYCLE 6:16"]);
  });
});

describe("a component", () => {
  test("that nobody offers is reported with the nearest one and the list", () => {
    expect(only("  a: { source: { type: ordrs } }\n")).toMatchObject({
      code: "WCT_COMPONENT_UNKNOWN",
      message: 'there is no connector "ordrs"',
      hint: 'write "orders"; or choose one of "csv", "draft", "loose", "next_draft", "note", "old_orders", "orders", "picky", "throwing" and "throwing_zod"',
      location: { line: 4, column: 24 },
    });
  });

  test("of the other kind says so", () => {
    expect(only("  a: { source: { type: find } }\n")).toMatchObject({
      message: '"find" is a processor, not a connector',
      hint: 'use it under "process"',
    });
  });

  test("that is unknown leaves its dependents alone, unless output_schema says what it makes", () => {
    const text = (more: string) =>
      `  a: { ${more}source: { type: nothing_like_it } }\n  b: { inputs: a, process: { type: find } }\n`;
    expect(faults(text(""))).toEqual(["WCT_COMPONENT_UNKNOWN 4:24"]);
    expect(faults(text('output_schema: "note:1.0.0", '))).toEqual([
      "WCT_COMPONENT_UNKNOWN 4:53",
      "WCT_SCHEMA_MISMATCH 5:16",
    ]);
  });
});

describe("schemas", () => {
  test("that a processor does not take are shown with what it takes and where each input is defined", () => {
    expect(
      only(
        "  n: { source: { type: note } }\n  o: { source: { type: orders } }\n  c: { inputs: [o, n], process: { type: count } }\n",
      ),
    ).toEqual({
      code: "WCT_SCHEMA_MISMATCH",
      severity: "error",
      message: 'artifact "c": processor "count" does not accept note:1.0.0 ("n")',
      hint: "give it [acme_order:1.1.0] or [standard_input:1.0.0, personal_data_finding:1.0.0?]",
      location: { file: "book/r.yaml", line: 6, column: 20, endLine: 6, endColumn: 21 },
      related: [
        { message: '"o" has schema acme_order:1.2.0', location: expect.objectContaining({ line: 5, column: 3 }) },
        { message: '"n" has schema note:1.0.0', location: expect.objectContaining({ line: 4, column: 3 }) },
      ],
    });
  });

  test("that only cannot be combined point to the first input", () => {
    const text = `${csv("{ path: a.csv }")}  o: { source: { type: orders } }\n  c: { inputs: [o, a], process: { type: count } }\n`;
    expect(faults(text)).toEqual(["WCT_SCHEMA_MISMATCH 9:17"]);
  });

  test.each<[string, string, string]>([
    [
      "a minor that is too low",
      "  o: { source: { type: old_orders } }\n  c: { inputs: o, process: { type: count } }\n",
      "5:16",
    ],
    [
      "two artifacts without a stream, for a processor",
      "  n: { source: { type: note } }\n  m: { source: { type: note } }\n  c: { inputs: [n, m], process: { type: read_note } }\n",
      "6:20",
    ],
    [
      "two artifacts without a stream, passed through",
      "  n: { source: { type: note } }\n  m: { source: { type: note } }\n  c: { inputs: [n, m] }\n",
      "6:20",
    ],
    [
      "two schemas, passed through",
      "  n: { source: { type: note } }\n  m: { source: { type: orders } }\n  c: { inputs: [n, m] }\n",
      "6:20",
    ],
    [
      "two minors of major 0, passed through",
      "  n: { source: { type: draft } }\n  m: { source: { type: next_draft } }\n  c: { inputs: [n, m] }\n",
      "6:20",
    ],
  ])("do not match: %s", (_name, text, place) => {
    expect(faults(text)).toEqual([`WCT_SCHEMA_MISMATCH ${place}`]);
  });

  test.each<[string, string, string]>([
    ["acme_order", "WCT_SCHEMA_BAD_REF", 'write "acme_order:1.2.0" or leave it out'],
    ["acme_order:1.3.0", "WCT_SCHEMA_OUTPUT", 'write "acme_order:1.2.0" or leave it out'],
    ["acme_order:2.0.0", "WCT_SCHEMA_OUTPUT", 'write "acme_order:1.2.0" or leave it out'],
    ["note:1.0.0", "WCT_SCHEMA_OUTPUT", 'write "acme_order:1.2.0" or leave it out'],
    ["acme_order:1.1.7", "WCT_SCHEMA_UNKNOWN", 'write "acme_order:1.2.0"'],
  ])("of an output cannot be said to be %s", (ref, code, hint) => {
    expect(only(`  a: { source: { type: orders }, output_schema: "${ref}" }\n`)).toMatchObject({
      code,
      hint,
      location: { line: 4, column: 49 },
    });
  });
});

test("everything comes at once, in file order", () => {
  const text = `  z: { inputs: [nowhere], process: { type: find } }
  y: { source: { type: csv, properties: { path: gone.csv, bad: 1 } } }
  x: { inputs: w }
  w: { inputs: x }
  v: { inputs: [v], process: { type: nobody } }
  u: { source: { type: note }, output_schema: "orders:1.0.0" }
  t: { inputs: u, process: { type: find } }
`;
  expect(faults(text)).toEqual([
    "WCT_ARTIFACT_UNKNOWN_INPUT 4:17",
    "WCT_COMPONENT_FILE_MISSING 5:49",
    "WCT_COMPONENT_CONFIG_INVALID 5:59",
    "WCT_GRAPH_CYCLE 6:16",
    "WCT_GRAPH_SELF_REFERENCE 8:17",
    "WCT_COMPONENT_UNKNOWN 8:38",
    "WCT_SCHEMA_OUTPUT 9:47",
    "WCT_SCHEMA_MISMATCH 10:16",
  ]);
});

test("a processor of which one input is missing says which, and not that it refuses the other", () => {
  const text = `${csv("{ path: a.csv }")}  f: { inputs: a, process: { type: find } }
  c: { inputs: f, process: { type: count } }
`;
  expect(only(text)).toMatchObject({
    code: "WCT_SCHEMA_MISMATCH",
    message: 'artifact "c": processor "count" also needs an input of standard_input:1.0.0',
    hint: "add an input with schema standard_input:1.0.0",
  });
});
