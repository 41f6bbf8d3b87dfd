import { expect, test } from "vitest";
import type { ArtifactId, PlannedArtifact } from "../../domain/index.ts";
import { type PlanTextOptions, planText } from "../../testing/plans/plan-kit.ts";

type Files = Readonly<Record<string, string>>;

const pass = `
name: Pass
description: Finds personal data
inputs:
  source_data: { schema: "standard_input:1.0.0" }
outputs:
  findings: { artifact: detect }
  again: { artifact: second }
artifacts:
  detect: { inputs: source_data, process: { type: find }, tags: [inner], output: true }
  second: { inputs: source_data, process: { type: find }, output_schema: "personal_data_finding:1.0.0" }
`;

const head = "name: Parent\ndescription: Uses a child\n";
const rows = "  rows: { source: { type: csv, properties: { path: a.csv } } }\n";
const parent = (artifacts: string, top = "") => `${head}${top}artifacts:\n${rows}${artifacts}`;
const findings = (more = "") =>
  `  findings: { inputs: rows, child_runbook: { path: pass.yaml, input_mapping: { source_data: rows }, output: findings }${more} }\n`;

function planOf(text: string, files: Files, options: PlanTextOptions = {}) {
  const inBook = Object.fromEntries(Object.entries(files).map(([name, of]) => [`/here/book/${name}`, of]));
  return planText(text, { ...options, files: inBook });
}

function plan(text: string, files: Files = { "pass.yaml": pass }, options?: PlanTextOptions) {
  const planned = planOf(text, files, options);
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join("\n"));
  const artifacts = new Map<string, PlannedArtifact>(planned.plan.artifacts.map((one) => [one.id, one]));
  const artifact = (id: string) => artifacts.get(id) ?? expect.fail(`there is no ${id} among ${[...artifacts.keys()]}`);
  return { ...planned, artifacts, artifact };
}

test("a child's artifacts are part of the plan, and the including artifact passes its output through", () => {
  const { artifacts } = plan(
    parent(`${findings(", output: true")}  n: { inputs: [rows, findings], process: { type: count } }\n`),
  );
  const told = [...artifacts.values()].map(({ id, group, inputs, method, output, location }) => {
    return [id, group, inputs, method.kind, output, `${location.file}:${location.line}`];
  });
  expect(told).toEqual([
    ["rows", [], [], "source", false, "book/r.yaml:4"],
    ["findings/detect", ["findings"], ["rows"], "process", false, "book/pass.yaml:10"],
    ["findings/second", ["findings"], ["rows"], "process", false, "book/pass.yaml:11"],
    ["findings", [], ["findings/detect"], "pass-through", true, "book/r.yaml:5"],
    ["n", [], ["rows", "findings"], "process", false, "book/r.yaml:6"],
  ]);
});

test("several outputs get ids in the including runbook", () => {
  const include =
    "child_runbook: { path: pass.yaml, input_mapping: { source_data: rows }, output_mapping: { findings: a, again: b } }";
  const { artifacts, artifact } = plan(
    parent(`  both: { inputs: rows, ${include}, tags: [t] }\n  n: { inputs: [rows, b], process: { type: count } }\n`),
  );
  expect([...artifacts.keys()]).toEqual(["rows", "both/detect", "both/second", "a", "b", "n"]);
  expect(artifact("b")).toMatchObject({ inputs: ["both/second"], tags: ["t"], location: { line: 5 } });
  expect(artifact("n").inputs).toEqual(["rows", "b"]);
});

test("a child that is included twice has artifacts of its own each time", () => {
  const { artifacts, artifact, children } = plan(parent(findings() + findings().replace("findings:", "other:")));
  expect([...artifacts.keys()]).toEqual([
    ...["rows", "findings/detect", "findings/second", "findings"],
    ...["other/detect", "other/second", "other"],
  ]);
  expect(artifact("other/detect").fingerprint).toEqual(artifact("findings/detect").fingerprint);
  expect(children.map(({ file }) => file)).toEqual(["book/pass.yaml"]);
});

const outer = `
name: Outer
description: Includes a child itself
inputs: { data: { schema: "standard_input:1.0.0" } }
outputs: { found: { artifact: inner } }
artifacts:
  inner: { inputs: data, child_runbook: { path: pass.yaml, input_mapping: { source_data: data }, output: findings } }
`;

test("an output of a child's child arrives through both", () => {
  const include = "child_runbook: { path: outer.yaml, input_mapping: { data: rows }, output: found }";
  const { artifact } = plan(parent(`  top: { inputs: rows, ${include} }\n`), {
    "pass.yaml": pass,
    "outer.yaml": outer,
  });
  expect(artifact("top").inputs).toEqual(["top/inner"]);
  expect(artifact("top/inner")).toMatchObject({ group: ["top"], inputs: ["top/inner/detect"] });
  expect(artifact("top/inner/detect")).toMatchObject({ group: ["top", "inner"], inputs: ["rows"] });
});

test("what the including artifact says applies to its output, and what is optional or not kept also inside", () => {
  const { artifact } = plan(
    parent(findings(", optional: true, retain: false, contact: C, breakpoint: after, tags: [t]")),
  );
  expect(artifact("findings")).toMatchObject({
    optional: true,
    retain: false,
    contact: "C",
    breakpoint: "after",
    tags: ["t"],
  });
  expect(artifact("findings/detect")).toMatchObject({
    optional: true,
    retain: false,
    contact: null,
    breakpoint: null,
    tags: ["inner"],
  });
});

test("raw content inside a child that keeps only derived content is not kept", () => {
  const child = `
name: Reads
description: Has a source
config: { retain: derived }
outputs: { o: { artifact: found } }
artifacts:
  raw: { source: { type: csv, properties: { path: a.csv } } }
  found: { inputs: raw, process: { type: find } }
`;
  const { artifact } = plan(parent("  f: { child_runbook: { path: c.yaml, output: o } }\n"), { "c.yaml": child });
  expect([artifact("f/raw").retain, artifact("f/found").retain, artifact("rows").retain]).toEqual([false, true, true]);
});

const withOptional = `
name: Optional
description: Has an optional input
inputs:
  data: { schema: "standard_input:1.0.0" }
  more: { schema: "standard_input:1.0.0", optional: true }
outputs: { found: { artifact: all }, extra: { artifact: from_more } }
artifacts:
  from_data: { inputs: data, process: { type: find } }
  from_more: { inputs: more, process: { type: find } }
  all: { inputs: [from_data, from_more] }
`;
const optional = (mapping: string, output = "found") =>
  parent(`  o: { inputs: rows, child_runbook: { path: o.yaml, input_mapping: { ${mapping} }, output: ${output} } }\n`);

test("what is made only from an optional input is left out if the input is not mapped", () => {
  const { artifacts, artifact } = plan(optional("data: rows"), { "o.yaml": withOptional });
  expect([...artifacts.keys()]).toEqual(["rows", "o/from_data", "o/all", "o"]);
  expect(artifact("o/all").inputs).toEqual(["o/from_data"]);
});

test("an optional input that is mapped is used", () => {
  const text = `${optional("data: rows, more: rest").replace("inputs: rows", "inputs: [rows, rest]")}${rows.replace("rows", "rest")}`;
  expect(plan(text, { "o.yaml": withOptional }).artifact("o/all").inputs).toEqual(["o/from_data", "o/from_more"]);
});

test("the order in which artifacts are written does not matter", () => {
  const text = `${head}artifacts:\n  n: { inputs: [rows, findings], process: { type: count } }\n${findings()}${rows}`;
  expect(plan(text).artifact("n").inputs).toEqual(["rows", "findings"]);
});

test("a fingerprint does not depend on the child's file or place", () => {
  const inline = plan(parent("  detect: { inputs: rows, process: { type: find } }\n"));
  const moved = plan(parent(findings().replace("pass.yaml", "sub/p.yaml")), { "sub/p.yaml": pass });
  expect(moved.artifact("findings/detect").fingerprint).toEqual(inline.artifact("detect").fingerprint);
  expect(plan(parent(findings())).artifact("findings/detect").fingerprint).toEqual(
    inline.artifact("detect").fingerprint,
  );
});

test("paths in a child are relative to its own file", () => {
  const child = `
name: Reads
description: Has a source
outputs: { o: { artifact: raw } }
artifacts: { raw: { source: { type: csv, properties: { path: own.csv } } } }
`;
  const text = parent("  f: { child_runbook: { path: sub/c.yaml, output: o } }\n");
  const files = { "sub/c.yaml": child, "sub/own.csv": "x" };
  expect(
    plan(text, files)
      .bindings.components.get("f/raw" as ArtifactId)
      ?.config.values.get("wct:value:0"),
  ).toMatchObject({
    path: "/here/book/sub/own.csv",
  });
  const both = text.replace("  rows", "  other: { source: { type: csv, properties: { path: own.csv } } }\n  rows");
  const planned = planOf(both, files);
  expect(planned.ok ? [] : planned.diagnostics.map(({ location }) => location?.file)).toEqual(["book/r.yaml"]);
});

test("a change of a child changes the runbook's digest, and its secrets are those of the run", () => {
  const digest = (child: string) => plan(parent(findings()), { "pass.yaml": child }).plan.runbook.digest;
  expect(digest(`${pass}# changed\n`)).not.toBe(digest(pass));
  expect(digest(pass)).toBe(digest(pass));
  const secret = pass.replace("inputs:\n", "config: { secrets: [TOKEN] }\ninputs:\n");
  const { plan: planned, bindings } = plan(
    parent(findings(), "config: { secrets: [OWN] }\n"),
    { "pass.yaml": secret },
    { env: { TOKEN: "t-value", OWN: "o" } },
  );
  expect(planned.config.secrets).toEqual(["OWN", "TOKEN"]);
  expect(bindings.secretValues.map(({ name }) => name)).toEqual(["OWN", "TOKEN"]);
});

test("placeholders and overrides work inside a child", () => {
  const child = `
name: Reads
description: Has a source
outputs: { o: { artifact: raw } }
artifacts: { raw: { source: { type: csv, properties: { path: "\${FILE}", delimiter: ";" } } } }
`;
  const text = parent("  f: { child_runbook: { path: c.yaml, output: o } }\n");
  const override = { artifact: "f/raw", path: ["delimiter"], value: "|", written: "--set f/raw.config.delimiter=|" };
  const { artifact } = plan(text, { "c.yaml": child }, { env: { FILE: "a.csv" }, context: { overrides: [override] } });
  expect(artifact("f/raw").config).toEqual({ path: "${FILE}", delimiter: "|" });
});

test("a child is found in the folders of template_paths, also through a child", () => {
  const top = "config: { template_paths: [../shared] }\n";
  const files = { "pass.yaml": pass, "/here/shared/outer.yaml": outer, "/here/shared/pass.yaml": pass };
  const include = "child_runbook: { path: outer.yaml, input_mapping: { data: rows }, output: found }";
  const text = parent(`  top: { inputs: rows, ${include} }\n`, top);
  const planned = planText(text, {
    files: { "/here/shared/outer.yaml": outer, "/here/shared/pass.yaml": files["pass.yaml"] },
  });
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics));
  expect(planned.plan.artifacts.map(({ location }) => location.file)).toEqual([
    ...["book/r.yaml", "shared/pass.yaml", "shared/pass.yaml", "shared/outer.yaml", "book/r.yaml"],
  ]);
});

test("a child runbook is planned by itself only to check it, with artifacts of the declared schemas", () => {
  const planned = planText(pass, { context: { allowsInputs: true } });
  expect(
    planned.ok && planned.plan.artifacts.map(({ id, outputSchema, inputs }) => [id, outputSchema, inputs]),
  ).toEqual([
    ["source_data", "standard_input:1.0.0", []],
    ["detect", "personal_data_finding:1.0.0", ["source_data"]],
    ["second", "personal_data_finding:1.0.0", ["source_data"]],
  ]);
  const refused = planText(pass);
  expect(refused.ok ? [] : refused.diagnostics.map(({ code }) => code)).toEqual(["WCT_CHILD_NEEDS_INPUTS"]);
});

test("a child runbook whose inputs are all optional can be run", () => {
  const own = withOptional.replace(
    'data: { schema: "standard_input:1.0.0" }',
    'data: { schema: "standard_input:1.0.0", optional: true }',
  );
  const planned = planText(`${own}${rows}`);
  expect(planned.ok && planned.plan.artifacts.map(({ id }) => id)).toEqual(["rows"]);
});
