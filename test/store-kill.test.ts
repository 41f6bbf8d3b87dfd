import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isDigest, type RecordStore } from "../src/domain/index.ts";
import { openRecordStore } from "../src/store/index.ts";

const program = join(import.meta.dirname, "support", "store-writer.ts");
let folder: string;
let dir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-kill-"));
  dir = join(folder, ".wct");
});

afterEach(() => rmSync(folder, { recursive: true }));

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, dir, ...args], { stdio: ["ignore", "pipe", "inherit"] });
}

async function linesOf(child: ChildProcess, onLine: (count: number) => void = () => {}): Promise<readonly string[]> {
  const lines: string[] = [];
  if (child.stdout === null) throw new Error("the child has no output");
  for await (const line of createInterface({ input: child.stdout })) onLine(lines.push(line));
  return lines;
}

async function expectRecorded(store: RecordStore, lines: readonly string[]): Promise<void> {
  const [run] = await store.executions.runs();
  if (run === undefined) throw new Error("the run is recorded");
  expect(run.status).toBe("interrupted");
  expect((await store.executions.verifyChain(run.id)).damage).toEqual([]);
  const events = [];
  for await (const event of store.executions.events(run.id)) events.push(event.seq);
  expect(events).toEqual(events.map((_, i) => i + 1));
  for (const line of lines) {
    const [seq, digest = ""] = line.split(" ");
    expect(events).toContain(Number(seq));
    if (!isDigest(digest)) throw new Error(`${digest} is a digest`);
    expect(await store.artifacts.verify(digest)).toBe("intact");
  }
}

for (const committed of [1, 17, 60]) {
  test(`a process killed after ${committed} commits loses none of them`, async () => {
    const child = start("frames");
    const exited = once(child, "exit");
    const lines = await linesOf(child, (count) => {
      if (count === committed) child.kill("SIGKILL");
    });
    await exited;
    expect(lines.length).toBeGreaterThanOrEqual(committed);
    const readOnly = await openRecordStore({ dir, mode: "read" });
    await expectRecorded(readOnly, lines);
    await readOnly.close();
    expect(readdirSync(join(dir, "spool"))).toHaveLength(1);
    const store = await openRecordStore({ dir, mode: "write" });
    await expectRecorded(store, lines);
    expect(readdirSync(join(dir, "spool")), "only the spool of this process is left").toHaveLength(1);
    expect((await store.executions.createRun(new Date("2025-12-09T14:30:22Z"))).run).toBe("run_20251209_143022_2");
    await store.close();
    expect(readdirSync(join(dir, "spool"))).toEqual([]);
  });
}

test("processes that create runs in the same second never share an id", async () => {
  const children = [start("runs", "15"), start("runs", "15"), start("runs", "15")];
  const exits = children.map((child) => once(child, "exit"));
  const ids = (await Promise.all(children.map((child) => linesOf(child)))).flat();
  expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0, 0]);
  expect(new Set(ids).size).toBe(45);
  expect(ids).toContain("run_20251209_143022_45");
  const store = await openRecordStore({ dir, mode: "read" });
  expect((await store.executions.runs()).map((run) => run.id).sort()).toEqual([...ids].sort());
  await store.close();
});
