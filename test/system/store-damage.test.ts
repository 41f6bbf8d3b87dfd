import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { Digest } from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { numberEvents, runStarted } from "../../src/testing/sample-events.ts";
import { flipped, frameOf, HurtStore } from "../support/hurt-store.ts";

// `wct verify` must name what is damaged, where, and nothing else, and end with 3.
const hurt = HurtStore.use();

const key = (digest: Digest): Uint8Array => Buffer.from(digest, "hex");
const file = (digest: Digest): string => join(hurt.dir, "objects", digest.slice(0, 2), digest);

test("the store that is hurt below is whole before", async () => {
  expect(await hurt.damage()).toEqual([]);
});

describe("objects", () => {
  test("a bit of an object in the database", async () => {
    hurt.change(
      "UPDATE objects SET data = ? WHERE digest = ?",
      flipped(hurt.read("SELECT data FROM objects WHERE digest = ?", key(hurt.recorded.small))),
      key(hurt.recorded.small),
    );
    expect(await hurt.damage()).toEqual([
      `run 0 a0: object ${hurt.recorded.small} is damaged`,
      `run 2 a0: object ${hurt.recorded.small} is damaged`,
    ]);
  });

  test("a bit of an object in a file", async () => {
    writeFileSync(file(hurt.recorded.large), flipped(readFileSync(file(hurt.recorded.large))));
    expect(await hurt.damage()).toEqual([`run 1 a1: object ${hurt.recorded.large} is damaged`]);
  });

  test("a file that is cut off, and one that is not there", async () => {
    truncateSync(file(hurt.recorded.large), 30);
    expect(await hurt.damage()).toEqual([`run 1 a1: object ${hurt.recorded.large} is damaged`]);
    rmSync(file(hurt.recorded.large));
    expect(await hurt.damage()).toEqual([`run 1 a1: object ${hurt.recorded.large} is missing`]);
  });

  test("two objects that were swapped", async () => {
    const [one, two] = [hurt.recorded.small, hurt.recorded.other].map((digest) =>
      hurt.read("SELECT data FROM objects WHERE digest = ?", key(digest)),
    );
    if (one === undefined || two === undefined) throw new Error("both are there");
    hurt.change("UPDATE objects SET data = ? WHERE digest = ?", two, key(hurt.recorded.small));
    hurt.change("UPDATE objects SET data = ? WHERE digest = ?", one, key(hurt.recorded.other));
    expect(await hurt.damage()).toEqual([
      `run 0 a0: object ${hurt.recorded.small} is damaged`,
      `run 0 a1: object ${hurt.recorded.other} is damaged`,
      `run 1 a0: object ${hurt.recorded.other} is damaged`,
      `run 2 a0: object ${hurt.recorded.small} is damaged`,
    ]);
  });

  test("a row whose content is no bytes hides no other", async () => {
    hurt.change("UPDATE objects SET data = 'text' WHERE digest = ?", key(hurt.recorded.other));
    const found = await hurt.damage();
    expect(found.map((line) => line.slice(0, 9))).toEqual(["run 0 a1:", "run 1 a0:"]);
    expect(found[0]).toContain('"data"');
  });

  test("a file that no run names is no damage, and is told", async () => {
    const stray = `${hurt.recorded.large.slice(0, 2)}${"0".repeat(62)}` as Digest;
    cpSync(file(hurt.recorded.large), file(stray));
    expect(await hurt.damage()).toEqual([]);
    expect((await hurt.cli("verify")).stderr).toBe(
      "1 object not used by any run; a prune deletes those that no process may still be recording\n",
    );
  });
});

describe("events", () => {
  test("a bit of an event", async () => {
    const body = hurt.read(`SELECT body FROM frames WHERE frame_key = ${frameOf(1, 2)}`);
    hurt.change(`UPDATE frames SET body = ? WHERE frame_key = ${frameOf(1, 2)}`, flipped(body));
    expect(await hurt.damage()).toEqual(["run 0 record: events 2 to 5 do not match their hash"]);
  });

  test("a frame in the middle, and the last one", async () => {
    hurt.change(`DELETE FROM frames WHERE frame_key = ${frameOf(1, 2)}`);
    hurt.change(`DELETE FROM frames WHERE frame_key = ${frameOf(2, 10)}`);
    expect(await hurt.damage()).toEqual([
      "run 0 record: events 2 to 5 are missing",
      "run 1 record: event 10 is missing",
    ]);
  });

  test("a column of a frame that holds something else", async () => {
    hurt.change(`UPDATE frames SET hash = 7 WHERE frame_key = ${frameOf(1, 6)}`);
    const [only, ...more] = await hurt.damage();
    expect(more).toEqual([]);
    expect(only).toMatch(/^run 0 record: event 6 and what follows cannot be read: .*"hash"/);
  });

  test("inspect of a run whose event is damaged names the event", async () => {
    hurt.change(`UPDATE frames SET body = ? WHERE frame_key = ${frameOf(1, 2)}`, Buffer.from("{}\n"));
    const { code, stderr } = await hurt.cli("inspect", hurt.recorded.runs[0] ?? "");
    expect(code).toBe(3);
    expect(stderr).toContain("events 2 to 5 do not match their hash");
  });

  test("another head than the one kept elsewhere", async () => {
    const { stdout } = await hurt.cli("verify", hurt.recorded.runs[0] ?? "", "--json");
    const { head } = JSON.parse(stdout).runs[0];
    expect(await hurt.damage(hurt.recorded.runs[0] ?? "", "--head", head)).toEqual([]);
    const wrong = "0".repeat(64);
    expect(await hurt.damage(hurt.recorded.runs[0] ?? "", "--head", wrong)).toEqual([
      `run 0 record: its head hash is ${head}, not the given one: it is another run, or it was altered`,
    ]);
  });
});

describe("the list of runs", () => {
  test.each([
    ["artifacts = 'many'", /cannot be read: .*"artifacts"/],
    ["events = 'many'", /cannot be read: .*"events"/],
    ["head = 7", /cannot be read: .*"head"/],
    ["outcome = 'perfect'", /cannot be read: .*"outcome"/],
    ["outcome = 'failed'", /the list of runs has another outcome$/],
    ["started_at = NULL", /the list of runs has another uuid$/],
    ["completed = 7", /the list of runs has another count "completed"$/],
    ["events = 0", /^run 1 record: /],
  ])("one row with %s hides no other", async (assignment, expected) => {
    hurt.change(`UPDATE runs SET ${assignment} WHERE id = ?`, hurt.recorded.runs[1] ?? "");
    const found = await hurt.damage();
    expect(new Set(found.map((line) => line.slice(0, 13)))).toEqual(new Set(["run 1 record:"]));
    expect(found.some((line) => expected.test(line))).toBe(true);
    expect(await hurt.damage(hurt.recorded.runs[1] ?? "")).toEqual(found);
    const list = await hurt.cli("runs");
    expect(list.code).toBe(0);
    expect(list.stdout).toContain(`${hurt.recorded.runs[0]} `);
    expect(list.stdout).toContain(`${hurt.recorded.runs[2]} `);
    if (!list.stdout.includes(`${hurt.recorded.runs[1]} `))
      expect(list.stderr).toBe(
        `${hurt.recorded.runs[1]} cannot be listed: see \`wct verify ${hurt.recorded.runs[1]}\`\n`,
      );
  });

  test("a row without an id, and frames without a row", async () => {
    hurt.change("UPDATE runs SET id = 'nobody' WHERE id = ?", hurt.recorded.runs[0] ?? "");
    hurt.change("DELETE FROM runs WHERE id = ?", hurt.recorded.runs[2] ?? "");
    expect(await hurt.damage()).toEqual([
      "run 0 record: events 1 to 10 are missing: the database has lost recorded events",
      "run 2 record: events 1 to 6 are missing: the database has lost recorded events",
      "store: 1 of the rows in the list of runs have no run id",
      "store: 3 of the frames of events belong to no run",
    ]);
  });
});

describe("the whole store", () => {
  test("of a newer version is refused, and nothing is written", async () => {
    const database = new DatabaseSync(hurt.database);
    database.exec("PRAGMA user_version = 99");
    database.close();
    const before = readFileSync(hurt.database);
    for (const args of [["runs"], ["verify"], ["runs", "prune", "--yes", "--keep", "0"]]) {
      const { code, stderr } = await hurt.cli(...args);
      expect(code).toBe(3);
      expect(stderr).toContain("error[WCT_STORE_NEWER]");
    }
    expect(readFileSync(hurt.database).equals(before)).toBe(true);
  });

  test("with a page of noise: whatever can be read is, and nothing is a bug", async () => {
    const path = hurt.database;
    const whole = readFileSync(path);
    for (let at = 4096; at < whole.length; at += 4096) {
      const noise = Buffer.from(whole);
      noise.fill(0xa5, at, at + 4096);
      writeFileSync(path, noise);
      const { code, stderr } = await hurt.cli("verify");
      expect(code, `page ${at / 4096 + 1}: ${stderr}`).toBe(3);
    }
  });

  test("cut off in its log after a kill: what was committed before reads, and verifies", async () => {
    const log = `${hurt.database}-wal`;
    const store = await openRecordStore({ dir: hurt.dir, mode: "write" });
    const writer = await store.executions.createRun(new Date("2026-01-01T00:00:00Z"));
    const make = numberEvents(writer.run);
    await writer.append({ events: make(runStarted({ artifacts: 0 })), objects: [] });
    const copy = join(hurt.folder, "cut");
    for (const lost of [1, 100, 5000]) {
      cpSync(hurt.dir, copy, { recursive: true });
      const copied = join(copy, "store.db-wal");
      truncateSync(copied, Math.max(0, readFileSync(log).length - lost));
      for (const name of readdirSync(copy)) if (name.endsWith("-shm")) rmSync(join(copy, name));
      const cut = await openRecordStore({ dir: copy, mode: "write" });
      expect(await cut.executions.ids()).toEqual(expect.arrayContaining([...hurt.recorded.runs]));
      for (const run of hurt.recorded.runs) expect((await cut.executions.verifyChain(run)).damage).toEqual([]);
      expect(await cut.examine()).toEqual([]);
      await cut.close();
      rmSync(copy, { recursive: true });
    }
    await store.close();
  });
});
