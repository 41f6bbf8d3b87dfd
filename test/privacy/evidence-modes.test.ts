import { statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliResult, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const runbook = (evidence: string): string => `name: Evidence
description: Findings that show values in one way
artifacts:
  texts:
    source: { type: filesystem, properties: { path: in } }
  found:
    inputs: texts
    process: { type: personal_data, properties: { evidence: ${evidence} } }
    output: true
`;

let project: Project;
const key = "5f0c1f9c2b0e4d1b8f3a";

async function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  return await runCli(args, { cwd: project.dir, env });
}

async function evidenceOf(name: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { code, stderr } = await cli(["run", name, "-q"], env);
  expect([code, stderr.includes("error[")]).toEqual([0, false]);
  const { stdout } = await cli(["inspect", "latest", "found"]);
  const { findings } = JSON.parse(stdout).content;
  return findings.flatMap(({ evidence }: { evidence: { text: string }[] }) => evidence.map(({ text }) => text));
}

beforeAll(() => {
  project = makeProject();
  project.write("in/a.txt", "Please write to ines.beispiel@posteo.de\n");
  project.write("in/b.csv", "kontakt;mail\n1;Ines.Beispiel@Posteo.de\n2;udo@web.de\n3;eva@gmx.at\n");
  project.write("hash.yaml", runbook('{ mode: hash, key: "${EVIDENCE_KEY}" }'));
  project.write("plain.yaml", runbook("{ mode: plain }"));
  project.write("none.yaml", runbook("{ mode: none }"));
});
afterAll(() => project[Symbol.dispose]());

describe("evidence as keyed hashes", () => {
  test("is the same for a value in two files, whatever its spelling, and in every run with the key", async () => {
    const first = await evidenceOf("hash.yaml", { EVIDENCE_KEY: key });
    expect(first.length).toBe(4);
    for (const one of first) expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(first).size).toBe(3);
    expect(await evidenceOf("hash.yaml", { EVIDENCE_KEY: key })).toEqual(first);
    const other = await evidenceOf("hash.yaml", { EVIDENCE_KEY: `${key}${key}` });
    expect(other.filter((one) => first.includes(one))).toEqual([]);
  });

  test.each([
    ["without a key", "{ mode: hash }", 'hash needs "key"'],
    ["with a key in the runbook", "{ mode: hash, key: 0123456789abcdef }", "key"],
  ])("is refused %s before anything runs", async (_, evidence, words) => {
    project.write("refused.yaml", runbook(evidence));
    const { code, stderr } = await cli(["run", "refused.yaml"]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/refused\.yaml:\d+:\d+/);
    expect(stderr).not.toContain("0123456789abcdef");
  });

  test.each(["", "12345", "a".repeat(64), "0123".repeat(8)])(
    "is refused before anything runs with a key that can be found by trying: %j",
    async (weak) => {
      for (const command of ["run", "validate"]) {
        const { code, stderr } = await cli([command, "hash.yaml"], { EVIDENCE_KEY: weak });
        expect(code).toBe(2);
        expect(stderr).toMatch(/hash\.yaml:\d+:\d+/);
        expect(stderr).toMatch(/at least 16 characters.*openssl rand -hex 32/);
        if (weak !== "") expect(stderr).not.toContain(weak);
      }
    },
  );
});

describe("plain evidence", () => {
  test("shows values, with a warning in the run's end and in its record", async () => {
    const { code, stderr } = await cli(["run", "plain.yaml"]);
    expect(code).toBe(0);
    expect(stderr).toContain("shows values as they were found");
    expect((await cli(["inspect", "latest", "found", "--log"])).stdout).toContain("shows values as they were found");
    expect((await cli(["inspect", "latest", "found"])).stdout).toContain("ines.beispiel@posteo.de");
  });

  test("is raw content: a bundle leaves it out, and nobody else can read its files", async () => {
    const { stdout } = await cli(["run", "plain.yaml", "-q", "--json"]);
    const { id } = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
    expect(statSync(project.path("outputs", id, "found.json")).mode & 0o777).toBe(0o600);
    expect((await cli(["runs", "export", id, "plain.wctrun"])).code).toBe(0);
    const bundled = await cli(["inspect", "plain.wctrun", "found"]);
    expect(bundled.code).toBe(3);
    expect(bundled.stderr).toContain("not kept");
  });
});

test("without evidence a finding has its place only", async () => {
  expect(await evidenceOf("none.yaml")).toEqual([]);
});
