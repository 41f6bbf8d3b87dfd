import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { sarifProblems } from "../support/standards/sarif.ts";

let project: Project;
const runbook = (path: string): string => `name: Audit
description: Findings in texts
artifacts:
  notes: { source: { type: filesystem, properties: { path: "${path}" } } }
  found: { inputs: notes, process: { type: personal_data }, output: true }
`;

beforeAll(async () => {
  project = makeProject();
  project.write("repository/audit/data/ä b/note.txt", "\nAda writes to ada@example.org\n");
  project.write("repository/audit/runbook.yaml", runbook("./data"));
  project.write("repository/audit/elsewhere.yaml", runbook("${DATA:-./data}"));
});
afterAll(() => project[Symbol.dispose]());

/** Where the log says that files are, as far as a code host can know. */
function placesIn(file: string): readonly string[] {
  const log = JSON.parse(readFileSync(file, "utf8"));
  expect(sarifProblems(log)).toEqual([]);
  const [{ results }] = log.runs;
  expect(results).not.toEqual([]);
  return results.map((result: { locations: readonly { physicalLocation: { artifactLocation: object } }[] }) =>
    Object.values(result.locations[0]?.physicalLocation.artifactLocation ?? {}).join(" "),
  );
}

test("files of findings have the path that the repository knows, wherever runbook and data lie", async () => {
  const cwd = project.path("repository");
  const { code } = await runCli(["run", "audit/runbook.yaml", "-q", "--export", "sarif", "--output", "out"], { cwd });
  expect(code).toBe(0);
  const places = placesIn(project.path("repository/out/found.sarif"));
  expect(new Set(places)).toEqual(new Set(["audit/data/%C3%A4%20b/note.txt SRCROOT"]));
  expect(existsSync(`${cwd}/${decodeURIComponent((places[0] ?? "").split(" ")[0] ?? "")}`)).toBe(true);
});

test("a job in a folder of the repository counts from its top, also for a recorded run", async () => {
  const options = { cwd: project.path("repository/audit"), env: { GITHUB_WORKSPACE: project.path("repository") } };
  await runCli(["run", "runbook.yaml", "-q"], options);
  await runCli(["export", "latest", "--format", "sarif", "-o", "later"], options);
  expect(placesIn(project.path("repository/audit/later/found.sarif"))).toContain(
    "audit/data/%C3%A4%20b/note.txt SRCROOT",
  );
});

test("a folder that only a variable names is not guessed", async () => {
  const cwd = project.path("repository");
  await runCli(["run", "audit/elsewhere.yaml", "-q", "--export", "sarif", "--output", "other"], { cwd });
  expect(new Set(placesIn(project.path("repository/other/found.sarif")))).toEqual(
    new Set(["%C3%A4%20b/note.txt READ"]),
  );
});

test("of two folders the one is named that has the file", async () => {
  project.write("repository/two/letters/bob.txt", "Bob writes to bob@example.org\n");
  project.write(
    "repository/two/runbook.yaml",
    `name: Two
description: Two folders
artifacts:
  notes: { source: { type: filesystem, properties: { path: ../audit/data } } }
  letters: { source: { type: filesystem, properties: { path: ./letters } } }
  found: { inputs: [notes, letters], process: { type: personal_data }, output: true }
`,
  );
  const cwd = project.path("repository");
  await runCli(["run", "two/runbook.yaml", "-q", "--export", "sarif", "--output", "of-two"], { cwd });
  expect(new Set(placesIn(project.path("repository/of-two/found.sarif")))).toEqual(
    new Set(["audit/data/%C3%A4%20b/note.txt SRCROOT", "two/letters/bob.txt SRCROOT"]),
  );
});
