import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jsonReferencePath, schemaFiles, schemasDir, withTable } from "../../scripts/json-schemas.ts";
import type { RunEvent } from "../../src/domain/index.ts";
import { answerShapes } from "../../src/render/shapes/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { type CliResult, runCli, spawnCli } from "../support/cli.ts";
import { answers, stores } from "../support/json-answers.ts";
import { makeProject, type Project } from "../support/project.ts";
import { commandsWithJson, expectShape } from "../support/shapes.ts";
import { makeSlowProject } from "../support/slow-project.ts";
import { collectUndescribed } from "../support/undescribed.ts";

let project: Project;
const cli = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: project.dir });
const lines = ({ stdout }: CliResult) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** A run of the first few events of another one, which its writer holds open as long as the result is not disposed. */
async function halfRun(
  like: string,
  events: number,
  store: string,
): Promise<AsyncDisposable & { readonly run: string }> {
  const opened = await openRecordStore({ dir: project.path(store), mode: "write" });
  const writer = await opened.executions.createRun(new Date());
  const copied: RunEvent[] = [];
  const found = (await opened.executions.ids()).find((id) => id === like);
  if (found === undefined) throw new Error(`no run ${like}`);
  for await (const event of opened.executions.events(found)) {
    if (copied.length < events) copied.push({ ...event, run: writer.run });
  }
  await writer.append({ events: copied, objects: [] });
  return {
    run: writer.run,
    [Symbol.asyncDispose]: async () => {
      await writer.close();
      await opened.close();
    },
  };
}

const findings = `name: Personal data in texts
description: Which personal data the texts hold
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  personal_data:
    inputs: texts
    process: { type: personal_data }
    output: true
  record:
    inputs: personal_data
    process: { type: gdpr_article_30, properties: { organisation: organisation.yaml } }
`;

/** One of its examples fails. */
const rules = `{ id: a/b/1.0.0, name: n, version: 1.0.0, kind: personal_data, description: d, entities: {}, rules: [
  { id: a, category: a, names: [locker], examples: { match: [x.locker TEXT, x.y TEXT], no_match: [] } } ] }`;

beforeAll(async () => {
  project = makeProject();
  project.write("invalid-syntax.yaml", "name: [\n");
  project.write("findings.yaml", findings);
  project.write("rules.yaml", rules);
  project.write("old.yaml", "framework: GDPR\nartifacts: { a: { source: { type: mongodb } } }\n");
  project.write("organisation.yaml", "controller: { name: Example Shop }\n");
  await cli("run", "shop.yaml", "-q", "--store", stores.runs);
  await cli("run", "shop.yaml", "-q", "--store", stores.runs, "--resume", "latest");
  await cli("run", "optional.yaml", "-q", "--store", stores.runs);
  await cli("run", "findings.yaml", "-q", "--store", stores.runs);
  await cli("run", "failing.yaml", "-q", "--store", stores.runs);
  cpSync(project.path(stores.runs), project.path(stores.damaged), { recursive: true });
  cpSync(project.path(stores.runs), project.path(stores.going), { recursive: true });
  const database = new DatabaseSync(project.path(stores.damaged, "store.db"));
  database.exec("DELETE FROM objects WHERE elements = 2");
  database.exec("DELETE FROM frames WHERE frame_key = (SELECT min(frame_key) FROM frames)");
  database.close();
});
afterAll(() => project[Symbol.dispose]());

describe("the schemas", () => {
  test("schemas/ and the table of the reference are what scripts/json-schemas.ts writes", () => {
    const files = schemaFiles();
    expect(readdirSync(schemasDir).toSorted()).toEqual([...files.keys()].toSorted());
    for (const [name, text] of files) expect(readFileSync(join(schemasDir, name), "utf8")).toBe(text);
    const page = readFileSync(jsonReferencePath, "utf8");
    expect(withTable(page)).toBe(page);
  });

  test("the package ships them", () => {
    const manifest = JSON.parse(readFileSync(join(schemasDir, "..", "package.json"), "utf8"));
    expect(manifest.files).toContain("schemas");
    expect(manifest.exports["./schemas/*"]).toBe("./schemas/*");
    const found = createRequire(import.meta.url).resolve("wct-cli/schemas/run-list.schema.json");
    expect(found).toBe(join(schemasDir, "run-list.schema.json"));
  });

  test.each(Object.keys(answerShapes))("%s is closed, requires every key and describes it", (kind) => {
    const text = [...schemaFiles().values()].find((one) => JSON.parse(one).title === kind);
    const wrong: string[] = [];
    collectUndescribed(JSON.parse(text ?? "null"), kind, wrong);
    expect(wrong).toEqual([]);
  });
});

describe("answers", () => {
  test.each(answers)("wct %s: %s with %j", async (command, kind, args) => {
    const store = args.includes("--store") ? [] : ["--store", stores.runs];
    const result = await cli(...command.split(" "), ...args, ...store, "--json");
    const found = lines(result);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ apiVersion: "wct/v1", kind });
    expectShape(kind, found[0]);
  });

  test("damage is told in the shape of Verification, with exit code 3", async () => {
    const result = await cli("verify", "--store", stores.damaged, "--json");
    const [found] = lines(result);
    expectShape("Verification", found);
    expect({ code: result.code, intact: found.intact }).toEqual({ code: 3, intact: false });
  });

  test("every command that takes --json is asked", () => {
    // Its answer is a JSON Schema itself, and the answers of `run` and `debug` are held to their shapes below; `worker`
    // and `coordinator` answer nothing, and `workers` needs PostgreSQL: test/system/remote-looking.test.ts.
    const asked = new Set([
      "generate-schema",
      "run",
      "debug",
      "worker",
      "workers",
      "coordinator",
      ...answers.map(([command]) => command),
    ]);
    expect(commandsWithJson().filter((command) => !asked.has(command))).toEqual([]);
  });

  test("every kind is asked for", () => {
    const asked = new Set([...answers.map(([, kind]) => kind), "Event", "ReplayVerification", "WorkerList"]);
    expect(Object.keys(answerShapes).filter((kind) => !asked.has(kind))).toEqual([]);
  });
});

test.each([2, 4])("a run of which %i events are recorded has the same shapes", async (events) => {
  const [like] = lines(await cli("runs", "--status", "completed", "--json", "--store", stores.runs))[0].runs.slice(-1);
  let run = "";
  {
    await using held = await halfRun(like.id, events, stores.going);
    run = held.run;
    await expectEveryView(run, "running");
  }
  await expectEveryView(run, "interrupted");
});

async function expectEveryView(run: string, status: string): Promise<void> {
  const going = ["--store", stores.going, "--json"];
  for (const [kind, args] of [
    ["Run", ["inspect", run]],
    ["Replay", ["replay", run]],
    ["RunList", ["runs"]],
    ["Timeline", ["timeline", run]],
    ["Plan", ["visualise", run]],
    ["Verification", ["verify", run]],
    ["ArtifactMetadata", ["inspect", run, "all", "--meta"]],
  ] as const) {
    const [found] = lines(await cli(...args, ...going));
    expectShape(kind, found);
    if (kind === "Run") expect(found.status).toBe(status);
  }
}

const slowStarted = '"type":"artifact.started","artifact":"slow"';

test("wct debug --json prints the run", async () => {
  project.write("commands.txt", "until end\n");
  const args = ["shop.yaml", "--commands", "commands.txt", "--json", "--store", "debugged", "--output", "out"];
  const [found] = lines(await cli("debug", ...args));
  expectShape("Run", found);
});

describe("wct run --json", () => {
  test.each([
    ["shop.yaml", 0],
    ["failing.yaml", 1],
    ["optional.yaml", 0],
    ["shop.yaml --incremental", 0],
  ])("prints the events of %s and then the run", async (words, code) => {
    const result = await cli("run", ...words.split(" "), "--json", "--store", "fresh", "--output", "out");
    const found = lines(result);
    const last = found.pop();
    expect({ code: result.code, kind: last.kind }).toEqual({ code, kind: "Run" });
    expectShape("Run", last);
    for (const event of found) expectShape("Event", event);
    expect(found.map(({ seq }) => seq)).toEqual(found.map((_, i) => i + 1));
    expect([found[0].type, found.at(-1).type]).toEqual(["run.started", "run.finished"]);
  });

  test("an interrupted run ends with the run, too", async () => {
    using slow = makeSlowProject();
    const { child, ended } = spawnCli(["run", "slow.yaml", "--json"], { cwd: slow.dir });
    let said = "";
    child.stdout?.on("data", (text: string) => {
      if (said.includes(slowStarted)) return;
      said += text;
      if (said.includes(slowStarted)) child.kill("SIGINT");
    });
    const result = await ended;
    const found = lines(result);
    const last = found.pop();
    expect({ code: result.code, status: last.status }).toEqual({ code: 130, status: "cancelled" });
    expectShape("Run", last);
    for (const event of found) expectShape("Event", event);
  });

  test.each(["invalid.yaml", "invalid-syntax.yaml", "missing.yaml"])(
    "an invalid runbook (%s) is one Diagnostics line",
    async (file) => {
      const result = await cli("run", file, "--json");
      const found = lines(result);
      expect(result.code).toBeGreaterThan(1);
      expect(found).toHaveLength(1);
      expectShape("Diagnostics", found[0]);
      expect(found[0].diagnostics.length).toBeGreaterThan(0);
    },
  );
});
