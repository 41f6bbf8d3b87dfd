import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunEvent } from "../src/domain/index.ts";
import { encodeEvents } from "../src/run/index.ts";
import { PlainEvents } from "../src/run/plain-events.ts";
import { openRecordStore } from "../src/store/index.ts";

const kinds = ["artifact.ready", "artifact.started", "artifact.completed", "artifact.reused"];

test("the common events of a real record are read by pattern", async () => {
  const dir = mkdtempSync(join(tmpdir(), "wct-plain-"));
  try {
    cpSync(join(import.meta.dirname, "records/v0.1/store"), dir, { recursive: true });
    const store = await openRecordStore({ dir, mode: "read" });
    const events: RunEvent[] = [];
    for (const run of await store.executions.ids()) {
      await store.executions.eachEvent(run, (event) => void events.push(event));
    }
    await store.close();
    const common = events.filter(
      (event) => kinds.includes(event.type) || ("outcome" in event && event.outcome === "produced"),
    );
    expect(common.length).toBeGreaterThan(10);
    for (const event of common) {
      const line = new TextDecoder().decode(encodeEvents([event]));
      expect(new PlainEvents(event.run).read(line, 0)?.event).toEqual(event);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
});
