import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";

/** Digest of a run's row and frames. */
export function recordDigest(file: string, run: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
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
