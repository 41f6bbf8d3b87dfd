import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderDiagnostic } from "../../diagnostics/index.ts";
import { csv, diagnosticsOf, faults, head, only } from "../../testing/plans/plan-faults.ts";
import { kit, planText } from "../../testing/plans/plan-kit.ts";
import { serialisePlan } from "../stored/serialise.ts";

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

  test("tells how one text becomes a list", () => {
    const [listed, other] = diagnosticsOf(csv('{ path: a.csv, include: "*.txt", columns: name }'));
    expect(listed).toMatchObject({ hint: 'write ["*.txt"]', location: { column: 43 } });
    expect(other?.hint).toMatch(/^see `wct connectors csv`/);
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
      'property "level" of connector "csv": expected one of "low", "high"',
      'property "amount" of connector "csv": expected number or boolean',
    ]);
  });

  test("suggests the nearest choice, but not for a value from the environment", () => {
    expect(only(csv("{ path: a.csv, level: hihg }")).hint).toBe('write "high"');
    expect(only(csv("{ path: a.csv, level: medium }")).hint).toMatch(/^see `wct connectors csv`/);
    expect(only(csv('{ path: a.csv, level: "${LEVEL}" }'), { env: { LEVEL: "hihg" } }).hint).not.toContain("high");
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

test("no value of the environment is in a plan or a diagnostic", () => {
  const artifacts = (more: string) =>
    csv(`{ path: "\${V}a.csv", delimiter: "\${V}", labels: { x: "<\${V}>" }, password: "\${V}"${more} }`);
  const value = fc.stringMatching(/^[QXZ]{1,3}$/);
  fc.assert(
    fc.property(value, fc.constantFrom("", ', level: "${V}"', ', limit: "${V}"', ', colour: "${V}"'), (text, more) => {
      const options = { env: { V: text }, files: { [`/here/book/${text}a.csv`]: "x" } };
      const result = planText(head + artifacts(more), options);
      expect(result.ok).toBe(more === "");
      const shown = JSON.stringify(result.ok ? serialisePlan(result.plan) : result.diagnostics);
      expect(shown).not.toMatch(/[QXZ]/);
    }),
  );
});
