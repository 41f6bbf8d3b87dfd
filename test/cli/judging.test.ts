import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliResult, runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

const runbook = (path: string): string => `name: Judged shop
description: Findings of a small database
artifacts:
  shop:
    source: { type: sqlite, properties: { database_path: "\${SHOP:-shop.db}" } }
  texts:
    source: { type: filesystem, properties: { path: ${path} } }
  personal_data:
    inputs: [shop]
    process: { type: personal_data }
    output: true
`;

let project: Project;
const ids: string[] = [];
const at = (place: number): string => ids.at(place) ?? "";

async function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  return await runCli(args, { cwd: project.dir, env });
}

async function record(env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { stdout } = await cli(["run", "judged.yaml", "-q", "--json"], env);
  ids.push(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "").id);
}

const change = (sql: string): void => {
  const database = new DatabaseSync(project.path("shop.db"));
  database.exec(sql);
  database.close();
};

// 0 as it is; 1 another column, and a table less; 2 as 1, with a variable and other texts; 3 fails.
beforeAll(async () => {
  project = makeProject();
  project.write("judged.yaml", runbook("texts"));
  change("CREATE TABLE staff (id INTEGER PRIMARY KEY, sick_leave TEXT, phone TEXT)");
  change("INSERT INTO staff (sick_leave, phone) VALUES ('diagnosis: flu', '+44 20 7946 0018')");
  await record();
  change("ALTER TABLE customer ADD COLUMN iban TEXT");
  change("UPDATE customer SET iban = 'GB82WEST12345698765432'");
  change("DROP TABLE staff");
  await record();
  project.write("texts/c.txt", "Carl writes to carl@example.org\n");
  project.write("judged.yaml", `${runbook("./texts")}    description: Changed\n`);
  await record({ SHOP: "./shop.db" });
  await record({ SHOP: "not-a-database.db" });
}, 60_000);
afterAll(() => project[Symbol.dispose]());

function expectTranscript(name: string, args: readonly string[], result: CliResult): void {
  expectGolden(`cli/judging/${name}.txt`, transcript(args, result, project.dir));
}

describe("wct diff", () => {
  test.each([
    ["text", []],
    ["markdown", ["--format", "markdown"]],
    ["verbose", ["-v", "--artifact", "personal_data"]],
  ] as const)("of findings that are new and gone, as %s", async (name, options) => {
    const args = ["diff", at(0), at(1), ...options];
    const result = await cli(args);
    expectTranscript(`diff-${name}`, args, result);
    expect(result).toMatchObject({ code: 0, stderr: "" });
  });

  test("names what changed in how an artifact is made, and a failure by its code", async () => {
    const args = ["diff", at(1), at(3)];
    const result = await cli(args);
    expectTranscript("diff-causes", args, result);
    expect(result.code).toBe(0);
  });

  test("findings are matched by id: the lists of one direction are those of the other, swapped", async () => {
    const answers = await Promise.all([cli(["diff", at(0), at(1), "--json"]), cli(["diff", at(1), at(0), "--json"])]);
    const [there, back] = answers.map(({ stdout }) => {
      const { artifacts } = JSON.parse(stdout);
      return artifacts.find(({ id }: { id: string }) => id === "personal_data").content.findings;
    });
    expect(there.new.map(({ place }: { place: string }) => place)).toContain("shop.customer.iban");
    expect(there.gone.map(({ place }: { place: string }) => place)).toContain("shop.staff.phone");
    expect([back.new, back.gone]).toEqual([there.gone, there.new]);
  });

  test("--exit-code tells by the exit code, and only of what --artifact names", async () => {
    expect((await cli(["diff", at(0), at(0), "--exit-code"])).code).toBe(0);
    expect((await cli(["diff", at(0), at(1), "--exit-code"])).code).toBe(1);
    expect((await cli(["diff", at(0), at(1), "--exit-code", "--artifact", "texts"])).code).toBe(0);
  });

  test("a bundle stands for its run; content that it does not carry is said to be missing", async () => {
    await cli(["runs", "export", at(0), "earlier.wctrun"]);
    const [direct, bundled] = await Promise.all(
      [at(0), "earlier.wctrun"].map(async (before) => {
        const { stdout } = await cli(["diff", before, at(1), "--json"]);
        return JSON.parse(stdout).artifacts;
      }),
    );
    expect(bundled[2]).toEqual(direct[2]);
    expect(bundled[0]).toMatchObject({ id: "shop", change: "different", content: null });
    expect(bundled[0].contentMissing).toBe(`it was not kept in ${at(0)}`);
  });

  test("--ascii and -o are heeded", async () => {
    expect(await cli(["diff", at(0), at(3), "--ascii", "-v", "-o", "diff.txt"])).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(project.path("diff.txt"), "utf8")).toContain("completed -> failed (WCT_PRODUCE_COMPONENT)");
  });

  test("an artifact that neither run has is an error with the nearest", async () => {
    const result = await cli(["diff", at(0), at(1), "--artifact", "textx"]);
    expect(result).toMatchObject({ code: 3, stdout: "" });
    expect(result.stderr).toContain('did you mean "texts"?');
  });

  test("values of content are in no form of it", async () => {
    for (const options of [[], ["-v"], ["--json"], ["--format", "markdown"]]) {
      for (const [before, after] of [
        [0, 1],
        [1, 2],
        [1, 3],
      ] as const) {
        const { stdout, stderr } = await cli(["diff", at(before), at(after), ...options]);
        expect(stdout + stderr).not.toMatch(/GB82|7946 ?0018|flu\b|carl@|ada@/i);
      }
    }
  });
});

describe("wct check", () => {
  test.each([
    ["words", ["--fail-on", "special-category,high"]],
    ["expression", ["--fail-on", 'finding.category in ["phone", "email"] && finding.table == "staff"']],
    ["markdown", ["--fail-on", "special-category", "--format", "markdown"]],
  ] as const)("tells what breaks it and ends with 1: %s", async (name, options) => {
    const args = ["check", at(0), ...options];
    const result = await cli(args);
    expectTranscript(`check-${name}`, args, result);
    expect(result).toMatchObject({ code: 1, stderr: "" });
  });

  test("passes with 0", async () => {
    const result = await cli(["check", at(0), "--fail-on", "finding.score > 1.0"]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toMatch(/^run_\w+ {2}passed/);
  });

  test("a baseline file holds ids and categories, sorted; what is in it is not new", async () => {
    expect(await cli(["check", at(0), "--write-baseline", "accepted.json", "-q"])).toMatchObject({
      code: 0,
      stdout: "",
    });
    const text = readFileSync(project.path("accepted.json"), "utf8");
    const { findings } = JSON.parse(text);
    expect(findings.length).toBeGreaterThan(2);
    for (const finding of findings)
      expect(Object.keys(finding)).toEqual(["artifact", "what", "id", "count", "distinct", "values", "signature"]);
    const lines = text.split("\n").filter((line) => line.includes('"id"'));
    expect(lines.map((line) => line.replace(/,$/, ""))).toEqual(lines.map((line) => line.replace(/,$/, "")).toSorted());
    expect((await cli(["check", at(0), "--fail-on", "new", "--baseline", "accepted.json"])).code).toBe(0);
    const args = ["check", at(1), "--fail-on", "new", "--baseline", "accepted.json"];
    const result = await cli(args);
    expectTranscript("check-new", args, result);
    expect(result.code).toBe(1);
  });

  test.each([
    ["-o", ["--fail-on", "finding.score > 1.0", "-o", "kept.md"]],
    ["--write-baseline", ["--write-baseline", "kept.md"]],
  ] as const)("%s writes over a file only with --force", async (_, options) => {
    project.write("kept.md", "mine");
    const refused = await cli(["check", at(0), ...options]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain('"kept.md" exists\n hint: overwrite it with --force');
    expect(readFileSync(project.path("kept.md"), "utf8")).toBe("mine");
    expect((await cli(["check", at(0), ...options, "--force"])).code).toBe(0);
    expect(readFileSync(project.path("kept.md"), "utf8")).not.toBe("mine");
  });

  test("a run is a baseline too, and says the same", async () => {
    const args = ["check", at(1), "--fail-on", "new", "--json", "--baseline"];
    await cli(["check", at(0), "--write-baseline", "same.json", "-q"]);
    const [file, run] = [await cli([...args, "same.json"]), await cli([...args, at(0)])];
    expect(run).toEqual(file);
  });

  test("what is not there to be judged breaks the gate, and gives no baseline", async () => {
    const result = await cli(["check", at(3), "--fail-on", "high"]);
    expect(result.code).toBe(1);
    expect(result.stdout).toContain("personal_data could not be checked: it is skipped");
    expect(result.stdout).toContain("not known  high");
    expect(result.stdout).not.toContain("passed");
    expect(await cli(["check", at(3), "--write-baseline", "none.json"])).toMatchObject({ code: 3, stdout: "" });
    expect(existsSync(project.path("none.json"))).toBe(false);
  });

  test.each([
    [2, []],
    [2, ["--fail-on", "new"]],
    [2, ["--fail-on", "finding.is_new && finding.score > 0.5"]],
    [2, ["--fail-on", "hihg", "--fail-on", "finding.scor > 1"]],
    [3, ["--fail-on", "gaps"]],
    [3, ["--fail-on", "new", "--baseline", "nowhere.json"]],
    [3, ["--fail-on", "new", "--baseline", "broken.json"]],
  ] as const)("%i: %j", async (code, options) => {
    project.write("broken.json", '{"kind":"Baseline"}');
    const result = await cli(["check", at(0), ...options]);
    const name = options.length === 0 ? "nothing" : options.join(" ").replaceAll(/[^A-Za-z0-9]+/g, "-");
    expectTranscript(`mistake-${name}`, ["check", "RUN", ...options], result);
    expect(result).toMatchObject({ code, stdout: "" });
  });
});

describe("in a job of GitHub Actions", () => {
  const job = () => {
    const summary = project.path("summary.md");
    rmSync(summary, { force: true });
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: project.path("..") };
    return { env, summary, top: project.dir.split("/").at(-1) ?? "" };
  };

  test("validate marks each mistake at its place; stdout stays what it was", async () => {
    const { env, top } = job();
    const plain = await cli(["validate", "invalid.yaml", "--json"]);
    const marked = await cli(["validate", "invalid.yaml", "--json"], env);
    expect(marked.stdout).toBe(plain.stdout);
    const { diagnostics } = JSON.parse(plain.stdout);
    const places = diagnostics.map(
      ({ code, location }: { code: string; location: { line: number; column: number } }) =>
        `${top}/invalid.yaml:${location.line}:${location.column} ${code}`,
    );
    const commands = [
      ...marked.stderr.matchAll(/^::error file=(.+?),line=(\d+),endLine=\d+,col=(\d+),.*title=(\w+)::/gm),
    ];
    expect(commands.map(([, file, line, column, code]) => `${file}:${line}:${column} ${code}`)).toEqual(places);
    expect(places.length).toBeGreaterThan(1);
  });

  test("run marks the failed artifact and adds the graph and the timeline to the job's summary", async () => {
    const { env, summary, top } = job();
    appendFileSync(summary, "before\n");
    const { code, stderr } = await cli(["run", "judged.yaml", "-q"], { ...env, SHOP: "not-a-database.db" });
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^::error file=${top}/judged.yaml,line=4,.*title=WCT_PRODUCE_COMPONENT::`, "m"));
    const text = readFileSync(summary, "utf8");
    expect(text).toMatch(/^before\n### ❌ Judged shop\n/);
    expect(text).toContain("| shop | failed |");
    expect(text).toContain("```mermaid\n%% Judged shop");
    expect(text).toContain("```text\nExecution Timeline");
  });

  test("check marks what is broken and adds its answer; it holds no content", async () => {
    const { env, summary } = job();
    const { code, stdout, stderr } = await cli(["check", at(0), "--fail-on", "special-category"], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^::error .*title=wct check::"special-category" failed/m);
    const text = readFileSync(summary, "utf8");
    expect(text).toContain("❌ failed");
    expect(text).toContain("```mermaid");
    expect(stdout + stderr + text).not.toMatch(/7946 ?0018|flu\b|ada@/i);
  });

  test("a summary that cannot be written is told and changes nothing else", async () => {
    const { env } = job();
    const args = ["check", at(0), "--fail-on", "finding.score > 1.0"];
    const result = await cli(args, { ...env, GITHUB_STEP_SUMMARY: project.path("no", "such", "folder") });
    expect(result).toMatchObject({ code: 0, stderr: "the job summary cannot be written (ENOENT)\n" });
  });

  test("a summary that is nearly full stays below the limit", async () => {
    const { env, summary } = job();
    writeFileSync(summary, "x".repeat(999_000));
    await cli(["check", at(0), "--fail-on", "special-category"], env);
    expect(readFileSync(summary).byteLength).toBeLessThan(1024 * 1024);
  });
});
