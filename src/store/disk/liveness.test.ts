import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Clock } from "../../domain/index.ts";
import { numberEvents, runStarted } from "../../testing/sample-events.ts";
import { openRecordStore } from "../index.ts";
import { isAlive, type ProcessIdentity, type ProcessInfo, systemProcessInfo } from "./liveness.ts";

const noon = new Date("2025-12-09T12:00:00Z");
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
const self: ProcessIdentity = { pid: 1, boot: "b", namespace: "n", start: "100" };
const other: ProcessIdentity = { pid: 7, boot: "b", namespace: "n", start: "200" };

function table(starts: Readonly<Record<number, string>>): ProcessInfo {
  return { self, startOf: (pid) => starts[pid] ?? null };
}

function alive(process: ProcessIdentity, starts: Readonly<Record<number, string>>, silentFor: number): boolean {
  return isAlive({ process, heartbeat: noon.getTime() }, table(starts), later(silentFor));
}

test("on one machine a writer lives as long as its process, however silent", () => {
  expect(alive(other, { 7: "200" }, 3600)).toBe(true);
  expect(alive(other, {}, 0)).toBe(false);
});

test("a later process with the same number is not the writer", () => {
  expect(alive(other, { 7: "999" }, 0)).toBe(false);
});

test("a writer in another container or on another machine lives by its heartbeat, 60 seconds", () => {
  for (const elsewhere of [
    { ...other, boot: "c" },
    { ...other, namespace: "m" },
  ]) {
    expect(alive(elsewhere, {}, 60)).toBe(true);
    expect(alive(elsewhere, { 7: "200" }, 61)).toBe(false);
  }
});

test("where start times are unknown, process and heartbeat must both be there", () => {
  const unknown = { ...other, start: "" };
  expect(alive(unknown, { 7: "" }, 60)).toBe(true);
  expect(alive(unknown, { 7: "" }, 61)).toBe(false);
  expect(alive(unknown, {}, 0)).toBe(false);
});

test("the machine knows this process", () => {
  const info = systemProcessInfo();
  expect(info.startOf(info.self.pid)).toBe(info.self.start);
  expect(info.startOf(2 ** 22 + 1)).toBe(null);
});

/** Creates a clock that the test advances. */
function handClock(): Clock & { readonly advance: (seconds: number) => void } {
  let now = noon.getTime();
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => new Date(now),
    monotonic: () => now * 1e6,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(seconds) {
      for (let i = 0; i < seconds; i++) {
        now += 1000;
        for (const timer of [...timers]) {
          if (timer.at <= now && timers.delete(timer)) timer.callback();
        }
      }
    },
  };
}

test("a writer's heartbeat keeps its run alive for other machines, until it closes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wct-liveness-"));
  const dir = join(folder, ".wct");
  const clock = handClock();
  const store = await openRecordStore({ dir, mode: "write", clock });
  const elsewhere: ProcessInfo = { self: { ...self, boot: "another machine" }, startOf: () => null };
  const reader = await openRecordStore({ dir, mode: "read", clock, processInfo: elsewhere });
  const writer = await store.executions.createRun(noon);
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  const status = async () => (await reader.executions.run(writer.run))?.status;
  clock.advance(300);
  expect(await status()).toBe("running");
  await writer.close();
  expect(await status()).toBe("interrupted");
  await reader.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
