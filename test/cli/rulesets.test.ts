import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeAll(() => {
  project = makeProject();
  for (const [file, text] of Object.entries(files)) project.write(file, text);
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

const head = (id: string, kind = "personal_data") =>
  `id: ${id}/${kind}/1.0.0\nname: n\nversion: 1.0.0\nkind: ${kind}\ndescription: d\n`;
const runbook = (ruleset: string, type = "personal_data") => `name: School
description: What the school holds
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  found:
    inputs: texts
    process: { type: ${type}, properties: { ruleset: ${ruleset} } }
    output: true
`;

const files = {
  "rules/school.yaml": `${head("school")}extends: base/school.yaml
extend_rules:
  locker:
    names: [spind]
    examples: { match: [pupils.spind TEXT], no_match: [rooms.spind TEXT] }
rules:
  - id: pupil_number
    category: pupil_number
    patterns: ['PUP-\\d{5}']
    context: [pupil]
    examples:
      match:
        - { text: "pupil PUP-12345" }
        - { text: "pupil (PUP-12345)" }
        - { column: x.code TEXT, values: [PUP-12345, PUP-12346, PUP-12347] }
      no_match:
        - { text: "part PUP-12345" }
        - { text: "pupil PUP-123456" }
        - { text: "pupil XPUP-12345" }
`,
  "rules/base/school.yaml": `${head("base")}entities: { person: [pupil], thing: [room] }
rules:
  - id: locker
    category: locker
    names: [locker]
    tables: person_or_linked
    examples:
      match: [pupils.locker TEXT, pupils.locker_number TEXT, pupils.lockers TEXT]
      no_match: [rooms.locker TEXT, pupils.room TEXT, orders.locker TEXT]
`,
  "rules/failing.yaml": `${head("failing")}extends: school.yaml
extend_rules:
  locker:
    names: [kasten]
    examples: { match: [rooms.kasten TEXT, { text: "pupil PUP-12345" }], no_match: [pupils.kasten TEXT] }
`,
  "rules/invalid.yaml": `${head("invalid")}extends: local/personal_data/1.0.0
remove: [cookie_idd]
rules:
  - id: locker
    category: locker
    nmaes: [locker]
    patterns: ['^(a+)+$', '(ab']
`,
  "rules/no-examples.yaml": `${head("none")}entities: {}
rules: [{ id: a, category: a, names: [locker] }]
`,
  "rules/doubtful.yaml": `${head("doubtful")}entities: {}
rules:
  - { id: a, category: a, names: [first name, box, boxes, no] }
`,
  "rules/missing.yaml": `${head("missing")}extends: ./bases.yaml\nrules: []\n`,
  "rules/near.yaml": `${head("near")}extends: local/personal_data/1.0\n`,
  "rules/circle-a.yaml": `${head("a")}extends: circle-b.yaml\n`,
  "rules/circle-b.yaml": `${head("b")}extends: circle-a.yaml\n`,
  "rules/broken.yaml": `${head("broken")}rules: [\n`,
  "rules/persons.yaml": `${head("persons", "data_subjects")}extends: local/data_subjects/1.0.0
rules:
  - id: alumnus
    subject: alumnus
    tables: [alumnus, alumni]
    examples:
      match: [{ table: alumni }, { table: tbl_alumni }, { path: export/alumni.csv, text: "id;year" }]
      no_match: [{ table: rooms }, { table: alumni_events_types }, { path: rooms.csv, text: "id" }]
`,
  "rules/purposes.yaml": `${head("purposes", "processing_purposes")}extends: local/processing_purposes/1.0.0
remove: [analytics]
`,
  "texts/pupil.txt": "The pupil PUP-12345 has a locker.\n",
};

test.each(["school", "failing", "no-examples"])("wct rulesets test rules/%s.yaml", async (name) => {
  const args = ["rulesets", "test", `rules/${name}.yaml`];
  expectGolden(`cli/rulesets-test-${name}.txt`, transcript(args, await cli(...args), project.dir));
});

test.each(["school", "invalid", "doubtful", "missing", "near", "circle-a", "broken"])(
  "wct rulesets check rules/%s.yaml",
  async (name) => {
    const args = ["rulesets", "check", `rules/${name}.yaml`];
    expectGolden(`cli/rulesets-check-${name}.txt`, transcript(args, await cli(...args), project.dir));
  },
);

test.each(["persons", "purposes"])("rulesets of the other kinds extend the built-in ones: %s", async (name) => {
  const { code, stdout, stderr } = await cli("rulesets", "check", `rules/${name}.yaml`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^rules\/\w+\.yaml {2}valid, \d+ rules\n$/);
  const tested = await cli("rulesets", "test", `rules/${name}.yaml`);
  expect(tested).toMatchObject({ code: 0, stdout: expect.stringContaining(": all passed\n") });
});

test("test ends with 1 for a failed example, and --json names it with its line", async () => {
  const { code, stdout } = await cli("rulesets", "test", "rules/failing.yaml", "--json");
  expect(code).toBe(1);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({ kind: "RulesetTest", ruleset: "failing/personal_data/1.0.0", failed: 3 });
  expect(answer.failures[0]).toEqual({
    ...{ rule: "locker", list: "match", example: "rooms.kasten TEXT", found: [] },
    ...{ file: "rules/failing.yaml", line: 10, column: 25 },
  });
});

test("test ends with 2 for a ruleset with errors, and names them", async () => {
  const { code, stdout, stderr } = await cli("rulesets", "test", "rules/invalid.yaml");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("rules/invalid.yaml:7:10");
});

test.each([
  ["nothing.yaml", 'ruleset "nothing.yaml" does not exist'],
  ["local/personal_data/1.0.1", '"local/personal_data/1.0.1" is neither a known ruleset nor a file'],
  ["rules", 'ruleset "rules" is a folder'],
])("%s cannot be checked", async (name, message) => {
  const { code, stderr } = await cli("rulesets", "check", name);
  expect(code).toBe(2);
  expect(stderr).toContain(`error[WCT_RULESET_UNREADABLE]: ${message}`);
});

test("a known ruleset is tested by its URI", async () => {
  const { code, stdout } = await cli("rulesets", "test", "local/data_subjects/1.0.0");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+ rules, \d+ examples: all passed\n$/);
});

describe("a runbook with a ruleset", () => {
  const errorsOf = async (text: string) => {
    project.write("school.yaml", text);
    const { code, stdout } = await cli("validate", "school.yaml", "--json");
    const { diagnostics } = JSON.parse(stdout);
    return {
      code,
      found: diagnostics.map((one: { code: string; location?: { file: string; line: number } }) => [
        one.code,
        one.location?.file,
        one.location?.line,
      ]),
    };
  };

  test("with errors is not valid, and each is told at its line in the ruleset", async () => {
    expect(await errorsOf(runbook("rules/invalid.yaml"))).toEqual({
      code: 2,
      found: [
        ["WCT_RULESET_INVALID", "rules/invalid.yaml", 7],
        ["WCT_RULESET_INVALID", "rules/invalid.yaml", 11],
        ["WCT_RULESET_PATTERN_SLOW", "rules/invalid.yaml", 12],
        ["WCT_RULESET_PATTERN_INVALID", "rules/invalid.yaml", 12],
      ],
    });
  });
  test("with errors, and with errors of its own, tells all of them", async () => {
    const { found } = await errorsOf(`${runbook("rules/invalid.yaml")}    tag: [a]\n`);
    expect(found[0]).toEqual(["WCT_RUNBOOK_UNKNOWN_KEY", "school.yaml", 10]);
    expect(found).toHaveLength(5);
  });
  test.each([
    ["rules/missing.yaml", "WCT_RULESET_BASE_UNKNOWN", "rules/missing.yaml", 6],
    ["rules/circle-a.yaml", "WCT_RULESET_CIRCULAR", "rules/circle-b.yaml", 6],
    ["rules/broken.yaml", "WCT_RULESET_INVALID", "rules/broken.yaml", 7],
    ["rules/persons.yaml", "WCT_RULESET_INVALID", "rules/persons.yaml", 4],
  ])("%s is refused with %s", async (ruleset, ...error) => {
    expect(await errorsOf(runbook(ruleset))).toEqual({ code: 2, found: [error] });
  });
  test("that is doubtful only is valid", async () => {
    expect(await errorsOf(runbook("rules/doubtful.yaml"))).toEqual({ code: 0, found: [] });
  });

  test("that extends another one finds what both know, and is made again when either changes", async () => {
    project.write("school.yaml", runbook("rules/school.yaml"));
    const first = await cli("run", "school.yaml", "--json");
    expect(first.code).toBe(0);
    const content = await cli("inspect", "latest", "found", "--json");
    expect(content.stdout).toContain("pupil_number");
    expect((await cli("run", "school.yaml", "--incremental")).stderr).not.toContain("ruleset");
    project.write("rules/base/school.yaml", `${files["rules/base/school.yaml"]}# changed\n`);
    expect((await cli("run", "school.yaml", "--incremental")).stderr).toContain("rules/school.yaml");
  });
});
