import { mkdirSync, symlinkSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { validateRunbooks } from "../../src/app/plan/index.ts";
import { dryRun } from "../../src/app/run/index.ts";
import { type Diagnostic, isWctError } from "../../src/diagnostics/index.ts";
import { makeProject, type Project } from "../support/project.ts";

const valid: Readonly<Record<string, string>> = {
  "parent.yaml": `name: Parent
description: Includes a child
config: { template_paths: [../shared] }
artifacts:
  letters: { source: { type: filesystem, properties: { path: letters } } }
  found:
    inputs: [letters]
    child_runbook: { path: parts/search.yaml, input_mapping: { texts: letters }, output: findings }
  again:
    inputs: [letters]
    child_runbook: { path: common.yaml, input_mapping: { texts: letters }, output_mapping: { findings: more } }
  all: { inputs: [found, more] }
`,
  "parts/search.yaml": `name: Search
description: Includes a child itself
inputs: { texts: { schema: "standard_input:1.0.0" } }
outputs: { findings: { artifact: inner } }
artifacts:
  inner:
    inputs: [texts]
    child_runbook: { path: common.yaml, input_mapping: { texts: texts }, output: findings }
`,
  "../shared/common.yaml": `name: Common
description: Finds personal data
inputs: { texts: { schema: "standard_input:1.0.0" } }
outputs: { findings: { artifact: detect } }
artifacts:
  detect: { inputs: [texts], process: { type: personal_data, properties: { min_score: 0.6 } } }
`,
};

const [parent, search, common] = ["parent.yaml", "parts/search.yaml", "../shared/common.yaml"] as const;

type Mutation = readonly [file: string, from: string, to: string, code: string, at: string];

const mutations: readonly Mutation[] = [
  [parent, "parts/search.yaml", "parts/serch.yaml", "CHILD_NOT_FOUND", parent],
  [parent, "parts/search.yaml", "parts", "CHILD_NOT_FOUND", parent],
  [parent, "parts/search.yaml", "parent.yaml", "CHILD_RECURSIVE", parent],
  [parent, "parts/search.yaml", "../elsewhere/common.yaml", "CHILD_PATH", parent],
  [parent, "parts/search.yaml", "parts/link.yaml", "CHILD_PATH", parent],
  [parent, "[../shared]", "[../shard]", "CHILD_NOT_FOUND", parent],
  [parent, "texts: letters", "text: letters", "CHILD_INPUT_UNKNOWN", parent],
  [parent, "texts: letters", "texts: leters", "ARTIFACT_UNKNOWN_INPUT", parent],
  [parent, "input_mapping: { texts: letters }, output: ", "output: ", "CHILD_INPUT_UNMAPPED", parent],
  [parent, "output: findings", "output: finding", "CHILD_OUTPUT_UNKNOWN", parent],
  [parent, "findings: more", "findings: letters", "CHILD_NAME_TAKEN", parent],
  [parent, "[found, more]", "[found, again]", "ARTIFACT_UNKNOWN_INPUT", parent],
  [parent, "[found, more]", "[found, found/inner]", "ARTIFACT_UNKNOWN_INPUT", parent],
  [parent, "[found, more]", "[letters, more]", "SCHEMA_MISMATCH", parent],
  [search, "path: common.yaml", "path: search.yaml", "CHILD_RECURSIVE", search],
  [search, "path: common.yaml", "path: ../parent.yaml", "CHILD_PATH", search],
  [search, "artifact: inner", "artifact: outer", "CHILD_OUTPUT_UNKNOWN", search],
  [search, "standard_input:1.0.0", "standard_inputs:1.0.0", "SCHEMA_UNKNOWN", search],
  [search, "standard_input:1.0.0", "personal_data_finding:1.0.0", "SCHEMA_MISMATCH", parent],
  [search, "name: Search", "nam: Search", "RUNBOOK_UNKNOWN_KEY", search],
  [common, "inputs: [texts]", "inputs: [text]", "ARTIFACT_UNKNOWN_INPUT", common],
  [common, "inputs: [texts]", "inputs: [detect]", "GRAPH_SELF_REFERENCE", common],
  [common, "type: personal_data", "type: personal_dat", "COMPONENT_UNKNOWN", common],
  [common, "min_score: 0.6", "min_score: high", "COMPONENT_CONFIG_INVALID", common],
  [common, "min_score: 0.6", 'min_score: "${UNSET_SCORE}"', "RUNBOOK_ENV_MISSING", common],
  [common, "outputs: { findings: { artifact: detect } }\n", "", "CHILD_OUTPUT_UNKNOWN", search],
  [common, "artifacts:", "artifacts: [", "RUNBOOK_SYNTAX", common],
];

let project: Project;
beforeAll(() => {
  project = makeProject("wct-child-mutations-");
  mkdirSync(project.path("book"));
  project.write("book/letters/one.txt", "Dear customer\n");
  project.write("elsewhere/common.yaml", valid[common] ?? "");
  restore();
  symlinkSync(project.path("elsewhere/common.yaml"), project.path("book/parts/link.yaml"));
});
afterAll(() => project[Symbol.dispose]());

function restore(): void {
  for (const [file, text] of Object.entries(valid)) project.write(`book/${file}`, text);
}

const host = () => ({ cwd: project.path("book"), env: new Map<string, string>() });

async function errorsOf(work: () => Promise<readonly Diagnostic[]>): Promise<readonly Diagnostic[]> {
  try {
    return (await work()).filter(({ severity }) => severity === "error");
  } catch (error) {
    if (isWctError(error)) return error.diagnostics.filter(({ severity }) => severity === "error");
    throw error;
  }
}

const validateErrors = () => errorsOf(async () => (await validateRunbooks(host(), [parent])).diagnostics);
const dryRunErrors = () =>
  errorsOf(async () => {
    await dryRun(host(), parent);
    return [];
  });

test("the runbook with child runbooks is valid, and so is each child by itself", async () => {
  const { diagnostics } = await validateRunbooks(host(), [parent, common]);
  expect(diagnostics).toEqual([]);
  expect(await dryRunErrors()).toEqual([]);
});

test("each mistake is caught in its own file, alike by validate and by a dry run", { timeout: 120_000 }, async () => {
  const wrong: unknown[] = [];
  for (const [file, from, to, code, at] of mutations) {
    const text = valid[file] ?? "";
    project.write(`book/${file}`, text.replace(from, to));
    const errors = await validateErrors();
    const told = errors.map((error) => `${error.code} ${error.location?.file} ${error.message}`);
    const isFound = errors.some((error) => error.code === `WCT_${code}` && error.location?.file === at);
    const isAlike = JSON.stringify(await dryRunErrors()) === JSON.stringify(errors);
    if (text.replace(from, to) === text || !isFound || !isAlike) wrong.push({ to, code, isAlike, told });
    restore();
  }
  expect(wrong).toEqual([]);
});
