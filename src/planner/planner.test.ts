import { describe, expect, test } from "vitest";
import type { ArtifactId } from "../domain/index.ts";
import { digestOf, type PlanTextOptions, planText } from "../testing/plans/plan-kit.ts";
import { artifactOf, book, csvArtifact as csv, planned } from "../testing/plans/planned.ts";
import { planOrder } from "./index.ts";

test("a plan holds what the runbook says, and what follows from it", () => {
  const { plan } = planned(
    `${csv()}  found:
    name: Found
    description: What
    contact: Who
    inputs: a
    process: { type: find }
    output: true
    optional: true
    breakpoint: both
    timeout: 1.5
    retain: false
    tags: [x, y]
`,
    { config: "{ timeout: 60, workers: 2, cost_limit: 1.5, secrets: [TOKEN] }" },
  );
  expect(plan).toMatchObject({
    format: 1,
    runbook: { name: "N", description: "D", contact: null, path: "book/r.yaml" },
    config: { timeoutMs: 60_000, maxConcurrency: 10, workers: 2, costLimit: 1.5, retain: "all", secrets: ["TOKEN"] },
  });
  expect(plan.artifacts[1]).toMatchObject({
    id: "found",
    ...{ name: "Found", description: "What", contact: "Who" },
    location: { file: "book/r.yaml", line: 6, column: 3, endLine: 6, endColumn: 8 },
    group: [],
    method: {
      kind: "process",
      component: {
        ...{ kind: "processor", type: "find", plugin: "kit", version: "1.2.3" },
        ...{ deterministic: true, blocking: true, sensitivity: "masked" },
      },
      groups: [{ required: "standard_input:1.0.0", schema: "standard_input:1.0.0", artifacts: ["a"] }],
    },
    inputs: ["a"],
    ...{ outputSchema: "personal_data_finding:1.0.0", outputStream: "findings", config: {} },
    ...{ output: true, optional: true, breakpoint: "both", timeoutMs: 1500, retain: false, tags: ["x", "y"] },
  });
});

test("the runbook's digest is that of its text", () => {
  const text = book(csv());
  const result = planText(text);
  expect(result.ok && result.plan.runbook.digest).toBe(digestOf(text));
});

test("artifacts stand in file order; their order of making has inputs first", () => {
  const { plan } = planned(
    "  d: { inputs: [c, b], process: { type: count } }\n  c: { inputs: b }\n  b: { source: { type: orders } }\n  z: { source: { type: note } }\n",
  );
  expect(plan.artifacts.map(({ id }) => id)).toEqual(["d", "c", "b", "z"]);
  expect(planOrder(plan)).toEqual(["b", "c", "d", "z"]);
});

test("names that every object has are names like others", () => {
  const { plan } = planned(
    "  __proto__: { source: { type: note } }\n  constructor: { inputs: __proto__, process: { type: read_note } }\n",
  );
  expect(plan.artifacts.map(({ id, inputs }) => [id, ...inputs])).toEqual([
    ["__proto__"],
    ["constructor", "__proto__"],
  ]);
});

describe("schemas", () => {
  const sources = "  new: { source: { type: orders } }\n  old: { source: { type: old_orders } }\n";

  test("of a join are the lowest minor, and its order is as written", () => {
    const result = planned(`${sources}  j: { inputs: [new, old] }\n`);
    expect(artifactOf(result, "j")).toMatchObject({
      method: { kind: "pass-through" },
      inputs: ["new", "old"],
      outputSchema: "acme_order:1.0.0",
      outputStream: "orders",
    });
  });

  test("of a single pass-through are its input's, with or without a stream", () => {
    const result = planned("  n: { source: { type: note } }\n  p: { inputs: n }\n");
    expect(artifactOf(result, "p")).toMatchObject({ outputSchema: "note:1.0.0", outputStream: null });
  });

  test("may be lowered, and then dependents see the lower one", () => {
    const lowered = `  new: { source: { type: orders }, output_schema: "acme_order:1.1.0" }\n`;
    const result = planned(`${lowered}  c: { inputs: new, process: { type: count } }\n`);
    expect(artifactOf(result, "new").outputSchema).toBe("acme_order:1.1.0");
    expect(artifactOf(result, "c").fingerprint.inputSchemas).toEqual(["acme_order:1.1.0"]);
  });

  test("of an artifact that is lowered too far no longer fit", () => {
    const lowered = `  new: { source: { type: orders }, output_schema: "acme_order:1.0.0" }\n`;
    const result = planText(book(`${lowered}  c: { inputs: new, process: { type: count } }\n`));
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: "WCT_SCHEMA_MISMATCH", location: { line: 5 } }] });
  });
});

describe("configuration", () => {
  const bound = (more: string, options: PlanTextOptions = {}) =>
    planned(csv(more), options).bindings.components.get("a" as ArtifactId)?.config;

  test("keeps its placeholders in the plan, and has its values in the binding", () => {
    const result = planned(csv('delimiter: "${D}"'), { env: { D: ";" } });
    expect(artifactOf(result, "a").config).toEqual({ path: "a.csv", delimiter: "${D}" });
    expect(result.bindings.components.get("a" as ArtifactId)).toMatchObject({
      type: "csv",
      home: { plugin: "kit" },
      config: { input: { delimiter: ";" } },
    });
    expect(JSON.stringify(result.plan)).not.toContain(";");
  });

  test("has files relative to the runbook's folder, shown as written", () => {
    const config = bound('folder: "${F}"', { env: { F: "data" } });
    expect([...(config?.values.values() ?? [])]).toEqual([
      { kind: "file", path: "/here/book/a.csv", shown: "a.csv" },
      { kind: "dir", path: "/here/book/data", shown: "${F}" },
    ]);
    expect(config?.input).toEqual({ path: "wct:value:0", folder: "wct:value:1" });
  });

  test.each([
    ["limit", "12", 12],
    ["limit", "-1e2", -100],
    ["header", "true", true],
    ["header", "false", false],
    ["amount", "1.5", 1.5],
    ["amount", "true", true],
    ["delimiter", "1", "1"],
    ["either", "1", "1"],
  ])("%s from the environment, %j, becomes %j", (key, value, expected) => {
    expect(bound(`${key}: "\${V}"`, { env: { V: value } })?.input).toMatchObject({ [key]: expected });
  });

  test.each(["", "x", "1x", "0x10", "Infinity", "true"])("%j from the environment is no number", (value) => {
    const result = planText(book(csv('limit: "${V}"')), { env: { V: value } });
    expect(result).toMatchObject({
      diagnostics: [{ message: 'property "limit" of connector "csv": expected number, received string' }],
    });
  });

  test("is not coerced when it is written out", () => {
    const result = planText(book(csv('limit: "12"')));
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: "WCT_COMPONENT_CONFIG_INVALID" }] });
  });

  test("may have properties that a loose schema does not name", () => {
    const result = planned("  l: { source: { type: loose, properties: { other: 1, __proto__: 2 } } }\n");
    const input = result.bindings.components.get("l" as ArtifactId)?.config.input;
    expect(JSON.stringify(input)).toBe('{"other":1,"__proto__":2}');
  });

  test("finds a ruleset by URI, as a file, and as a default", () => {
    const files = { "/here/book/own.yaml": "rules" };
    const result = planned(
      `${csv()}  f: { inputs: a, process: { type: find, properties: { rules: kit/rules/1.0.0 } } }
  g: { inputs: a, process: { type: find, properties: { rules: own.yaml } } }
  h: { inputs: a, process: { type: default_rules } }
`,
      { files },
    );
    const values = (id: string) => [
      ...(result.bindings.components.get(id as ArtifactId)?.config.values.values() ?? []),
    ];
    expect(values("f")).toMatchObject([{ kind: "ruleset", uri: "kit/rules/1.0.0" }]);
    expect(values("g")).toEqual([{ kind: "ruleset", uri: "own.yaml", path: "/here/book/own.yaml" }]);
    expect(values("h")).toEqual(values("f"));
    expect(artifactOf(result, "g").fingerprint.rulesets).toEqual({ "own.yaml": digestOf("rules") });
    expect(Object.keys(artifactOf(result, "h").fingerprint.rulesets)).toEqual(["kit/rules/1.0.0"]);
    expect(artifactOf(result, "h").config).toEqual({});
  });
});

describe("values of the environment", () => {
  const env = { PW: "s3cret", LONG: "semicolon", SHORT: "comma", TOKEN: "x", EMPTY: "" };

  test("are secret in a secret field and when config.secrets names them, of any length", () => {
    const { bindings } = planned(csv('password: "${PW}"'), { env, config: "{ secrets: [TOKEN, EMPTY, UNSET] }" });
    expect(bindings.secretValues).toEqual([
      { name: "TOKEN", value: "x" },
      { name: "PW", value: "s3cret" },
    ]);
    expect([...(bindings.components.get("a" as ArtifactId)?.config.values.values() ?? [])][1]).toEqual({
      ...{ kind: "secret", value: "s3cret", shown: "${PW}" },
    });
  });

  test("are otherwise replaced from six characters on, unless a default stood in", () => {
    const labels = 'labels: { a: "${LONG}", b: "${SHORT}", c: "${UNSET:-a default}", d: "${LONG}" }';
    const { bindings } = planned(csv(labels), { env });
    expect(bindings).toMatchObject({ secretValues: [], environmentValues: [{ name: "LONG", value: "semicolon" }] });
  });

  test("of a secret variable are secret wherever it is used", () => {
    const { bindings } = planned(csv('labels: { a: "${PW}" }, password: "${PW}"'), { env });
    expect(bindings).toMatchObject({ secretValues: [{ name: "PW" }], environmentValues: [] });
  });
});

describe("retention", () => {
  const chain = `${csv()}  f: { inputs: a, process: { type: find } }\n  p: { inputs: a }\n  q: { inputs: p, retain: true }\n`;
  const retained = (artifacts: string, config: string) =>
    planned(artifacts, { config }).plan.artifacts.map(({ retain }) => retain);

  test("keeps everything by default", () => expect(retained(chain, "")).toEqual([true, true, true, true]));

  test("of derived content drops what is raw, also when it is passed through, unless it is asked for", () => {
    expect(retained(chain, "{ retain: derived }")).toEqual([false, true, false, true]);
  });

  test("of one artifact is as it says, and a pass-through follows its inputs", () => {
    const dropped = csv().replace("a: {", "a: { retain: false,");
    expect(retained(`${dropped}  p: { inputs: a }\n`, "")).toEqual([false, false]);
  });
});

test("a file that two artifacts name is read once", () => {
  let reads = 0;
  const digest = () => digestOf(`${++reads}`);
  const context = {
    files: {
      stat: () => ({ kind: "file", what: "is a file", bytes: 1 }) as const,
      read: () => new Uint8Array(),
      digest,
      resolve: (_: string, p: string) => p,
      names: () => [],
      real: (p: string) => p,
      dirname: () => ".",
    },
  };
  planned(`${csv()}${csv().replace("a:", "b:")}`, { context });
  expect(reads).toBe(1);
});
