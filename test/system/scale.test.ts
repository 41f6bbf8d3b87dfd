import { mkdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sizedRunbook } from "../../bench/sized-runbook.ts";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

// What is quadratic takes minutes at these sizes, so that the time limits below are limits on the order of growth;
// `npm run bench scale` prints the ratios themselves.
const patience = 60_000;
const artifacts = 10_000;

let project: Project;
beforeEach(() => {
  project = makeProject();
  for (const folder of ["empty", "small"]) mkdirSync(project.path(folder));
  project.write("small/a.txt", "Contact: jane.doe@example.org\n");
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });

test(
  "a runbook of 10,000 artifacts goes from YAML to a record that is whole",
  async () => {
    project.write("large.yaml", sizedRunbook("wide", artifacts));
    const { code, stdout } = await spawnCli(["run", "large.yaml", "--json"], { cwd: project.dir }).ended;
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    const run = JSON.parse(lines.pop() ?? "");
    const events: readonly { readonly type: string }[] = lines.map((line) => JSON.parse(line));
    for (const type of ["ready", "started", "attempted", "completed"]) {
      expect(events.filter((event) => event.type === `artifact.${type}`)).toHaveLength(artifacts);
    }
    expect(run.artifacts).toHaveLength(artifacts);
    expect(await cli("verify", run.id)).toMatchObject({ code: 0, stdout: expect.stringContaining("intact") });
    const { stdout: table } = await cli("inspect", "latest");
    expect(table.split("\n").filter((line) => /^ +a\d+ .*completed/.test(line))).toHaveLength(artifacts);
  },
  patience,
);

test(
  "ten thousand mistakes are all told, each with its place",
  async () => {
    const mistakes = 10_000;
    const entries = Array.from({ length: mistakes / 4 }, (_, index) =>
      [
        `  a${index}:`,
        `    inputs: [b${index}]`,
        `  c${index}:`,
        `    source: { type: note }`,
        "    outptu: true",
        "    timeout: soon",
        "",
      ].join("\n"),
    );
    project.write("wrong.yaml", `name: W\ndescription: D\nartifacts:\n${entries.join("")}`);
    const { code, stdout, stderr } = await cli("validate", "wrong.yaml", "--json");
    expect(code).toBe(2);
    const { diagnostics } = JSON.parse(stdout);
    expect(diagnostics).toHaveLength(mistakes);
    expect(stderr.split("-->")).toHaveLength(mistakes + 1);
  },
  patience,
);

test.each([
  ["an open quote and brackets", 'a: "', "{"],
  ["flow mappings without an end", "a: ", "{},"],
  ["closing brackets", "", "]"],
])(
  "a file of nearly 4 MiB on one line (%s) is answered",
  async (_, start, unit) => {
    project.write("line.yaml", start + unit.repeat(Math.floor((4 * 1024 * 1024 - 100) / unit.length)));
    const { code, stderr } = await cli("validate", "line.yaml");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error\[WCT_RUNBOOK_(SYNTAX|TOO_LARGE)\]/);
  },
  patience,
);
