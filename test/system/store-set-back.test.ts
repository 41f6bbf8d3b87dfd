import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openRecordStore } from "../../src/store/index.ts";
import { numberEvents, runFinished, runStarted } from "../../src/testing/sample-events.ts";
import { runCli } from "../support/cli.ts";
import { flipped, frameOf, HurtStore } from "../support/hurt-store.ts";

/*
 * A database that is sound and holds less than was committed. Nothing in it tells; the heads of the runs, which are kept
 * beside it, do.
 */
const hurt = HurtStore.use();

describe("a store that was set back", () => {
  /** As a damaged log does it: all that was committed after these events is gone, and the rest is sound. */
  function setBack(run: number, events: number): void {
    const place = `WHERE id = '${hurt.recorded.runs[run]}'`;
    hurt.change(
      `DELETE FROM frames WHERE frame_key > ${frameOf(run + 1, events)} AND frame_key < ${frameOf(run + 2, 0)}`,
    );
    if (events === 0) {
      hurt.change(`DELETE FROM runs ${place}`);
      return;
    }
    const head = hurt.read(
      `SELECT hash FROM frames WHERE frame_key < ${frameOf(run + 2, 0)} ORDER BY frame_key DESC LIMIT 1`,
    );
    hurt.change(
      `UPDATE runs SET events = ${events}, head = ?, completed = 0, outcome = NULL, finished_at = NULL, duration_ms = NULL ${place}`,
      head,
    );
  }

  test("by the end of a run: its events are missing, though the rest fits together", async () => {
    setBack(1, 1);
    expect(await hurt.damage()).toEqual([
      "run 1 record: events 2 to 10 are missing: the database has lost recorded events",
    ]);
    expect(await hurt.damage(hurt.recorded.runs[1] ?? "")).toHaveLength(1);
    expect(await hurt.cli("runs", "export", hurt.recorded.runs[1] ?? "", "run.wctrun", "--with-raw")).toMatchObject({
      code: 3,
    });
  });

  test("by a whole run: it is missed by the list and by verify, also when it is asked for by its id", async () => {
    setBack(2, 0);
    const lost = "run 2 record: events 1 to 6 are missing: the database has lost recorded events";
    expect(await hurt.damage()).toEqual([lost]);
    expect(await hurt.damage(hurt.recorded.runs[2] ?? "")).toEqual([lost]);
    expect((await hurt.cli("runs")).stderr).toBe(
      `${hurt.recorded.runs[2]} cannot be listed: see \`wct verify ${hurt.recorded.runs[2]}\`\n`,
    );
  });

  test("to an older copy of the database", async () => {
    const before = readFileSync(hurt.database);
    const store = await openRecordStore({ dir: hurt.dir, mode: "write" });
    const writer = await store.executions.createRun(new Date("2026-01-01T00:00:00Z"));
    await writer.append({ events: numberEvents(writer.run)(runStarted({ artifacts: 0 })), objects: [] });
    await writer.close();
    await store.close();
    writeFileSync(hurt.database, before);
    const { code, stdout } = await hurt.cli("verify");
    expect(code).toBe(3);
    expect(stdout).toContain(
      `${writer.run}  damaged\n  record: event 1 is missing: the database has lost recorded events\n`,
    );
  });

  test("in a log with a damaged bit: whatever its end held is missed, and the log is left to be repaired", async () => {
    const store = await openRecordStore({ dir: hurt.dir, mode: "write" });
    const writer = await store.executions.createRun(new Date("2026-01-01T00:00:00Z"));
    const make = numberEvents(writer.run);
    await writer.append({ events: make(runStarted({ artifacts: 0 })), objects: [] });
    const short = readFileSync(`${hurt.database}-wal`).length;
    await writer.append({ events: make(runFinished("completed")), objects: [] });
    const copy = join(hurt.folder, "cut");
    cpSync(hurt.dir, copy, { recursive: true });
    await writer.close();
    await store.close();
    const log = join(copy, "store.db-wal");
    rmSync(join(copy, "store.db-shm"));
    const bytes = readFileSync(log);
    bytes.writeUInt8(bytes.readUInt8(short + 100) ^ 1, short + 100);
    writeFileSync(log, bytes);
    try {
      const { code, stdout } = await runCli(["verify", "--store", copy], { cwd: hurt.folder });
      expect(code).toBe(3);
      expect(stdout).toContain("record: event 2 is missing: the database has lost recorded events\n");
      expect(readFileSync(log).equals(bytes)).toBe(true);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  test("without its heads is not known to be set back, and verify says so", async () => {
    rmSync(join(hurt.dir, "heads"), { recursive: true });
    setBack(2, 0);
    expect(await hurt.damage()).toEqual([]);
    expect((await hurt.cli("verify")).stderr).toContain(
      "no head of 2 runs is stored outside of the database: only `wct verify RUN --head HASH` detects a loss at the end of such a run\n",
    );
  });

  test("a head that is damaged is named", async () => {
    const path = join(hurt.dir, "heads", hurt.recorded.runs[0] ?? "");
    writeFileSync(path, flipped(readFileSync(path)));
    expect(await hurt.damage()).toEqual(["run 0 record: the head that is stored next to the database is damaged"]);
  });
});
