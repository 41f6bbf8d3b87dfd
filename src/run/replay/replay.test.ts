import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArtifactId, EventBody, RunEvent } from "../../domain/index.ts";
import { asEvents, randomRun, wholeRun } from "../../testing/runs/random-runs.ts";
import { artifactProduced, numberEvents, runStarted, someDigest } from "../../testing/sample-events.ts";
import { createVirtualClock, settle } from "../../testing/virtual-clock.ts";
import { foldEvents } from "../fold.ts";
import { createHistory } from "./history.ts";
import { paced, type ReplayPace } from "./pace.ts";

test("the state at any event is the fold of the events up to it, and the tally counts its artifacts", () => {
  fc.assert(
    fc.property(wholeRun, fc.nat(), (bodies, some) => {
      const events = asEvents(bodies);
      const history = createHistory(events);
      const seq = some % (events.length + 1);
      const state = foldEvents(events.slice(0, seq));
      expect(history.state(seq)).toEqual(state);
      if (seq === 0) return;
      const running = [...state.artifacts.values()].filter(({ status }) => status === "running").length;
      const { optionalFailed: _, ...counts } = state.counts;
      const total = state.started?.artifacts;
      expect(history.step(seq).tally).toEqual({ total, running, ...counts });
    }),
    { numRuns: 300 },
  );
});

/** Creates a run of sequential artifacts, with five events each. */
function longRun(artifacts: number): readonly RunEvent[] {
  const bodies = Array.from({ length: artifacts }, (_, i): readonly EventBody[] => {
    const artifact = `artifact_${i}` as ArtifactId;
    const [ready, started, attempted, completed] = artifactProduced(artifact, {
      digest: someDigest,
      bytes: 1,
      elements: 1,
    });
    const progress = { type: "artifact.progress", artifact, done: 1, total: null } as const;
    return [ready!, started!, progress, attempted!, completed!];
  });
  const numbered = numberEvents(randomRun)(runStarted({ artifacts }), ...bodies.flat());
  return numbered.map((event) => (event.type === "artifact.attempted" ? { ...event, ended: event.t } : event));
}

test("a hundred thousand events are gone through in both directions in moments", () => {
  const events = longRun(20_000);
  const history = createHistory(events);
  const started = performance.now();
  const looks = [events.length, events.length - 1, 50_000, 49_999, 1, 99_999, 31_250, 31_249];
  for (const seq of looks) {
    const state = history.state(seq);
    expect(state.seq).toBe(seq);
    expect(state.counts.completed).toBe(Math.floor((seq - 1) / 5));
  }
  // A single lookup may take a second on a busy machine.
  expect((performance.now() - started) / looks.length).toBeLessThan(1000);
});

test("the event that ends an artifact is known by its name", () => {
  const history = createHistory(longRun(3));
  expect(["artifact_0", "artifact_2", "nothing"].map(history.endOf)).toEqual([6, 16, null]);
});

/** Returns the times, in milliseconds, at which items from these seconds of the run are shown. */
async function shownAt(secondsIntoRun: readonly number[], pace: ReplayPace, showing = 0): Promise<readonly number[]> {
  const clock = createVirtualClock();
  const shown: number[] = [];
  const playing = (async () => {
    for await (const _ of paced(secondsIntoRun, { clock, pace, timeOf: (seconds) => seconds * 1e9 })) {
      shown.push(clock.time());
      if (showing > 0) await new Promise<void>((resolve) => void clock.after(showing, resolve));
    }
  })();
  do await settle(() => shown.length);
  while (clock.next());
  await playing;
  return shown;
}

const uncapped = Number.POSITIVE_INFINITY;

test.each([
  ["as it was", { speed: 1, longestPauseMs: uncapped }, [0, 2000, 2000, 12_000]],
  ["ten times as fast", { speed: 10, longestPauseMs: uncapped }, [0, 200, 200, 1200]],
  ["half as fast", { speed: 0.5, longestPauseMs: uncapped }, [0, 4000, 4000, 24_000]],
  ["with pauses of a second at most", { speed: 1, longestPauseMs: 1000 }, [0, 1000, 1000, 2000]],
])("a run is shown %s", async (_, pace, times) => {
  expect(await shownAt([5, 7, 7, 17], pace)).toEqual(times);
});

test("what showing takes is made up for in the next pause", async () => {
  expect(await shownAt([0, 2, 4], { speed: 1, longestPauseMs: uncapped }, 500)).toEqual([0, 2000, 4000]);
});
