import fc from "fast-check";
import { expect, test } from "vitest";
import { freshStart, resumableRun, resumeFrom } from "../../src/cli/wiring/takeover.ts";
import type { ArtifactId, RecordStore, RunEvent, RunId } from "../../src/domain/index.ts";
import { createMemoryStore } from "../../src/store/index.ts";
import { idAt } from "../../src/testing/sample-plan.ts";
import { execute, type Held, heldAfter, oracle, planOf, type Round, story } from "./takeover-world.ts";

/** The store, but that some content is gone or damaged. */
function hurt(store: RecordStore, round: Round, held: ReadonlyMap<ArtifactId, Held>): RecordStore {
  const gone = new Map(round.lost.map((place) => [held.get(idAt(place))?.digest, place % 2 === 0]));
  const verify: RecordStore["artifacts"]["verify"] = async (digest) => {
    const isAbsent = gone.get(digest);
    return isAbsent === undefined ? store.artifacts.verify(digest) : isAbsent ? "absent" : "damaged";
  };
  return { ...store, artifacts: { ...store.artifacts, verify } };
}

async function eventsOf(store: RecordStore, run: RunId): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of store.executions.events(run)) events.push(event);
  return events;
}

/** What really became of each artifact that ended in the record, in the oracle's words. */
function fortunes(events: readonly RunEvent[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const event of events) {
    if (event.type === "artifact.completed") found[event.artifact] = "executes";
    if (event.type === "artifact.reused") found[event.artifact] = `reused ${event.message.digest}`;
    if (event.type === "artifact.failed") found[event.artifact] = "fails";
    if (event.type === "artifact.skipped") found[event.artifact] = "skipped";
  }
  return found;
}

function expected(round: Round, held: ReadonlyMap<ArtifactId, Held>): Record<string, string> {
  const { fortuneOf } = oracle(round, held);
  const there = [...round.specs.keys()].filter((place) => round.specs[place]?.isThere);
  return Object.fromEntries(
    there.map((place) => {
      const fortune = fortuneOf(place);
      return [idAt(place), typeof fortune === "object" ? `reused ${fortune.digest}` : fortune];
    }),
  );
}

/** Of a run that was killed all that it recorded; of a cancelled one only what was not stopped. */
function made(found: Record<string, string>, { fate }: Round): Record<string, string> {
  if (fate.kind === "killed") return found;
  return Object.fromEntries(Object.entries(found).filter(([, what]) => what !== "fails" && what !== "skipped"));
}

const runs = Number(process.env["WCT_TEST_RUNS"] ?? 150);

test(
  "a resumed run executes exactly what a naive definition says, edit after edit, whatever the end before",
  async () => {
    await fc.assert(
      fc.asyncProperty(story, async (rounds) => {
        const store = createMemoryStore();
        let before: RunId | null = null;
        let held: ReadonlyMap<ArtifactId, Held> = new Map();
        for (const round of rounds) {
          const now = hurt(store, round, held);
          const planned = { plan: planOf(round), reused: new Map() };
          const takeover =
            before === null ? freshStart : await resumeFrom(now, planned, await resumableRun(now, before));
          const run: RunId = await execute(now, round, takeover);
          const events = await eventsOf(store, run);
          const wanted = expected(round, held);
          const found = fortunes(events);
          // Of a run that was stopped, what it did before; whatever is taken over at once is there in any case.
          if (round.fate.kind === "ends") expect(found).toEqual(wanted);
          else expect(wanted).toMatchObject(made(found, round));
          held = heldAfter(events, round, held);
          before = run;
        }
      }),
      { numRuns: runs },
    );
  },
  30_000 + 50 * runs,
);
