import fc from "fast-check";
import { expect, test } from "vitest";
import { reuseNewest } from "../../src/app/reuse/reuse-newest.ts";
import { resumableRun, resumeFrom, reuseNothing } from "../../src/app/reuse/reuse-plan.ts";
import type { ArtifactId, Digest, RecordStore, RunEvent, RunId } from "../../src/domain/index.ts";
import { createMemoryStore } from "../../src/store/index.ts";
import { idAt } from "../../src/testing/sample-plan.ts";
import { execute } from "./reuse-run.ts";
import { type Held, heldAfter, oracle, planOf, type Round, story } from "./reuse-world.ts";

/** Digests of content that is lost or damaged. */
type Gone = ReadonlyMap<Digest, "absent" | "damaged">;

/** What the artifacts at these places hold is gone; of every second one it is damaged instead. */
function goneOf({ lost }: Round, holds: (id: ArtifactId) => Held | undefined): Gone {
  const gone = new Map<Digest, "absent" | "damaged">();
  for (const place of lost) {
    const held = holds(idAt(place));
    if (held !== undefined) gone.set(held.digest, place % 2 === 0 ? "absent" : "damaged");
  }
  return gone;
}

/** The store, but for the content that is gone. */
function hurt(store: RecordStore, gone: Gone): RecordStore {
  const verify: RecordStore["artifacts"]["verify"] = async (digest) =>
    gone.get(digest) ?? store.artifacts.verify(digest);
  const verifyAll: RecordStore["artifacts"]["verifyAll"] = async (digests) => {
    const conditions = new Map(await store.artifacts.verifyAll(digests));
    for (const digest of conditions.keys()) conditions.set(digest, gone.get(digest) ?? "intact");
    return conditions;
  };
  return { ...store, artifacts: { ...store.artifacts, verify, verifyAll } };
}

const without = (held: ReadonlyMap<ArtifactId, Held>, gone: Gone): ReadonlyMap<ArtifactId, Held> =>
  new Map([...held].filter(([, { digest }]) => !gone.has(digest)));

async function eventsOf(store: RecordStore, run: RunId): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of store.executions.events(run)) events.push(event);
  return events;
}

/** What really became of each artifact that ended in the record, in the oracle's words. */
function outcomes(events: readonly RunEvent[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const event of events) {
    if (event.type === "artifact.completed") found[event.artifact] = "executes";
    if (event.type === "artifact.reused") found[event.artifact] = `reused ${event.message.digest}`;
    if (event.type === "artifact.failed") found[event.artifact] = "fails";
    if (event.type === "artifact.skipped") found[event.artifact] = "skipped";
  }
  return found;
}

function expected(
  round: Round,
  held: ReadonlyMap<ArtifactId, Held>,
  rules: { readonly takesSources: boolean },
): Record<string, string> {
  const { outcomeOf } = oracle(round, held, rules);
  const there = [...round.specs.keys()].filter((place) => round.specs[place]?.isThere);
  return Object.fromEntries(
    there.map((place) => {
      const outcome = outcomeOf(place);
      return [idAt(place), typeof outcome === "object" ? `reused ${outcome.digest}` : outcome];
    }),
  );
}

/** Of a run that was killed all that it recorded; of a cancelled one only what was not stopped. */
function made(found: Record<string, string>, { fate }: Round): Record<string, string> {
  if (fate.kind === "killed") return found;
  return Object.fromEntries(Object.entries(found).filter(([, what]) => what !== "fails" && what !== "skipped"));
}

const runs = Number(process.env["WCT_TEST_RUNS"] ?? 150);

const limit = { timeout: 30_000 + 50 * runs };

/** Holds a run's record to what the oracle says. */
function check(round: Round, events: readonly RunEvent[], wanted: Record<string, string>): void {
  // Of a run that was stopped, what it did before; whatever is reused at once is there in any case.
  if (round.fate.kind === "ends") expect(outcomes(events)).toEqual(wanted);
  else expect(wanted).toMatchObject(made(outcomes(events), round));
}

test(
  "a resumed run executes exactly what a naive definition says, whatever was edited and however it ended",
  limit,
  async () => {
    const property = fc.asyncProperty(story, fc.boolean(), async (rounds, isLostLate) => {
      const store = createMemoryStore();
      let before: RunId | null = null;
      let held: ReadonlyMap<ArtifactId, Held> = new Map();
      for (const round of rounds) {
        const gone = goneOf(round, (id) => held.get(id));
        // Before it is decided what to reuse, or between that and the run.
        const now = isLostLate ? store : hurt(store, gone);
        const planned = { plan: planOf(round), reused: new Map() };
        const reusePlan =
          before === null ? reuseNothing : await resumeFrom(now, planned, await resumableRun(now, before));
        const run: RunId = await execute(now, round, reusePlan, isLostLate ? new Set(gone.keys()) : new Set());
        const events = await eventsOf(store, run);
        check(round, events, expected(round, without(held, gone), { takesSources: true }));
        held = heldAfter(events, round, held);
        before = run;
      }
    });
    await fc.assert(property, { numRuns: runs });
  },
);

test(
  "an incremental run executes exactly sources, and what a naive definition says of the newest that is whole",
  limit,
  async () => {
    const property = fc.asyncProperty(story, async (rounds) => {
      const store = createMemoryStore();
      const history = new Map<ArtifactId, readonly Held[]>();
      for (const round of rounds) {
        const gone = goneOf(round, (id) => history.get(id)?.[0]);
        const now = hurt(store, gone);
        const reusePlan = await reuseNewest(now, { plan: planOf(round), reused: new Map() }, null);
        const events = await eventsOf(store, await execute(now, round, reusePlan));
        const newest = new Map(
          [...history].flatMap(([id, all]) => {
            const found = all.find(({ digest, isKept }) => isKept && !gone.has(digest));
            return found === undefined ? [] : [[id, found] as const];
          }),
        );
        check(round, events, expected(round, newest, { takesSources: false }));
        for (const [id, held] of heldAfter(events, round, newest)) history.set(id, [held, ...(history.get(id) ?? [])]);
      }
    });
    await fc.assert(property, { numRuns: runs });
  },
);
