import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../diagnostics/index.ts";
import { renderDiagnostic } from "../diagnostics/index.ts";
import { kit, type PlanTextOptions, planText } from "../testing/plan-kit.ts";

// Artifacts begin in line 4.
const head = "name: N\ndescription: D\nartifacts:\n";

function diagnosticsOf(artifacts: string, options: PlanTextOptions = {}): readonly Diagnostic[] {
  const result = planText(head + artifacts, options);
  return result.ok ? expect.fail("nothing is wrong") : result.diagnostics;
}

/** `CODE line:column` of everything that is wrong. */
function faults(artifacts: string, options: PlanTextOptions = {}): string[] {
  return diagnosticsOf(artifacts, options).map(({ code, location }) => `${code} ${location?.line}:${location?.column}`);
}

function only(artifacts: string, options: PlanTextOptions = {}): Diagnostic {
  const [first, ...others] = diagnosticsOf(artifacts, options);
  expect(others).toEqual([]);
  return first ?? expect.fail("nothing is wrong");
}

const csv = (properties: string) => `  a:\n    source:\n      type: csv\n      properties: ${properties}\n`;

describe("inputs", () => {
  test("that nothing defines are reported with the nearest id and its line", () => {
    expect(only("  personal_data: { source: { type: note } }\n  b: { inputs: [personal_dta] }\n")).toEqual({
      code: "WCT_ARTIFACT_UNKNOWN_INPUT",
      severity: "error",
      message: 'artifact "b" takes "personal_dta", which this runbook does not define',
      hint: 'write "personal_data" (defined at line 4)',
      location: { file: "book/r.yaml", line: 5, column: 17, endLine: 5, endColumn: 29 },
    });
  });

  test("are not mistaken for the artifact itself", () => {
    expect(only("  abcd: { inputs: abce }\n")).not.toHaveProperty("hint");
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
      message: "artifacts need each other in a circle: a → c → b → a",
      location: { line: 5, column: 17 },
    });
    expect(problem.related).toMatchObject([
      { message: '"c" takes "b" here', location: { line: 7, column: 20 } },
      { message: '"b" takes "a" here', location: { line: 6, column: 16 } },
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

describe("configuration", () => {
  test.each<[string, string, string]>([
    ["a wrong type", "{ path: a.csv, delimiter: 1 }", "WCT_COMPONENT_CONFIG_INVALID 7:45"],
    [
      "a wrong type, deep inside",
      "{ path: a.csv, columns: [{ name: x }, { name: 1 }] }",
      "WCT_COMPONENT_CONFIG_INVALID 7:65",
    ],
    ["a missing key, at the type", "{}", "WCT_COMPONENT_CONFIG_INVALID 6:13"],
    [
      "a missing key inside, at what should hold it",
      "{ path: a.csv, columns: [{ lookup: a.csv }] }",
      "WCT_COMPONENT_CONFIG_INVALID 7:44",
    ],
    ["an unknown key, at the key", "{ path: a.csv, delimeter: x }", "WCT_COMPONENT_CONFIG_INVALID 7:34"],
    ["an unknown key inside", "{ path: a.csv, columns: [{ name: x, nam: y }] }", "WCT_COMPONENT_CONFIG_INVALID 7:55"],
    ["an unknown key like __proto__", "{ path: a.csv, __proto__: x }", "WCT_COMPONENT_CONFIG_INVALID 7:34"],
    ["a file that is not there", "{ path: b.csv }", "WCT_COMPONENT_FILE_MISSING 7:27"],
    ["a folder where a file belongs", "{ path: data }", "WCT_COMPONENT_FILE_MISSING 7:27"],
    ["a file where a folder belongs", "{ path: a.csv, folder: a.csv }", "WCT_COMPONENT_FILE_MISSING 7:42"],
    [
      "a file inside a list",
      "{ path: a.csv, columns: [{ name: x, lookup: b.csv }] }",
      "WCT_COMPONENT_FILE_MISSING 7:63",
    ],
  ])("has %s", (_name, properties, expected) => {
    expect(faults(csv(properties))).toEqual([expected]);
  });

  test("has each unknown key with its own place and its own nearest key", () => {
    const found = diagnosticsOf(csv("{ path: a.csv, delimeter: x, heeder: true, zzz: 1 }"));
    expect(found.map(({ message, hint, location }) => [message, hint, location?.column])).toEqual([
      ['connector "csv" has no property "delimeter"', 'write "delimiter"', 34],
      ['connector "csv" has no property "heeder"', 'write "header"', 48],
      ['connector "csv" has no property "zzz"', expect.stringMatching(/^use one of "path", "delimiter"/), 62],
    ]);
  });

  test("of a component without properties knows none", () => {
    expect(only("  a: { source: { type: note, properties: { x: 1 } } }\n").hint).toBe(
      "remove it; there are no properties",
    );
  });

  test("says what was found and what is allowed", () => {
    const found = diagnosticsOf(csv("{ path: 1, delimiter: long, level: medium, amount: x }"));
    expect(found.map(({ message }) => message)).toEqual([
      'property "path" of connector "csv": expected string, received number',
      'property "delimiter" of connector "csv": Too big: expected string to have <=3 characters',
      'property "level" of connector "csv": Invalid option: expected one of "low"|"high"',
      'property "amount" of connector "csv": expected number or boolean',
    ]);
  });

  test("that came from the environment points to the placeholder and never shows the value", () => {
    const text = csv('{ path: a.csv, labels: { x: "pre ${GOOD}" }, limit: "${LIMIT}" }');
    const problem = only(text, { env: { LIMIT: "hunter2", GOOD: "hunter3" } });
    expect(problem.location).toMatchObject({ line: 7, column: 72 });
    expect(renderDiagnostic(problem, () => head + text)).not.toContain("hunter");
  });

  test("is not quoted by a schema's own text when it came from the environment", () => {
    const text = (word: string) => `  a: { source: { type: picky, properties: { word: "${word}" } } }\n`;
    expect(only(text("shut")).message).toBe('property "word" of connector "picky": not shut');
    expect(only(text("${W}"), { env: { W: "shut" } }).message).toBe('property "word" of connector "picky": not ${W}');
    expect(only(text("${W}"), { env: { W: "shutters" } }).message).toBe(
      'property "word" of connector "picky": not ${W}',
    );
  });

  test.each([
    ["throwing", 'connector "throwing" could not check its configuration: its schema threw an exception'],
    [
      "throwing_zod",
      'the configuration of connector "throwing_zod": the configuration schema validates asynchronously, or threw an exception',
    ],
  ])("whose schema throws is an error, without the exception's text: %s", (type, message) => {
    expect(
      only(`  a: { source: { type: ${type}, properties: { word: hunter2 } } }
`).message,
    ).toBe(message);
  });

  test("names a file as it is written, whatever the variable holds", () => {
    expect(only(csv('{ path: "${DIR}/b.csv" }'), { env: { DIR: "/secret/place" } })).toMatchObject({
      message: 'property "path" of connector "csv" names the file "${DIR}/b.csv", which does not exist',
      hint: 'correct the path; it is relative to the folder of "book/r.yaml"',
    });
  });

  test("names a file that cannot be read", () => {
    expect(only(csv("{ path: c.csv }"), { files: { "/here/book/c.csv": "unreadable" } }).message).toBe(
      'property "path" of connector "csv" names the file "c.csv", which cannot be read',
    );
  });
});

describe("a ruleset", () => {
  const text = (rules: string) =>
    `${csv("{ path: a.csv }")}  f: { inputs: a, process: { type: find, properties: { rules: ${rules} } } }\n`;

  test("that is neither known nor a file is reported with the nearest one", () => {
    expect(only(text("kit/rule/1.0.0"))).toMatchObject({
      code: "WCT_COMPONENT_RULESET_UNKNOWN",
      message: 'property "rules" of processor "find": "kit/rule/1.0.0" is neither a known ruleset nor a file',
      hint: 'write "kit/rules/1.0.0"',
      location: { line: 8, column: 63 },
    });
  });

  test("that is a folder is none", () => {
    expect(only(text("data")).hint).toBe('choose one of "kit/rules/1.0.0", or name a YAML file');
  });

  test("that is a default and unknown points to the component", () => {
    const bad = `${csv("{ path: a.csv }")}  f: { inputs: a, process: { type: default_rules } }\n`;
    const result = planText(head + bad, { context: { registry: { ...kit, rulesets: new Map() } } });
    expect(result).toMatchObject({
      diagnostics: [{ code: "WCT_COMPONENT_RULESET_UNKNOWN", location: { line: 8, column: 36 } }],
    });
  });
});

describe("a secret", () => {
  const env = { PW: "hunter3", USER: "me" };

  test.each(["hunter2", "'${PW:-hunter2}'", "'${USER}:hunter2'", "12345", "'$${PW}'", "true"])(
    "that is written %s is refused, at its key, without its line",
    (value) => {
      const text = csv(`{ path: a.csv, password: ${value} }`);
      const problem = only(text, { env });
      expect(problem).toMatchObject({
        code: "WCT_COMPONENT_SECRET_LITERAL",
        message: 'property "password" of connector "csv" is a secret, but its value is written in the runbook',
        hint: "write ${PASSWORD} alone, without a default, and set the variable in the environment",
        location: { line: 7, column: 34 },
      });
      const shown = renderDiagnostic(problem, () => head + text);
      expect(shown).toContain("--> book/r.yaml:7:34");
      expect(shown).not.toContain(value.replaceAll("'", ""));
    },
  );

  test.each(["'${PW}'", "'${USER}${PW}'"])("that is made of placeholders only, %s, is taken", (value) => {
    expect(planText(head + csv(`{ path: a.csv, password: ${value} }`), { env }).ok).toBe(true);
  });

  test("does not show through other problems on its line", () => {
    const text = csv("{ path: b.csv, password: hunter2, colour: red }");
    const found = diagnosticsOf(text);
    expect(found.map(({ code }) => code)).toEqual([
      "WCT_COMPONENT_FILE_MISSING",
      "WCT_COMPONENT_SECRET_LITERAL",
      "WCT_COMPONENT_CONFIG_INVALID",
    ]);
    expect(found.map((problem) => renderDiagnostic(problem, () => head + text)).join("\n")).not.toContain("hunter2");
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
      message: 'artifact "c": processor "count" does not take acme_order:1.2.0 ("o"), note:1.0.0 ("n")',
      hint: "give it [acme_order:1.1.0] or [standard_input:1.0.0, personal_data_finding:1.0.0?]",
      location: { file: "book/r.yaml", line: 6, column: 20, endLine: 6, endColumn: 21 },
      related: [
        { message: '"o" gives acme_order:1.2.0', location: expect.objectContaining({ line: 5, column: 3 }) },
        { message: '"n" gives note:1.0.0', location: expect.objectContaining({ line: 4, column: 3 }) },
      ],
    });
  });

  test("that only do not go together point to the first input", () => {
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

test("reuse is not supported yet", () => {
  expect(faults("  a: { reuse: { from_run: latest, artifact: b } }\n")).toEqual(["WCT_RUNBOOK_NOT_YET 4:27"]);
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

describe("without an environment", () => {
  const noEnv = { noEnv: true };

  test("what depends on an unset variable is not checked", () => {
    const text = csv('{ path: "${P}", limit: "${L}", header: "${H}", folder: "${F}", password: "${PW}" }');
    expect(planText(head + text, noEnv).ok).toBe(true);
  });

  test("everything else is", () => {
    const text = csv('{ path: "${P:-gone.csv}", limit: "${L}", delimiter: 1 }');
    expect(faults(text, noEnv)).toEqual(["WCT_COMPONENT_FILE_MISSING 7:28", "WCT_COMPONENT_CONFIG_INVALID 7:71"]);
  });

  test("an unset secret is no secret value", () => {
    const result = planText(head + csv('{ path: a.csv, password: "${PW}" }'), noEnv);
    expect(result).toMatchObject({ ok: true, bindings: { secretValues: [], environmentValues: [] } });
  });
});
