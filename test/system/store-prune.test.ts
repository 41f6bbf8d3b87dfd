import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isDigest, type RecordStore, type RunId } from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";

const program = join(import.meta.dirname, "..", "support", "store-writer.ts");
let folder: string;
let dir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-prune-"));
  dir = join(folder, ".wct");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that records until it has committed so often, with `meanwhile` after every tenth commit; then it is killed. */
async function recordAndKill(commits: number, meanwhile: () => Promise<void>): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, dir, "frames"], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines: string[] = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length >= commits) break;
      if (lines.length % 10 === 0) await meanwhile();
    }
  } finally {
    child.kill("SIGKILL");
    await exited;
  }
  return lines;
}

const ids = async (store: RecordStore): Promise<readonly RunId[]> => store.executions.ids();

test("a process that records beside one that prunes all it may loses nothing", async () => {
  await recordAndKill(20, async () => undefined);
  const store = await openRecordStore({ dir, mode: "write" });
  const [interrupted] = await ids(store);
  expect(interrupted).toBeDefined();
  const spared = new Set<string>();
  const removed: RunId[] = [];
  const lines = await recordAndKill(80, async () => {
    const report = await store.prune({ remove: await ids(store), drop: [], mode: "do" });
    removed.push(...report.removed);
    for (const { run } of report.spared) spared.add(run);
  });
  expect(removed).toEqual([interrupted]);
  expect([...spared]).toEqual(await ids(store));
  const [run] = await ids(store);
  if (run === undefined) throw new Error("the run is there");
  expect((await store.executions.verifyChain(run)).damage).toEqual([]);
  for (const line of lines) {
    const digest = line.split(" ")[1] ?? "";
    if (!isDigest(digest)) throw new Error(`${digest} is a digest`);
    expect(await store.artifacts.verify(digest), line).toBe("intact");
  }
  await store.close();
});

test("what was dropped beside a running process is gone once the process is", async () => {
  await recordAndKill(20, async () => undefined);
  const store = await openRecordStore({ dir, mode: "write" });
  await store.prune({ remove: await ids(store), drop: [], mode: "do" });
  expect(await ids(store)).toEqual([]);
  // A file that was complete when the process was killed, and never committed, may be awaited for an hour.
  const files = readdirSync(join(dir, "objects"), { recursive: true, encoding: "utf8" }).filter((name) =>
    /[0-9a-f]{64}$/.test(name),
  );
  expect(files.length).toBeLessThanOrEqual(1);
  await store.close();
  const later = { now: () => new Date(Date.now() + 3_700_000), monotonic: () => 0, after: () => () => undefined };
  const tomorrow = await openRecordStore({ dir, mode: "write", clock: later });
  expect(await tomorrow.prune({ remove: [], drop: [], mode: "do" })).toMatchObject({ objects: files.length, held: 0 });
  await tomorrow.close();
});
