import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { type CliProcess, runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";

let project: Project;
let started: CliProcess | null = null;
afterEach(async () => {
  started?.child.kill("SIGKILL");
  await started?.ended;
  started = null;
  project[Symbol.dispose]();
});

const cli = (args: readonly string[], env: Record<string, string> = {}) => runCli(args, { cwd: project.dir, env });
const resume = (args: readonly string[], env: Record<string, string> = {}) =>
  cli(["run", ...args, "--resume", "latest"], env);

async function inspected(reference = "latest") {
  const run = JSON.parse((await cli(["inspect", reference, "--json"])).stdout);
  const artifacts = run.artifacts.map((one: { id: string; status: string }) => `${one.id} ${one.status}`);
  return { id: String(run.id), resumedFrom: run.resumedFrom, status: run.status, artifacts };
}

/** What is said of reuse before the run starts, run ids left out. */
const explanation = (stderr: string): string[] =>
  (stderr.split(/^\d\d:\d\d/m)[0] ?? "")
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll(/run_[\d_]+/g, "RUN").replace(/\(\d+ s ago\)/, "(AGE)"));

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
  for (const { body, hash: chained } of frames) {
    hash.update(body as Uint8Array).update(chained as Uint8Array);
  }
  return hash.digest("hex");
}

const broken = `name: Shop
description: A database that may be broken
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  shop:
    source: { type: sqlite, properties: { database_path: "\${DB:-not-a-database.db}" } }
  found:
    inputs: [texts, shop]
    process: { type: personal_data }
    output: true
`;

test("a failed run is resumed after an edit: what completed is reused, each of the others says why not", async () => {
  project = makeProject();
  project.write("broken.yaml", broken);
  expect((await cli(["run", "broken.yaml", "-q"])).code).toBe(1);
  const failed = await inspected();
  const before = recordOf(failed.id);
  project.write("broken.yaml", broken.replace("not-a-database.db", "shop.db"));
  const { code, stderr } = await resume(["broken.yaml"]);
  expect(code).toBe(0);
  expect(explanation(stderr)).toEqual([
    "reused: 1 of 3 artifacts, 1 from RUN (AGE)",
    "shop executes: it did not complete in RUN: failed (WCT_PRODUCE_COMPONENT)",
    "found executes: it did not complete in RUN: skipped (input-failed)",
  ]);
  expect(await inspected()).toMatchObject({
    resumedFrom: failed.id,
    status: "completed",
    artifacts: ["texts reused", "shop completed", "found completed"],
  });
  expect(recordOf(failed.id)).toBe(before);
  expect((await cli(["verify"])).code).toBe(0);
});

test("what changed executes again and is named; what follows from it waits for how it comes out", async () => {
  project = makeProject();
  project.write("broken.yaml", broken);
  const db = { DB: "shop.db" };
  expect((await cli(["run", "broken.yaml", "-q"], db)).code).toBe(0);
  const copied = project.path("copy.db");
  cpSync(project.path("shop.db"), copied);
  const other = new DatabaseSync(copied);
  other.exec("INSERT INTO customer (email) VALUES ('eve@example.org')");
  other.close();
  const { stderr } = await resume(["broken.yaml"], { DB: "copy.db" });
  expect(explanation(stderr)).toEqual([
    "reused: 1 of 3 artifacts, 1 from RUN (AGE)",
    'shop executes: the value of a variable in its configuration changed; the file "${DB:-not-a-database.db}" changed',
    'found waits: it is reused if its input "shop" comes out as before',
  ]);
  expect((await inspected()).artifacts).toEqual(["texts reused", "shop completed", "found completed"]);
  project.write("broken.yaml", broken.replace("path: texts", "path: texts, chunk_chars: 4000, overlap_chars: 10"));
  const again = await resume(["broken.yaml"], { DB: "copy.db" });
  expect(explanation(again.stderr)[1]).toBe(
    'texts executes: its configuration changed: "chunk_chars" and "overlap_chars"',
  );
  // The chunks are the same ones, so nothing more has to execute.
  expect((await inspected()).artifacts).toEqual(["texts completed", "shop reused", "found reused"]);
});

test("an unchanged runbook executes nothing again, also at third hand, and --json keeps stdout to events", async () => {
  project = makeProject();
  await cli(["run", "shop.yaml", "-q"]);
  const first = await inspected();
  expect((await resume(["shop.yaml", "-q"])).stderr).toBe("");
  const { stdout, stderr } = await resume(["shop.yaml", "--json"]);
  expect(explanation(stderr)).toEqual(["reused: 2 of 2 artifacts, 2 from RUN (AGE)"]);
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ kind: "Run", counts: { completed: 0, reused: 2 } });
  const reused = events.filter(({ type }) => type === "artifact.reused");
  expect(reused.map(({ artifact, from, reason }) => ({ artifact, from, reason }))).toEqual([
    { artifact: "texts", from: first.id, reason: "resume" },
    { artifact: "all", from: first.id, reason: "resume" },
  ]);
  expect(events.some(({ type }) => type === "output.written")).toBe(true);
});

test("damaged and lost content is not reused", async () => {
  project = makeProject();
  await cli(["run", "shop.yaml", "-q"]);
  const { digest } = JSON.parse((await cli(["inspect", "latest", "texts", "--meta"])).stdout);
  const database = new DatabaseSync(project.path(".wct", "store.db"));
  const key = Buffer.from(digest, "hex");
  database.prepare("UPDATE objects SET data = zeroblob(length(data)) WHERE digest = ?").run(key);
  const { stderr } = await resume(["shop.yaml"]);
  expect(explanation(stderr)[1]).toBe("texts executes: its content is damaged");
  database.prepare("DELETE FROM objects WHERE digest = ?").run(key);
  database.close();
  expect(explanation((await resume(["shop.yaml"])).stderr)[1]).toBe(
    "texts executes: its content is no longer in the store",
  );
});

test("content that was not kept executes again", async () => {
  project = makeProject();
  const text = readFileSync(project.path("shop.yaml"), "utf8");
  project.write("shop.yaml", text.replace("artifacts:", "config: { retain: derived }\nartifacts:"));
  await cli(["run", "shop.yaml", "-q"]);
  const { stderr } = await resume(["shop.yaml"]);
  expect(explanation(stderr)[1]).toBe("texts executes: its content was not kept in RUN");
});

test("a variable that becomes a secret takes nothing over: earlier content may hold its value", async () => {
  project = makeProject();
  await cli(["run", "shop.yaml", "-q"]);
  const text = readFileSync(project.path("shop.yaml"), "utf8");
  project.write("shop.yaml", text.replace("artifacts:", "config: { secrets: [TOKEN] }\nartifacts:"));
  const { stderr } = await resume(["shop.yaml"], { TOKEN: "t0ken-of-the-shop" });
  expect(explanation(stderr).slice(0, 2)).toEqual([
    "nothing is reused",
    "texts executes: config.secrets names TOKEN, which the earlier run did not redact",
  ]);
});

test("a run that is going on is refused, and leaves no other; killed, cancelled and timed out it is resumed", async () => {
  project = makeSlowProject();
  started = spawnCli(["run", "slow.yaml"], { cwd: project.dir });
  await started.says("quick  made");
  await started.says("slow  started");
  const refused = await resume(["slow.yaml"]);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("error[WCT_RUN_ACTIVE]");
  started.child.kill("SIGKILL");
  await started.ended;
  const interrupted = await inspected();
  expect(interrupted.status).toBe("interrupted");
  const before = recordOf(interrupted.id);
  const timedOut = await resume(["slow.yaml", "--timeout", "1"]);
  expect(timedOut.code).toBe(1);
  expect(explanation(timedOut.stderr)).toEqual([
    "reused: 1 of 3 artifacts, 1 from RUN (AGE)",
    "slow executes: it did not complete in RUN",
    "after executes: it did not complete in RUN",
  ]);
  expect(recordOf(interrupted.id)).toBe(before);
  started = spawnCli(["run", "slow.yaml", "--resume", "latest:timed-out"], { cwd: project.dir });
  await started.says("slow  started");
  started.child.kill("SIGINT");
  await started.ended;
  expect(await inspected()).toMatchObject({
    status: "cancelled",
    artifacts: ["quick reused", "slow failed", "after skipped"],
  });
  const text = readFileSync(project.path("slow.yaml"), "utf8");
  writeFileSync(project.path("slow.yaml"), text.replace("path: big", "path: texts"));
  expect((await resume(["slow.yaml"])).code).toBe(0);
  expect((await inspected()).artifacts).toEqual(["quick reused", "slow completed", "after completed"]);
});

test("an edit of the organisation's file executes the record of processing, and nothing else", async () => {
  project = makeProject();
  cpSync(join(import.meta.dirname, "..", "..", "examples", "webshop"), project.path("webshop"), { recursive: true });
  const runbook = "webshop/runbook.yaml";
  expect((await cli(["run", runbook, "-q"])).code).toBe(0);
  const organisation = project.path("webshop", "organisation.yaml");
  writeFileSync(organisation, `${readFileSync(organisation, "utf8")}\n# looked through\n`);
  const { stderr } = await resume([runbook]);
  expect(explanation(stderr)).toEqual([
    "reused: 5 of 6 artifacts, 5 from RUN (AGE)",
    'gdpr_article_30 executes: the file "./organisation.yaml" changed',
  ]);
  expect(JSON.parse((await cli(["runs", "--json"])).stdout).runs[0].counts).toMatchObject({ completed: 1, reused: 5 });
});

test("an edit of a plugin executes what it makes, and nothing else", async () => {
  project = makeProject();
  const plugin = (word: string) => `import { z } from "${import.meta.resolve("zod")}";
import { defineConnector, definePlugin, defineSchema } from "${pathToFileURL(join(import.meta.dirname, "../../src/plugin/index.ts")).href}";
const greeting = defineSchema({
  ref: "greeting:1.0.0", description: "A word", content: z.strictObject({ word: z.string() }),
});
const greeter = defineConnector({
  type: "greeter", description: "Gives a word", output: greeting, config: z.strictObject({}),
  async *extract() { return { word: "${word}" }; },
});
export default definePlugin({ name: "greeter", version: "1.0.0", wct: "^0.1.0", components: [greeter] });
`;
  project.write("greeter.mjs", plugin("hello"));
  const text = readFileSync(project.path("shop.yaml"), "utf8");
  project.write("shop.yaml", `${text}  word: { source: { type: greeter } }\n`);
  const run = (...args: string[]) =>
    spawnCli(["run", "shop.yaml", "--plugin", "./greeter.mjs", ...args], { cwd: project.dir }).ended;
  await run("-q");
  project.write("greeter.mjs", plugin("good day"));
  const { stderr } = await run("--resume", "latest");
  expect(explanation(stderr)).toEqual([
    "reused: 2 of 3 artifacts, 2 from RUN (AGE)",
    "word executes: the plugin's files changed",
  ]);
});

test("without a store, or of an unknown run, nothing is resumed and nothing is made", async () => {
  project = makeProject();
  const none = await resume(["shop.yaml"]);
  expect(none.code).toBe(3);
  expect(none.stderr).toContain("error[WCT_STORE_NOT_FOUND]");
  await cli(["run", "shop.yaml", "-q"]);
  const unknown = await cli(["run", "shop.yaml", "--resume", "run_1999"]);
  expect(unknown).toMatchObject({ code: 3 });
  expect(unknown.stderr).toContain("error[WCT_RUN_NOT_FOUND]");
  expect(JSON.parse((await cli(["runs", "--json"])).stdout).runs).toHaveLength(1);
});

test("an incremental run reads changed sources again, and what these give as before is not made again", async () => {
  project = makeProject();
  project.write("broken.yaml", broken);
  const incremental = (env: Record<string, string>) => cli(["run", "broken.yaml", "--incremental"], env);
  const first = await incremental({ DB: "shop.db" });
  expect(explanation(first.stderr)[0]).toBe("nothing is reused");
  const same = await incremental({ DB: "shop.db" });
  expect(explanation(same.stderr)).toEqual([
    "reused: 3 of 3 artifacts, 3 from RUN (AGE)",
    "texts reused: its source is unchanged since RUN (size and time of each file)",
    "shop reused: its source is unchanged since RUN (size and time of the file, content of its log)",
  ]);
  expect((await inspected()).artifacts).toEqual(["texts reused", "shop reused", "found reused"]);
  // A run that fails in between has nothing to give, and does not stand in the way.
  expect((await incremental({})).code).toBe(1);
  await incremental({ DB: "shop.db" });
  expect(await inspected()).toMatchObject({
    resumedFrom: null,
    artifacts: ["texts reused", "shop reused", "found reused"],
  });
  // The same text in another file with the same name: the source is read, and gives the same.
  const text = readFileSync(project.path("texts", "a.txt"), "utf8");
  rmSync(project.path("texts", "a.txt"));
  project.write("texts/a.txt", text);
  expect(explanation((await incremental({ DB: "shop.db" })).stderr)).toEqual([
    "reused: 1 of 3 artifacts, 1 from RUN (AGE)",
    "texts executes: its source changed since RUN",
    "shop reused: its source is unchanged since RUN (size and time of the file, content of its log)",
    'found waits: it is reused if its input "texts" comes out as before',
  ]);
  expect((await inspected()).artifacts).toEqual(["texts completed", "shop reused", "found reused"]);
  project.write("texts/c.txt", "Cid writes to cid@example.org\n");
  await incremental({ DB: "shop.db" });
  expect((await inspected()).artifacts).toEqual(["texts completed", "shop reused", "found completed"]);
  expect((await cli(["run", "broken.yaml", "--incremental", "--resume", "latest"])).code).toBe(2);
});

test("inputs in another order are the reason, not their schemas; a runbook without an earlier run says so", async () => {
  project = makeProject();
  const swapped = broken.replace("[texts, shop]", "[shop, texts]");
  const env = { DB: "shop.db" };
  project.write("broken.yaml", broken);
  expect((await cli(["run", "broken.yaml", "-q"], env)).code).toBe(0);
  project.write("broken.yaml", swapped);
  expect(explanation((await resume(["broken.yaml"], env)).stderr)[1]).toBe(
    "found executes: its inputs are in another order",
  );
  project.write("other.yaml", swapped);
  const { stderr } = await cli(["run", "other.yaml", "--incremental"], env);
  expect(explanation(stderr)[3]).toBe("found executes: no earlier run of other.yaml");
});
