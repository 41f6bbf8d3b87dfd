import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const runbook = (organisation: string) => `name: Record
description: Composes the record
artifacts:
  record:
    inputs: findings
    process: { type: gdpr_article_30, properties: { organisation: "${organisation}" } }
  findings:
    inputs: texts
    process: { type: personal_data }
  texts:
    source: { type: filesystem, properties: { path: texts } }
`;

const organisation = `controller: { name: Example Shop }
dpoo: { name: Ada }
activities:
  - id: orders
    name: Orders
    transfers: [{ country: GB, mechanism: magic }]
  - id: 7
    nam: Newsletter
`;

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

test("every fault of the organisation file is told with its own place, after those of the runbook", async () => {
  project.write("gdpr/record.yaml", `${runbook("org.yaml").replace("path: texts", "path: ../text")}`);
  project.write("gdpr/org.yaml", organisation);
  const args = ["validate", "gdpr/record.yaml"];
  const result = await cli(...args);
  expectGolden("cli/validate-organisation.txt", transcript(args, result, project.dir));
  expect(result.code).toBe(2);
});

test("a path that comes from a variable is not shown: the placeholder is pointed at, and the line told", async () => {
  project.write("record.yaml", runbook("${ORG}"));
  project.write("acme-org.yaml", "controller: { name: Acme }\ncontroler: {}\n");
  const { code, stderr } = await runCli(["validate", "record.yaml"], {
    cwd: project.dir,
    env: { ORG: "acme-org.yaml" },
  });
  expect(code).toBe(2);
  expect(stderr).toContain('file "${ORG}" of processor "gdpr_article_30": line 2: the file has no key "controler"');
  expect(stderr).toContain("--> record.yaml:6:68");
  expect(stderr).not.toContain("acme-org");
});

test("an organisation file that is not YAML is told where, and an empty one is as good as none", async () => {
  project.write("record.yaml", runbook("org.yaml"));
  project.write("org.yaml", "controller: { name: Acme\ndpo: {}\n");
  expect((await cli("validate", "record.yaml")).stderr).toMatch(/WCT_COMPONENT_FILE_INVALID.*\n +--> org\.yaml:2:1/);
  project.write("org.yaml", "");
  expect((await cli("validate", "record.yaml")).code).toBe(0);
});
