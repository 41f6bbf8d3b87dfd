import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project[Symbol.dispose]());

const runbook = `name: Record
description: Composes the record
artifacts:
  record:
    inputs: findings
    process: { type: gdpr_article_30, properties: { organisation: organisation.yaml } }
    output: true
  findings:
    inputs: texts
    process: { type: personal_data }
  texts:
    source: { type: filesystem, properties: { path: mail } }
`;

const organisation = `# Who we are
controller: { name: "Acme" }
activities:
  - id: letters
    name: Letters
    systems: [letters]
    # left out: purposes
`;

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

async function recorded(): Promise<void> {
  project.write("runbook.yaml", runbook);
  project.write("organisation.yaml", organisation);
  project.write("mail/letters/a.txt", "Please write to ines.falk@muster.de\n");
  project.write("mail/lists/b.txt", "Please write to jonas.pohl@muster.de\n");
  expect((await cli("run", "runbook.yaml", "-q")).code).toBe(0);
}

test("a draft is printed as YAML, and into the file it keeps all that was there", async () => {
  await recorded();
  const printed = await cli("record", "draft", "latest");
  expect(printed.code).toBe(0);
  expect(printed.stdout).toMatch(/^activities:\n {2}- id: lists\n/);
  expect(printed.stdout).toContain("# lawful_basis:");
  expect(printed.stdout).not.toContain("jonas.pohl");

  const added = await cli("record", "draft", "latest", "lists", "--into", "organisation.yaml");
  expect(added).toMatchObject({ code: 0, stdout: "", stderr: "added to organisation.yaml: lists\n" });
  const text = readFileSync(join(project.dir, "organisation.yaml"), "utf8");
  expect(text.startsWith(`${organisation}\n  - id: lists\n`)).toBe(true);

  expect((await cli("run", "runbook.yaml", "-q")).code).toBe(0);
  const nothing = await cli("record", "draft", "latest");
  expect(nothing).toMatchObject({ code: 0, stdout: "" });
  expect(nothing.stderr).toContain("nothing to draft");
});

test("drafts that are added at the same time are all in the file", async () => {
  await recorded();
  project.write("mail/forms/c.txt", "Please write to mira.sand@muster.de\n");
  expect((await cli("run", "runbook.yaml", "-q")).code).toBe(0);
  project.write("copy.yaml", organisation);
  const added = await Promise.all(
    ["lists", "forms"].map((id) => cli("record", "draft", "latest", id, "--into", "copy.yaml")),
  );
  expect(added.map(({ code }) => code)).toEqual([0, 0]);
  const ids = readFileSync(join(project.dir, "copy.yaml"), "utf8").match(/(?<=- id: ).*/g) ?? [];
  expect(ids.toSorted()).toEqual(["forms", "letters", "lists"]);
});

test("an unknown candidate, a declared one, a file without a place for it and a run without a record are told", async () => {
  await recorded();
  const unknown = await cli("record", "draft", "latest", "list");
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('no candidate row has the id "list"');
  expect(unknown.stderr).toContain('did you mean "lists"?');

  project.write("other.yaml", "activities: [{ id: lists, name: Lists }]\n");
  expect((await cli("record", "draft", "latest", "--into", "other.yaml")).stderr).toContain("already has an activity");
  project.write("other.yaml", "activities: [{ id: a, name: A }]\n");
  const refused = await cli("record", "draft", "latest", "--into", "other.yaml");
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("not a list with dashes");
  expect(readFileSync(join(project.dir, "other.yaml"), "utf8")).toBe("activities: [{ id: a, name: A }]\n");
  expect((await cli("record", "draft", "latest", "--into", "absent.yaml")).code).toBe(2);

  project.write(
    "texts.yaml",
    `${runbook.slice(0, runbook.indexOf("  record:"))}${runbook.slice(runbook.indexOf("  findings:"))}`,
  );
  await cli("run", "texts.yaml", "-q");
  const none = await cli("record", "draft", "latest");
  expect(none.stderr).toContain("has no record of processing");
});

test("--json has the id, the record, the name and the text of each activity", async () => {
  await recorded();
  const { stdout } = await cli("record", "draft", "latest", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    kind: "RecordDraft",
    activities: [{ id: "lists", artifact: "record", name: "lists", text: expect.stringMatching(/^- id: lists\n/) }],
    into: null,
  });
});
