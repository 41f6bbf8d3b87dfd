import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const runbook = `name: Shop
description: Two sources, each with findings
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  shop:
    source: { type: sqlite, properties: { database_path: shop.db } }
  found:
    inputs: texts
    process: { type: personal_data, properties: { min_score: 0.1 } }
  others:
    inputs: shop
    process: { type: personal_data }
  copy:
    inputs: found
    output: true
  passwords:
    inputs: others
    output: true
`;

let project: Project;
/** The run that every test forks. */
let source: string;
let recorded: string;

beforeAll(async () => {
  project = makeProject();
  project.write("fork.yaml", runbook);
  expect(await cli("run", "fork.yaml", "-q")).toMatchObject({ code: 0 });
  source = (await json("inspect", "latest")).id;
  recorded = recordOf(source);
  await savedMessage("found", "message.json", (message) => message);
});
afterAll(() => project[Symbol.dispose]());

const cli = (...args: readonly string[]) => runCli(args, { cwd: project.dir, env: { LEVEL: "0.8" } });
const json = async (...args: readonly string[]) => JSON.parse((await cli(...args, "--json")).stdout);
const fork = (...args: readonly string[]) => cli("run", "fork.yaml", "--fork", source, ...args);

interface Message {
  readonly content: { readonly findings: readonly object[] };
}

/** Writes a changed message of the source run to a file. */
async function savedMessage(id: string, file: string, change: (message: Message) => unknown): Promise<void> {
  project.write(file, JSON.stringify(change(await json("inspect", source, id))));
}

const fewer = (message: Message) => ({
  ...message,
  content: { ...message.content, findings: message.content.findings.slice(0, 1) },
});

/** Returns the statuses by artifact of the newest run. */
async function statuses(): Promise<Record<string, string>> {
  const { artifacts } = await json("inspect", "latest");
  return Object.fromEntries(artifacts.map(({ id, status }: { id: string; status: string }) => [id, status]));
}

/** Digest of a run's row and frames. */
function recordOf(run: string): string {
  const database = new DatabaseSync(project.path(".wct", "store.db"), { readOnly: true });
  const row = database.prepare("SELECT * FROM runs WHERE id = ?").get(run);
  const first = Number(row?.["run_key"]) * 2 ** 32;
  const frames = database
    .prepare("SELECT * FROM frames WHERE frame_key BETWEEN ? AND ?")
    .all(first, first + 2 ** 32 - 1);
  database.close();
  expect(frames.length).toBeGreaterThan(0);
  const hash = createHash("sha256").update(JSON.stringify({ ...row, heartbeat: 0 }));
  for (const { body, hash: chained } of frames) hash.update(body as Uint8Array).update(chained as Uint8Array);
  return hash.digest("hex");
}

const explanation = (stderr: string): readonly string[] =>
  (stderr.split(/^\d\d:\d\d/m)[0] ?? "")
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll(/run_[\d_]+/g, "RUN").replace(/\(\d+ \w+ ago\)/, "(AGE)"));

test("a fork without a change reuses everything, and leaves its source as it was", async () => {
  const { code, stderr } = await fork();
  expect(code).toBe(0);
  expect(explanation(stderr)).toEqual(["reused: 6 of 6 artifacts, 6 from RUN (AGE)"]);
  expect(Object.values(await statuses())).toEqual(Array(6).fill("reused"));
  expect(recordOf(source)).toBe(recorded);
  expect(await json("runs", "show", "latest")).toMatchObject({
    resumedFrom: null,
    forkedFrom: source,
    overrides: [],
    replaced: [],
  });
  expect(await cli("verify", "latest")).toMatchObject({ code: 0 });
});

describe("with a changed configuration", () => {
  test("only the artifact and what depends on it execute", async () => {
    const { code, stderr } = await fork("--set", "found.config.min_score=${LEVEL}");
    expect(code).toBe(0);
    expect(explanation(stderr)).toEqual([
      "reused: 4 of 6 artifacts, 4 from RUN (AGE)",
      'found executes: its configuration changed: "min_score"',
      'copy waits: it is reused if its input "found" comes out as before',
    ]);
    expect(await statuses()).toMatchObject({ found: "completed", texts: "reused", others: "reused", shop: "reused" });
    expect(recordOf(source)).toBe(recorded);
  });

  test("the run shows it, and stores it as written", async () => {
    const shown = await cli("runs", "show", "latest");
    expect(shown.stdout).toMatch(new RegExp(`^forked from +${source}$`, "m"));
    expect(shown.stdout).toMatch(/^configuration set +found\.config\.min_score$/m);
    expect((await json("inspect", "latest", "found", "--meta")).config).toEqual({ min_score: "${LEVEL}" });
    expect((await cli("diff", source, "latest", "--verbose")).stdout).toContain(
      'its configuration changed: "min_score"',
    );
    expect(await cli("verify", "latest")).toMatchObject({ code: 0 });
  });

  test("nothing executes a second time, and a resumed run reuses it with the same change only", async () => {
    const changed = (await json("inspect", "latest")).id;
    const set = ["--set", "found.config.min_score=${LEVEL}"];
    await cli("run", "fork.yaml", "--resume", changed, ...set, "-q");
    expect(Object.values(await statuses())).toEqual(Array(6).fill("reused"));
    await cli("run", "fork.yaml", "--resume", changed, "-q");
    expect(await statuses()).toMatchObject({ found: "completed", texts: "reused" });
  });

  test("without a fork, the runbook runs with it", async () => {
    expect(await cli("run", "fork.yaml", "--set", "texts.config.path=./texts", "-q")).toMatchObject({ code: 0 });
    expect((await json("inspect", "latest", "texts", "--meta")).config).toEqual({ path: "./texts" });
    expect(await json("runs", "show", "latest")).toMatchObject({
      forkedFrom: null,
      overrides: [{ artifact: "texts", path: "path" }],
    });
  });
});

describe("with a replaced output", () => {
  let replaced: string;

  test("only what is made from it executes", async () => {
    await savedMessage("found", "fewer.json", fewer);
    const { code, stderr } = await fork("--replace", "found=fewer.json");
    expect(code).toBe(0);
    expect(explanation(stderr)).toEqual([
      "found is not made: its output is fewer.json",
      "reused: 4 of 5 artifacts, 4 from RUN (AGE)",
      'copy executes: it was made from a different "found"',
    ]);
    expect(stderr).toContain("found  output altered");
    replaced = (await json("inspect", "latest")).id;
    expect(await statuses()).toEqual({
      texts: "reused",
      shop: "reused",
      found: "completed",
      others: "reused",
      copy: "completed",
      passwords: "reused",
    });
    expect((await json("inspect", replaced, "copy")).content.findings).toHaveLength(1);
    expect(recordOf(source)).toBe(recorded);
    expect(await cli("verify", replaced)).toMatchObject({ code: 0 });
  });

  test("the run, its lineage and its differences show it", async () => {
    expect((await cli("runs", "show", replaced)).stdout).toMatch(/^outputs replaced +found$/m);
    expect(await json("runs", "show", replaced)).toMatchObject({ forkedFrom: source, replaced: ["found"] });
    const lineage = await cli("inspect", replaced, "copy", "--lineage");
    expect(lineage.stdout).toMatch(/^copy {2}\S+ {2}completed {2}altered/);
    expect(lineage.stdout).toContain("found  completed  altered");
    expect(lineage.stdout).toContain(`texts  ${source}  completed  reused from there`);
    const { madeFrom } = await json("inspect", replaced, "copy", "--lineage");
    expect(madeFrom[0]).toMatchObject({ isAltered: true, children: [{ artifact: "texts", isAltered: false }] });
    const { stdout } = await cli("diff", source, replaced);
    expect(stdout).toContain(`cause: its output was replaced by hand in ${replaced}`);
    expect(stdout).toContain('cause: its input "found" differs');
  });

  test("a fork reuses it and shows it as altered; a resumed run makes it again", async () => {
    expect(await cli("run", "fork.yaml", "--fork", replaced, "-q")).toMatchObject({ code: 0 });
    expect(Object.values(await statuses())).toEqual(Array(6).fill("reused"));
    const again = await cli("inspect", "latest", "found", "--lineage");
    expect(again.stdout).toMatch(/^found {2}\S+ {2}reused {2}altered/);
    const { stderr } = await cli("run", "fork.yaml", "--resume", "latest");
    expect(stderr).toMatch(/found executes: it, or what it was made from, was changed by hand in run_/);
    expect(
      (await json("diff", source, "latest")).artifacts.every((one: { change: string }) => one.change === "same"),
    ).toBe(true);
  });

  test("that has the same content, what is made from it is reused", async () => {
    await fork("--replace", "found=message.json");
    expect(await statuses()).toMatchObject({ found: "completed", copy: "reused" });
  });

  test("only the content is enough", async () => {
    await savedMessage("found", "content.json", (message) => fewer(message).content);
    await fork("--replace", "found=content.json");
    expect((await json("inspect", "latest", "found")).content.findings).toHaveLength(1);
  });

  test("without a fork, everything else executes", async () => {
    await cli("run", "fork.yaml", "--replace", "found=fewer.json", "-q");
    expect(await statuses()).toMatchObject({ texts: "completed", copy: "completed" });
    expect((await json("inspect", "latest", "copy")).content.findings).toHaveLength(1);
  });
});

describe("is refused, before anything runs:", () => {
  const files: Readonly<Record<string, string>> = {
    "not-json.json": '{ "schema": "hunter2",, }',
    "list.json": "[1]",
    "other-schema.json": '{ "schema": "standard_input:1.0.0", "content": { "items": [] } }',
    "no-stream.json": '{ "findings": "hunter2" }',
  };
  const broken = (message: Message) => ({
    ...message,
    content: { ...message.content, findings: [{ ...message.content.findings[0], confidence: "hunter2" }] },
  });

  test.each<readonly [readonly string[], string]>([
    [["--resume", "latest"], "--resume and --fork cannot be combined"],
    [["--incremental"], "--incremental and --fork cannot be combined"],
    [["--set", "found"], '--set: "found" has no "="'],
    [["--set", "found.path=hunter2"], '--set: "found.path" does not name a value of a configuration'],
    [["--set", "foun.config.min_score=1"], 'the runbook has no artifact "foun"'],
    [["--set", "copy.config.x=1"], 'artifact "copy" passes its inputs through, so it has no configuration'],
    [["--set", "found.config.min_score=x"], "(set for this run: --set found.config.min_score=x)"],
    [["--set", "found.config.min_scor=0.5"], 'processor "personal_data" has no property "min_scor"'],
    [["--set", "found.config.min_score=${NONE}"], 'environment variable "NONE" is not set'],
    [["--set", "found.config.min_score=[1"], "--set found.config.min_score: the value is not valid YAML"],
    [["--set", "found.config.min_score=1", "--set", "found.config.min_score=2"], '"min_score" is given twice'],
    [["--replace", "found"], '--replace "found" has no "="'],
    [["--replace", "foun=message.json"], 'the output of "foun" cannot be replaced'],
    [["--replace", "found=none.json"], '"none.json" does not exist'],
    [["--replace", "found=texts"], '"texts" is a folder'],
    [["--replace", "found=shop.db"], '"shop.db" is not UTF-8 text'],
    [["--replace", "found=not-json.json"], '"not-json.json" is not JSON'],
    [["--replace", "found=list.json"], '"list.json" contains a list instead of an object'],
    [["--replace", "found=other-schema.json"], "which is personal_data_finding:1.0.0"],
    [["--replace", "found=no-stream.json"], "$.findings must be a list"],
    [["--replace", "found=broken.json"], "$.findings[0].confidence must be one of"],
    [["--replace", "found=message.json", "--replace", "found=message.json"], 'the output of "found" is replaced twice'],
    [["--replace", "found=message.json", "--set", "found.config.min_score=1"], "has no effect"],
  ])("%s", async (args, message) => {
    for (const [file, text] of Object.entries(files)) project.write(file, text);
    await savedMessage("found", "broken.json", broken);
    const before = (await json("runs")).runs.length;
    const { code, stderr } = await fork(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain("hint: ");
    expect(stderr).not.toContain("hunter2");
    expect(stderr).not.toContain("-->");
    expect((await json("runs")).runs.length).toBe(before);
  });

  test("a run that is not recorded", async () => {
    const { code, stderr } = await cli("run", "fork.yaml", "--fork", "no-such-run");
    expect(code).toBe(3);
    expect(stderr).toContain("WCT_RUN_NOT_FOUND");
  });
});

test("the words of both options are completed from the runbook", async () => {
  const complete = async (...words: readonly string[]) => (await cli("__complete", "zsh", "--", ...words)).stdout;
  expect(await complete("run", "fork.yaml", "--set", "found.")).toContain("found.config.min_score=");
  expect(await complete("run", "fork.yaml", "--replace", "f")).toContain("found=");
  expect(await complete("run", "fork.yaml", "--replace", "found=mess")).toContain("found=message.json");
});

test("content that replaces an output is in no event and no error, and its file stays as it was", async () => {
  await savedMessage("found", "fewer.json", fewer);
  const before = readFileSync(project.path("fewer.json"), "utf8");
  const { stdout } = await fork("--replace", "found=fewer.json", "--json");
  const { evidence } = (await json("inspect", "latest", "found")).content.findings[0];
  expect(JSON.stringify(evidence ?? "").length).toBeGreaterThan(2);
  expect(stdout).not.toContain(JSON.stringify(evidence));
  expect(readFileSync(project.path("fewer.json"), "utf8")).toBe(before);
});
