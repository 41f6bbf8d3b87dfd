import { expect, test } from "vitest";
import { renderDiagnostics } from "../../diagnostics/index.ts";
import { planText } from "../../testing/plans/plan-kit.ts";

const pass = `name: Pass
description: Finds personal data
inputs: { data: { schema: "standard_input:1.0.0" } }
outputs: { findings: { artifact: detect } }
artifacts:
  detect: { inputs: data, process: { type: find } }
`;

const include = (keys: string, more = "") => `  findings: { inputs: rows, child_runbook: { ${keys} }${more} }\n`;
const usual = "path: pass.yaml, input_mapping: { data: rows }, output: findings";

function parent(artifacts: string): string {
  return `name: P
description: P
artifacts:
  rows: { source: { type: csv, properties: { path: a.csv } } }
${artifacts}`;
}

/** Plans in `/here/book/r.yaml`. Returns each problem as `CODE file:line:column message | hint`. */
function problems(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const inBook = Object.fromEntries(
    Object.entries(files).map(([name, of]) => [name.startsWith("/") ? name : `/here/book/${name}`, of]),
  );
  const planned = planText(text, { files: { "/here/book/pass.yaml": pass, ...inBook } });
  const all = planned.ok ? planned.warnings : planned.diagnostics;
  return all.map(
    ({ code, message, hint, location: at }) =>
      `${code.slice(4)} ${at?.file}:${at?.line}:${at?.column} ${message} | ${hint}`,
  );
}

test.each<[string, string, string]>([
  [
    "a missing file",
    include(usual.replace("pass", "elsewhere")),
    'CHILD_NOT_FOUND book/r.yaml:5:52 child runbook "elsewhere.yaml" of artifact "findings" does not exist in "book" | correct the path, or add its folder to config.template_paths',
  ],
  [
    "a misspelled file",
    include(usual.replace("pass", "pas")),
    'CHILD_NOT_FOUND book/r.yaml:5:52 child runbook "pas.yaml" of artifact "findings" does not exist in "book" | write "pass.yaml"',
  ],
  [
    "a folder",
    include(usual.replace("pass.yaml", "data")),
    'CHILD_NOT_FOUND book/r.yaml:5:52 child runbook "data" of artifact "findings" is a folder | name a YAML file',
  ],
  [
    "an absolute path",
    include(usual.replace("pass", "/etc/pass")),
    'CHILD_PATH book/r.yaml:5:52 child runbook "/etc/pass.yaml" of artifact "findings" has an absolute path | use a path below "book", or add its folder to config.template_paths',
  ],
  [
    "a path outside",
    include(usual.replace("pass", "../pass")),
    'CHILD_PATH book/r.yaml:5:52 child runbook "../pass.yaml" of artifact "findings" is outside of the folders that are searched | use a path below "book", or add its folder to config.template_paths',
  ],
  [
    "a link to the outside",
    include(usual.replace("pass", "link")),
    'CHILD_PATH book/r.yaml:5:52 child runbook "link.yaml" of artifact "findings" is, through a link, outside of the folders that are searched | use a path below "book", or add its folder to config.template_paths',
  ],
  [
    "a binary file",
    include(usual.replace("pass.yaml", "db")),
    'RUNBOOK_ENCODING book/r.yaml:5:52 child runbook "book/db" is a binary file | name a YAML file',
  ],
  [
    "a required input that is not mapped",
    "  findings: { child_runbook: { path: pass.yaml, output: findings } }\n",
    'CHILD_INPUT_UNMAPPED book/r.yaml:5:15 artifact "findings" does not map input "data" of child runbook "book/pass.yaml" | add data: ARTIFACT to input_mapping, with an artifact of schema standard_input:1.0.0, and list that artifact in inputs',
  ],
  [
    "an unknown input",
    include(usual.replace("data:", "dat:")),
    'CHILD_INPUT_UNKNOWN book/r.yaml:5:80 child runbook "book/pass.yaml" has no input "dat" | write "data"',
  ],
  [
    "an input mapped to an unknown artifact",
    include(usual.replace("data: rows", "data: row")),
    'ARTIFACT_UNKNOWN_INPUT book/r.yaml:5:86 artifact "findings" needs "row", which this runbook does not define | write "rows" (defined at line 4)',
  ],
  [
    "an unknown output",
    include(usual.replace("output: findings", "output: finding")),
    'CHILD_OUTPUT_UNKNOWN book/r.yaml:5:102 child runbook "book/pass.yaml" has no output "finding" | write "findings"',
  ],
  [
    "neither output nor output_mapping",
    include(usual.replace(", output: findings", "")),
    'RUNBOOK_BAD_VALUE book/r.yaml:5:29 "child_runbook" of artifact "findings" has neither "output" nor "output_mapping" | write output: NAME for one output of the child, or output_mapping: { NAME: ID } for several',
  ],
  [
    "an output with the id of something else",
    include(usual.replace("output: findings", "output_mapping: { findings: rows }")),
    'CHILD_NAME_TAKEN book/r.yaml:5:122 output "findings" cannot have the id "rows", which something else in this runbook already has | choose another id',
  ],
  [
    "an output with a bad id",
    include(usual.replace("output: findings", "output_mapping: { findings: a b }")),
    'ARTIFACT_BAD_ID book/r.yaml:5:122 "a b" cannot be the id of an artifact | use letters a to z and A to Z, digits, _ and -, at most 128, and none of and, or, not',
  ],
  [
    "a timeout",
    include(usual, ", timeout: 3"),
    'CHILD_SETTING book/r.yaml:5:114 artifact "findings" has a timeout, but a timeout cannot apply to a whole child runbook | set timeout for artifacts in "pass.yaml", or config.timeout for the whole run',
  ],
  [
    "an input that is not listed",
    include(usual).replace("inputs: rows, ", ""),
    'CHILD_INPUT_UNMAPPED book/r.yaml:5:72 input "data" is mapped to "rows", which is not in the inputs of artifact "findings" | add "rows" to inputs',
  ],
  [
    "an artifact inside a child",
    `${include(usual)}  n: { inputs: findings/detect, process: { type: find } }\n`,
    'ARTIFACT_UNKNOWN_INPUT book/r.yaml:6:16 artifact "n" needs "findings/detect", which is inside a child runbook | declare it in "outputs" of "pass.yaml", and map that output with output or output_mapping',
  ],
  [
    "a child with several outputs as an input",
    `${include(usual.replace("output: findings", "output_mapping: { findings: f }"))}  n: { inputs: [rows, findings], process: { type: count } }\n`,
    'ARTIFACT_UNKNOWN_INPUT book/r.yaml:6:23 artifact "n" needs "findings", which only names a child runbook with several outputs | write one of its outputs: "f"',
  ],
])("%s is refused", (_what, artifacts, expected) => {
  const files = { db: "SQLite\0", "link.yaml": "link to /secret/pass.yaml", "/secret/pass.yaml": pass };
  expect(problems(parent(artifacts), files)).toEqual([expected]);
});

test("a mapped artifact of another schema is refused, naming both sides", () => {
  const text = parent(
    `  found: { inputs: rows, process: { type: find } }\n${include(usual).replaceAll("rows", "found")}`,
  );
  const planned = planText(text, { files: { "/here/book/pass.yaml": pass } });
  const [problem] = planned.ok ? [] : planned.diagnostics;
  expect(problem).toMatchObject({
    code: "WCT_SCHEMA_MISMATCH",
    message:
      'input "data" of child runbook "book/pass.yaml" needs standard_input:1.0.0, but "found" has personal_data_finding:1.0.0',
    location: { file: "book/r.yaml", line: 6 },
    related: [{ location: { file: "book/r.yaml", line: 5 } }, { location: { file: "book/pass.yaml", line: 3 } }],
  });
  expect(problems(text)).toHaveLength(1);
});

test("a child without outputs is refused where it is included", () => {
  const child = pass.replace(/outputs.*\n/, "");
  expect(problems(parent(include(usual)), { "pass.yaml": child })).toEqual([
    'CHILD_OUTPUT_UNKNOWN book/r.yaml:5:52 "pass.yaml" has no outputs, so it cannot be a child runbook | add outputs: { findings: { artifact: ID } } to it',
  ]);
});

test("an output that names no artifact is refused in the child", () => {
  expect(
    problems(parent(include(usual)), { "pass.yaml": pass.replace("artifact: detect", "artifact: detec") }),
  ).toEqual([
    'CHILD_OUTPUT_UNKNOWN book/pass.yaml:4:34 output "findings" is artifact "detec", which this runbook does not define | write "detect"',
  ]);
});

test("a child that includes itself is refused with the whole chain", () => {
  const inner = (path: string) =>
    `  inner: { inputs: data, child_runbook: { path: ${path}, input_mapping: { data: data }, output: findings } }\n`;
  const files = { "pass.yaml": `${pass}${inner("b.yaml")}`, "b.yaml": `${pass}${inner("pass.yaml")}` };
  expect(problems(parent(include(usual)), files)).toEqual([
    'CHILD_RECURSIVE book/b.yaml:7:49 child runbook "pass.yaml" includes itself: book/pass.yaml → book/b.yaml → book/pass.yaml | remove this inclusion',
  ]);
});

test("children that are nested too deep are refused", () => {
  const files = Object.fromEntries(
    Array.from({ length: 20 }, (_, level) => [
      `c${level}.yaml`,
      `${pass}  inner: { inputs: data, child_runbook: { path: c${level + 1}.yaml, input_mapping: { data: data }, output: findings } }\n`,
    ]),
  );
  expect(problems(parent(include(usual.replace("pass", "c0"))), files)).toEqual([
    expect.stringContaining("CHILD_TOO_LARGE book/c15.yaml:7:49 child runbooks are nested more than 16 levels deep"),
  ]);
});

test("limits in a child are ignored with a warning", () => {
  const child = pass.replace("inputs:", "config: { timeout: 5, workers: 2 }\ninputs:");
  expect(problems(parent(include(usual)), { "pass.yaml": child })).toEqual([
    'CHILD_SETTING book/pass.yaml:3:11 "config.timeout" is ignored in a child runbook: the limits of a run are those of "book/r.yaml" | remove it',
    'CHILD_SETTING book/pass.yaml:3:23 "config.workers" is ignored in a child runbook: the limits of a run are those of "book/r.yaml" | remove it',
  ]);
});

test("a child's input with the id of an artifact is refused", () => {
  const child = pass
    .replace("detect: { inputs: data,", "data: { inputs: data,")
    .replace("artifact: detect", "artifact: data");
  expect(problems(parent(include(usual)), { "pass.yaml": child })).toContainEqual(
    expect.stringContaining('CHILD_NAME_TAKEN book/pass.yaml:3:11 an input cannot have the id "data"'),
  );
});

test("a mistake in a child points into it, in its own words, and says where it is included", () => {
  const child = pass.replace("type: find", "type: fnd").replace("inputs: data, p", "inputs: dat, p");
  const outer = `${pass.replace("artifact: detect", "artifact: x")}  x: { inputs: data, child_runbook: { path: inner.yaml, input_mapping: { data: data }, output: findings } }\n`;
  const text = parent(include(usual));
  const files: Record<string, string> = { "book/r.yaml": text, "book/pass.yaml": outer, "book/inner.yaml": child };
  const planned = planText(text, {
    files: Object.fromEntries(Object.entries(files).map(([name, of]) => [`/here/${name}`, of])),
  });
  expect(planned.ok ? "" : renderDiagnostics(planned.diagnostics, (file) => files[file])).toBe(
    `error[WCT_ARTIFACT_UNKNOWN_INPUT]: artifact "detect" needs "dat", which this runbook does not define
  --> book/inner.yaml:6:21
  |
6 |   detect: { inputs: dat, process: { type: fnd } }
  |                     ^^^
 note: "book/inner.yaml" is included by artifact "x" (book/pass.yaml:7:3)
 note: "book/pass.yaml" is included by artifact "findings" (book/r.yaml:5:3)
 hint: write "data"

error[WCT_COMPONENT_UNKNOWN]: there is no processor "fnd"
  --> book/inner.yaml:6:43
  |
6 |   detect: { inputs: dat, process: { type: fnd } }
  |                                           ^^^
 note: "book/inner.yaml" is included by artifact "x" (book/pass.yaml:7:3)
 note: "book/pass.yaml" is included by artifact "findings" (book/r.yaml:5:3)
 hint: write "find"; or choose one of "count", "default_rules", "find" and "read_note"`,
  );
});

test("the same mistake in a child that is included 50 times is reported once, with the places", () => {
  const all = Array.from({ length: 50 }, (_, at) => include(usual).replace("findings:", `f${at}:`)).join("");
  const child = pass.replace("inputs: data, p", "inputs: dat, p");
  const planned = planText(parent(all), { files: { "/here/book/pass.yaml": child } });
  const diagnostics = planned.ok ? [] : planned.diagnostics;
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.related?.map(({ message, location }) => `${message} ${location.line}`)).toEqual([
    '"book/pass.yaml" is included by artifact "f0" 5',
    'also by artifact "f1" 6',
    'also by artifact "f2" 7',
    'also by artifact "f3", and 46 more 8',
  ]);
});

test("mistakes of the runbook and of its children are reported together", () => {
  const text = parent(`${include(usual)}  n: { inputs: nothing, process: { type: find }, colour: red }\n`);
  const child = pass
    .replace("description", "descriptio")
    .replace('"standard_input:1.0.0"', '"${UNSET}"')
    .replace("type: find", 'type: find, properties: { rules: "${UNSET}" }');
  expect(problems(text, { "pass.yaml": child }).map((one) => one.split(" ", 2).join(" "))).toEqual([
    "ARTIFACT_UNKNOWN_INPUT book/r.yaml:6:16",
    "RUNBOOK_UNKNOWN_KEY book/r.yaml:6:50",
    "RUNBOOK_UNKNOWN_KEY book/pass.yaml:2:1",
    "SCHEMA_BAD_REF book/pass.yaml:3:27",
    "RUNBOOK_ENV_MISSING book/pass.yaml:6:72",
  ]);
});

test("a child is not reported as missing if the folder that may have it is unknown", () => {
  const text = parent(include(usual.replace("pass", "far"))).replace(
    "artifacts:",
    'config: { template_paths: ["${FOLDER}"] }\nartifacts:',
  );
  expect(problems(text).map((one) => one.split(" ")[0])).toEqual(["RUNBOOK_ENV_MISSING"]);
});
