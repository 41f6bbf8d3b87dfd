import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId, Digest, RunId, SchemaRef, StagedObject } from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../../src/testing/sample-events.ts";
import { runCli } from "../support/cli.ts";

/*
 * One store with three runs, hurt in one way per test. `wct verify` must name what is damaged, where, and nothing else,
 * and end with 3.
 */
const schema = "standard_input:1.0.0" as SchemaRef;
let folder: string;
let small: Digest;
let other: Digest;
let large: Digest;
let runs: readonly RunId[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "wct-hurt-"));
  const store = await openRecordStore({ dir: join(folder, "whole"), mode: "write" });
  const stage = async (elements: readonly string[]): Promise<StagedObject> => {
    const writer = store.artifacts.writer();
    writer.write(elements);
    return await writer.finish(schema, {}, { stream: true });
  };
  const record = async (objects: readonly StagedObject[]): Promise<RunId> => {
    const writer = await store.executions.createRun(new Date("2025-12-09T12:00:00Z"));
    const make = numberEvents(writer.run);
    const plan = await stage(["the plan"]);
    const start = { ...runStarted({ artifacts: objects.length }), plan: plan.digest };
    if (start.type !== "run.started") throw new Error("a run starts");
    const events = make({ ...start, runbook: { ...start.runbook, digest: plan.digest } });
    await writer.append({ events, objects: [plan] });
    for (const [i, object] of objects.entries()) {
      const events = make(...artifactProduced(`a${i}` as ArtifactId, object));
      // The kit's attempts end at a time of their own, and a record must be one that could be.
      const timed = events.map((event) => (event.type === "artifact.attempted" ? { ...event, ended: event.t } : event));
      await writer.append({ events: timed, objects: [object] });
    }
    const finished = runFinished("completed");
    if (finished.type !== "run.finished") throw new Error("a run ends");
    const counts = { ...finished.counts, completed: objects.length };
    await writer.append({ events: make({ ...finished, counts }), objects: [] });
    await writer.close();
    return writer.run;
  };
  const [a, b, c] = [await stage(["a"]), await stage(["b"]), await stage(["c".repeat(90_000)])];
  [small, other, large] = [a.digest, b.digest, c.digest];
  runs = [await record([a, b]), await record([b, c]), await record([a])];
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const dir = (): string => join(folder, ".wct");
beforeEach(() => cpSync(join(folder, "whole"), dir(), { recursive: true }));
afterEach(() => rmSync(dir(), { recursive: true }));

const cli = (...args: string[]) => runCli([...args, "--store", dir()], { cwd: folder });

function change(sql: string, ...values: readonly (string | number | Uint8Array)[]): void {
  const database = new DatabaseSync(join(dir(), "store.db"));
  try {
    if (database.prepare(sql).run(...values).changes === 0) throw new Error(`nothing was changed: ${sql}`);
  } finally {
    database.close();
  }
}

function read(sql: string, ...values: readonly (string | Uint8Array)[]): Uint8Array {
  const database = new DatabaseSync(join(dir(), "store.db"));
  try {
    const value = Object.values(database.prepare(sql).get(...values) ?? {})[0];
    if (!(value instanceof Uint8Array)) throw new Error(`nothing is there: ${sql}`);
    return value;
  } finally {
    database.close();
  }
}

const flipped = (bytes: Uint8Array, at = bytes.length >> 1): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 4 : byte));
const key = (digest: Digest): Uint8Array => Buffer.from(digest, "hex");
const file = (digest: Digest): string => join(dir(), "objects", digest.slice(0, 2), digest);
/** Frames of a run are numbered from its key; the first run's is 1. */
const frame = (run: number, seq: number): number => run * 2 ** 32 + seq;

/** What verify says, as `run N artifact: what`. */
async function damage(...args: string[]): Promise<readonly string[]> {
  const { code, stdout } = await cli("verify", ...args, "--json");
  const verification = JSON.parse(stdout);
  const all = verification.runs.flatMap((one: { run: RunId; damage: { artifact: string | null; what: string }[] }) =>
    one.damage.map(({ artifact, what }) => `run ${runs.indexOf(one.run)} ${artifact ?? "record"}: ${what}`),
  );
  const store = (verification.store?.damage ?? []).map(({ what }: { what: string }) => `store: ${what}`);
  const found = [...all, ...store].toSorted();
  expect({ code, intact: verification.intact }).toEqual(
    found.length === 0 ? { code: 0, intact: true } : { code: 3, intact: false },
  );
  return found;
}

test("the store that is hurt below is whole before", async () => {
  expect(await damage()).toEqual([]);
});

describe("objects", () => {
  test("a bit of an object in the database", async () => {
    change(
      "UPDATE objects SET data = ? WHERE digest = ?",
      flipped(read("SELECT data FROM objects WHERE digest = ?", key(small))),
      key(small),
    );
    expect(await damage()).toEqual([`run 0 a0: object ${small} is damaged`, `run 2 a0: object ${small} is damaged`]);
  });

  test("a bit of an object in a file", async () => {
    writeFileSync(file(large), flipped(readFileSync(file(large))));
    expect(await damage()).toEqual([`run 1 a1: object ${large} is damaged`]);
  });

  test("a file that is cut off, and one that is not there", async () => {
    truncateSync(file(large), 30);
    expect(await damage()).toEqual([`run 1 a1: object ${large} is damaged`]);
    rmSync(file(large));
    expect(await damage()).toEqual([`run 1 a1: object ${large} is missing`]);
  });

  test("two objects that were swapped", async () => {
    const [one, two] = [small, other].map((digest) => read("SELECT data FROM objects WHERE digest = ?", key(digest)));
    if (one === undefined || two === undefined) throw new Error("both are there");
    change("UPDATE objects SET data = ? WHERE digest = ?", two, key(small));
    change("UPDATE objects SET data = ? WHERE digest = ?", one, key(other));
    expect(await damage()).toEqual([
      `run 0 a0: object ${small} is damaged`,
      `run 0 a1: object ${other} is damaged`,
      `run 1 a0: object ${other} is damaged`,
      `run 2 a0: object ${small} is damaged`,
    ]);
  });

  test("a row whose content is no bytes hides no other", async () => {
    change("UPDATE objects SET data = 'text' WHERE digest = ?", key(other));
    const found = await damage();
    expect(found.map((line) => line.slice(0, 9))).toEqual(["run 0 a1:", "run 1 a0:"]);
    expect(found[0]).toContain('"data"');
  });

  test("a file that no run names is no damage, and is told", async () => {
    const stray = `${large.slice(0, 2)}${"0".repeat(62)}` as Digest;
    cpSync(file(large), file(stray));
    expect(await damage()).toEqual([]);
    expect((await cli("verify")).stderr).toBe(
      "1 object named by no run; a prune removes what nobody may still be recording\n",
    );
  });
});

describe("events", () => {
  test("a bit of an event", async () => {
    const body = read(`SELECT body FROM frames WHERE frame_key = ${frame(1, 2)}`);
    change(`UPDATE frames SET body = ? WHERE frame_key = ${frame(1, 2)}`, flipped(body));
    expect(await damage()).toEqual(["run 0 record: events 2 to 5 do not match their hash"]);
  });

  test("a frame in the middle, and the last one", async () => {
    change(`DELETE FROM frames WHERE frame_key = ${frame(1, 2)}`);
    change(`DELETE FROM frames WHERE frame_key = ${frame(2, 10)}`);
    expect(await damage()).toEqual(["run 0 record: events 2 to 5 are missing", "run 1 record: event 10 is missing"]);
  });

  test("a column of a frame that holds something else", async () => {
    change(`UPDATE frames SET hash = 7 WHERE frame_key = ${frame(1, 6)}`);
    const [only, ...more] = await damage();
    expect(more).toEqual([]);
    expect(only).toMatch(/^run 0 record: event 6 and what follows cannot be read: .*"hash"/);
  });

  test("inspect of a run whose event is damaged names the event", async () => {
    change(`UPDATE frames SET body = ? WHERE frame_key = ${frame(1, 2)}`, Buffer.from("{}\n"));
    const { code, stderr } = await cli("inspect", runs[0] ?? "");
    expect(code).toBe(3);
    expect(stderr).toContain("events 2 to 5 do not match their hash");
  });

  test("another head than the one kept elsewhere", async () => {
    const { stdout } = await cli("verify", runs[0] ?? "", "--json");
    const { head } = JSON.parse(stdout).runs[0];
    expect(await damage(runs[0] ?? "", "--head", head)).toEqual([]);
    const wrong = "0".repeat(64);
    expect(await damage(runs[0] ?? "", "--head", wrong)).toEqual([
      `run 0 record: the head hash is ${head}, not the one given`,
    ]);
  });
});

describe("the list of runs", () => {
  test.each([
    ["artifacts = 'many'", /cannot be read: .*"artifacts"/],
    ["events = 'many'", /cannot be read: .*"events"/],
    ["head = 7", /cannot be read: .*"head"/],
    ["outcome = 'perfect'", /cannot be read: .*"outcome"/],
    ["outcome = 'failed'", /the list of runs says another outcome$/],
    ["started_at = NULL", /the list of runs says another uuid$/],
    ["completed = 7", /the list of runs says another count "completed"$/],
    ["events = 0", /^run 1 record: /],
  ])("one row with %s hides no other", async (assignment, expected) => {
    change(`UPDATE runs SET ${assignment} WHERE id = ?`, runs[1] ?? "");
    const found = await damage();
    expect(new Set(found.map((line) => line.slice(0, 13)))).toEqual(new Set(["run 1 record:"]));
    expect(found.some((line) => expected.test(line))).toBe(true);
    expect(await damage(runs[1] ?? "")).toEqual(found);
    const list = await cli("runs");
    expect(list.code).toBe(0);
    expect(list.stdout).toContain(`${runs[0]} `);
    expect(list.stdout).toContain(`${runs[2]} `);
    if (!list.stdout.includes(`${runs[1]} `))
      expect(list.stderr).toBe(`${runs[1]} cannot be listed: see \`wct verify ${runs[1]}\`\n`);
  });

  test("a row without an id, and frames without a row", async () => {
    change("UPDATE runs SET id = 'nobody' WHERE id = ?", runs[0] ?? "");
    change("DELETE FROM runs WHERE id = ?", runs[2] ?? "");
    expect(await damage()).toEqual([
      "store: 1 of the rows in the list of runs have no run id",
      "store: 3 of the frames of events belong to no run",
    ]);
  });
});

describe("the whole store", () => {
  test("of a newer version is refused, and nothing is written", async () => {
    const database = new DatabaseSync(join(dir(), "store.db"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    const before = readFileSync(join(dir(), "store.db"));
    for (const args of [["runs"], ["verify"], ["runs", "prune", "--keep", "0"]]) {
      const { code, stderr } = await cli(...args);
      expect(code).toBe(3);
      expect(stderr).toContain("error[WCT_STORE_NEWER]");
    }
    expect(readFileSync(join(dir(), "store.db")).equals(before)).toBe(true);
  });

  test("with a page of noise: whatever can be read is, and nothing is a bug", async () => {
    const path = join(dir(), "store.db");
    const whole = readFileSync(path);
    for (let at = 4096; at < whole.length; at += 4096) {
      const noise = Buffer.from(whole);
      noise.fill(0xa5, at, at + 4096);
      writeFileSync(path, noise);
      const { code, stderr } = await cli("verify");
      expect(code, `page ${at / 4096 + 1}: ${stderr}`).toBe(3);
    }
  });

  test("cut off in its log after a kill: what was committed before reads, and verifies", async () => {
    const log = `${join(dir(), "store.db")}-wal`;
    const store = await openRecordStore({ dir: dir(), mode: "write" });
    const writer = await store.executions.createRun(new Date("2026-01-01T00:00:00Z"));
    const make = numberEvents(writer.run);
    await writer.append({ events: make(runStarted({ artifacts: 0 })), objects: [] });
    const copy = join(folder, "cut");
    for (const lost of [1, 100, 5000]) {
      cpSync(dir(), copy, { recursive: true });
      const copied = join(copy, "store.db-wal");
      truncateSync(copied, Math.max(0, readFileSync(log).length - lost));
      for (const name of readdirSync(copy)) if (name.endsWith("-shm")) rmSync(join(copy, name));
      const cut = await openRecordStore({ dir: copy, mode: "write" });
      expect(await cut.executions.ids()).toEqual(expect.arrayContaining([...runs]));
      for (const run of runs) expect((await cut.executions.verifyChain(run)).damage).toEqual([]);
      expect(await cut.examine()).toEqual([]);
      await cut.close();
      rmSync(copy, { recursive: true });
    }
    await store.close();
  });
});
