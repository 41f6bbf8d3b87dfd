import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ArtifactId } from "../src/domain/index.ts";
import { bundleBytes, createMemoryStore } from "../src/store/index.ts";
import { artifactProduced, numberEvents, runStarted } from "../src/testing/sample-events.ts";
import { listOf, noon, write } from "../src/testing/suites/store-suite-support.ts";

const page = readFileSync(join(import.meta.dirname, "..", "docs", "reference", "bundle.md"), "utf8");
const sha = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();

async function sample() {
  const store = createMemoryStore();
  const objects = [await write(store, ["kept"]), await write(store, ["left out"])];
  const writer = await store.executions.createRun(noon);
  const number = numberEvents(writer.run);
  await writer.append({ events: number(runStarted()), objects: [] });
  for (const [i, object] of objects.entries()) {
    await writer.append({ events: number(...artifactProduced(`a${i}` as ArtifactId, object)), objects: [object] });
  }
  await writer.close();
  const [kept, left] = objects.map(({ digest }) => digest);
  if (kept === undefined || left === undefined) throw new Error("there are two");
  const copy = await store.copyOf({ run: writer.run, objects: [kept], leaveOut: [left], content: "derived" });
  return { bytes: Buffer.concat(await listOf(bundleBytes(copy))), run: writer.run, head: writer.head(), kept, left };
}

// Written from the page alone: nothing of the program's own reader is used.
test("a reader that knows the page finds everything in a bundle", async () => {
  const { bytes, run, head, kept, left } = await sample();
  expect(bytes.toString("latin1", 0, 8)).toBe("WCTB\u0001\0\0\0");
  const headerEnd = 12 + bytes.readUInt32LE(8);
  const header = JSON.parse(bytes.toString("utf8", 12, headerEnd));
  expect(header).toMatchObject({ format: 1, run, head, content: "derived", objects: 1, gone: 1, frames: 3 });
  for (const key of Object.keys(header)) expect(page).toContain(`\`${key}\``);

  let hash = sha(`wct run record 1\n${run}\n`);
  let at = headerEnd;
  for (let next = 1; at < headerEnd + header.frameBytes; ) {
    const [first, last, length] = [0, 4, 8].map((place) => bytes.readUInt32LE(at + place));
    const body = bytes.subarray(at + 44, at + 44 + (length ?? 0));
    hash = sha(hash, body);
    expect([first, body.toString().trimEnd().split("\n").length]).toEqual([next, (last ?? 0) - next + 1]);
    expect(bytes.subarray(at + 12, at + 44).equals(hash)).toBe(true);
    next = (last ?? 0) + 1;
    at += 44 + body.length;
  }
  expect(hash.toString("hex")).toBe(head);

  const footer = bytes.length - 56;
  const index = bytes.readUIntLE(footer, 6);
  expect([bytes.readUInt32LE(footer + 6), bytes.readUInt32LE(footer + 10)]).toEqual([1, 1]);
  expect(bytes.toString("hex", index, index + 32)).toBe(kept);
  const place = bytes.readUIntLE(index + 32, 6);
  expect(bytes.toString("latin1", place, place + 4)).toBe("WCTO");
  expect(place + bytes.readUIntLE(index + 38, 6)).toBe(index);
  const tombstone = index + 44;
  expect(bytes.toString("hex", tombstone, tombstone + 32)).toBe(left);
  expect([bytes[tombstone + 32], bytes.readUIntLE(tombstone + 33, 6)]).toEqual([2, 0]);
  expect(tombstone + 39).toBe(footer);
  expect(bytes.subarray(footer + 16, footer + 48).equals(sha(bytes.subarray(0, footer + 16)))).toBe(true);
  expect(bytes.toString("latin1", footer + 48)).toBe("WCTBEND\n");
});
