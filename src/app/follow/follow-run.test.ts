import { expect, test } from "vitest";
import type { RunEvent, RunId, RunStatus, RunSummary } from "../../domain/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted, someDigest } from "../../testing/sample-events.ts";
import { idAt } from "../../testing/sample-plan.ts";
import { createVirtualClock, settle } from "../../testing/virtual-clock.ts";
import { followRun } from "./follow-run.ts";

const id = "run_20250101_120000" as RunId;
const next = numberEvents(id);
const events = [
  ...next(runStarted()),
  ...next(...artifactProduced(idAt(0), { digest: someDigest, bytes: 1, elements: 1 })),
  ...next(runFinished("completed")),
];

/** A record to which the test adds events, and the number of times it was read. */
function growing() {
  const record = { events: [] as RunEvent[], status: "running" as RunStatus, isThere: true, reads: 0 };
  const run = async (): Promise<RunSummary | null> => {
    const { status, isThere } = record;
    return isThere ? ({ id, status, events: record.events.length } as RunSummary) : null;
  };
  const read = async function* (_: RunId, from = 1): AsyncGenerator<RunEvent> {
    record.reads += 1;
    yield* record.events.slice(from - 1);
  };
  return { record, executions: { run, events: read } };
}

function following(first: readonly RunEvent[] = []) {
  const clock = createVirtualClock();
  const { record, executions } = growing();
  record.events.push(...first);
  const stopper = new AbortController();
  const seen: number[] = [];
  const all = (async () => {
    const followed = followRun(executions, id, { clock, signal: stopper.signal });
    for (;;) {
      const one = await followed.next();
      if (one.done) return one.value.status;
      seen.push(one.value.seq);
    }
  })();
  return { clock, record, seen, stop: () => stopper.abort(), all, quiet: () => settle(() => seen.length) };
}

test("a followed run is shown from its first event, each event once, and following ends with the run", async () => {
  const { clock, record, seen, all, quiet } = following();
  for (const event of events) {
    record.events.push(event);
    await quiet();
    expect(clock.next()).toBe(true);
  }
  record.status = "completed";
  await quiet();
  clock.next();
  expect(await all).toBe("completed");
  expect(seen).toEqual(events.map(({ seq }) => seq));
});

test("following ends when the process of the run dies", async () => {
  const { clock, record, seen, all, quiet } = following(events.slice(0, 3));
  await quiet();
  record.status = "interrupted";
  clock.next();
  expect(await all).toBe("interrupted");
  expect(seen).toEqual([1, 2, 3]);
});

test("events are read only if there are new ones, ten times a second at most", async () => {
  const { clock, record, stop, all, quiet } = following(events.slice(0, 2));
  for (let looks = 0; looks < 10; looks += 1) {
    await quiet();
    clock.next();
  }
  expect(record.reads).toBe(1);
  expect(clock.time()).toBe(1000);
  stop();
  expect(await all).toBe("running");
});

test("following stops at once when asked to", async () => {
  const { clock, seen, stop, all, quiet } = following(events.slice(0, 2));
  await quiet();
  stop();
  expect(await all).toBe("running");
  expect([seen, clock.next()]).toEqual([[1, 2], false]);
});

test("a run that is deleted while it is followed is an error", async () => {
  const { clock, record, all, quiet } = following();
  await quiet();
  record.isThere = false;
  const failed = expect(all).rejects.toMatchObject({ code: "WCT_RUN_NOT_FOUND" });
  clock.next();
  await failed;
});
