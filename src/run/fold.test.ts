import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArtifactId, EventBody, RunEvent } from "../domain/index.ts";
import { asEvents, wholeRun } from "../testing/runs/random-runs.ts";
import { runStarted } from "../testing/sample-events.ts";
import { applyEvent, artifactState, createFold, emptyState, foldEvents, isCorrupt, type RunState } from "./index.ts";

/** Encodes each event as one letter, so that a pattern can check the order without the transition table. */
function letter(body: EventBody): string {
  switch (body.type) {
    case "artifact.ready":
      return "y";
    case "artifact.started":
      return "s";
    case "artifact.progress":
    case "artifact.noted":
      return "n";
    case "artifact.attempted":
      return body.outcome === "produced" ? "P" : "F";
    case "artifact.altered":
      return "a";
    case "artifact.completed":
      return "c";
    case "artifact.failed":
      return "f";
    case "artifact.skipped":
      return "k";
    case "artifact.reused":
      return "r";
    case "output.written":
      return "o";
    case "run.started":
      return "S";
    case "run.paused":
      return "U";
    case "run.continued":
      return "C";
    case "run.finished":
      return "E";
  }
}

const lifePattern = /^(?:ro*|k|ya*(?:ro*|k|(?:sn*[PF]a*)*sn*(?:Pa*(?:co*|f|k)|Fa*(?:f|k))))$/;
const runPattern = /^S(?:A|U[AU]*C)*(?:U[AU]*)?E$/;

/** Returns whether a log that ends with the run's end could have been written. */
function isLegal(bodies: readonly EventBody[]): boolean {
  const lives = new Map<ArtifactId, EventBody[]>();
  let run = "";
  for (const body of bodies) {
    run += "artifact" in body ? "A" : letter(body);
    if ("artifact" in body) lives.set(body.artifact, [...(lives.get(body.artifact) ?? []), body]);
  }
  const [first, last] = [bodies[0], bodies[bodies.length - 1]];
  if (first?.type !== "run.started" || last?.type !== "run.finished" || !runPattern.test(run)) return false;
  const ends = (type: EventBody["type"]) => bodies.filter((body) => body.type === type).length;
  return (
    lives.size === first.artifacts &&
    [...lives.values()].every((life) => lifePattern.test(life.map(letter).join("")) && attemptsAreCounted(life)) &&
    last.counts.completed === ends("artifact.completed") &&
    last.counts.failed === ends("artifact.failed") &&
    last.counts.skipped === ends("artifact.skipped") &&
    last.counts.reused === ends("artifact.reused") &&
    last.counts.optionalFailed === bodies.filter((body) => body.type === "artifact.failed" && body.optional).length
  );
}

function attemptsAreCounted(life: readonly EventBody[]): boolean {
  let attempt = 0;
  return life.every((body) => {
    if (body.type === "artifact.started") attempt += 1;
    return !("attempt" in body) || body.attempt === attempt;
  });
}

function verdict(events: readonly RunEvent[]): RunState | number {
  const fold = createFold();
  for (const event of events) {
    try {
      fold.push(event);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      expect(error.message).toContain(`event ${event.seq} of`);
      return event.seq;
    }
  }
  return fold.state();
}

/** Inserts or deletes one event, or swaps two. The end remains the end. */
const damage = fc.record({ kind: fc.constantFrom("insert", "delete", "swap"), a: fc.nat(), b: fc.nat() });

function damaged(
  bodies: readonly EventBody[],
  { kind, a, b }: { kind: string; a: number; b: number },
): readonly EventBody[] {
  const last = bodies.length - 1;
  const [x, y] = [a % last, b % last];
  const result = [...bodies];
  if (kind === "delete") result.splice(x, 1);
  if (kind === "insert") result.splice(y, 0, bodies[x]!);
  if (kind === "swap") [result[x], result[y]] = [bodies[y]!, bodies[x]!];
  return result;
}

describe("foldEvents", () => {
  it("accepts every run that can happen, at every prefix", () => {
    fc.assert(
      fc.property(wholeRun, (bodies) => {
        expect(isLegal(bodies)).toBe(true);
        const events = asEvents(bodies);
        const fold = createFold();
        let pure = emptyState;
        for (const [index, event] of events.entries()) {
          fold.push(event);
          pure = applyEvent(pure, event);
          expect(fold.state()).toEqual(pure);
          expect(pure.seq).toBe(index + 1);
        }
        expect(foldEvents(events)).toEqual(pure);
      }),
    );
  });

  it("finds every illegal step, and takes a step for illegal only if it is", () => {
    fc.assert(
      fc.property(wholeRun, damage, (bodies, how) => {
        const changed = damaged(bodies, how);
        expect(typeof verdict(asEvents(changed)) === "object").toBe(isLegal(changed));
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves earlier states as they were", () => {
    fc.assert(
      fc.property(wholeRun, fc.nat(), (bodies, cut) => {
        const events = asEvents(bodies);
        const fold = createFold();
        const middle = cut % events.length;
        for (const event of events.slice(0, middle)) fold.push(event);
        const early = fold.state();
        const copy = structuredClone(early);
        for (const event of events.slice(middle)) fold.push(event);
        expect(early).toEqual(copy);
      }),
    );
  });

  it("changes nothing when an event cannot follow", () => {
    fc.assert(
      fc.property(wholeRun, fc.nat(), (bodies, cut) => {
        const events = asEvents(bodies).slice(0, (cut % bodies.length) + 1);
        const fold = createFold();
        for (const event of events) fold.push(event);
        const before = fold.state();
        expect(() => fold.push(events[events.length - 1]!)).toThrow();
        expect(fold.state()).toEqual(before);
      }),
    );
  });

  it("refuses a gap, another run and time that goes back", () => {
    const [first] = asEvents([{ type: "run.paused", stops: [] }]);
    const started = asEvents([runStarted(), { type: "artifact.ready", artifact: "a" as ArtifactId }]);
    expect(verdict([{ ...started[0]!, seq: 2 }])).toBe(2);
    expect(verdict([started[0]!, { ...started[1]!, run: "run_20250101_120001" as RunEvent["run"] }])).toBe(2);
    expect(
      verdict([
        { ...started[0]!, t: 5 },
        { ...started[1]!, t: 4 },
      ]),
    ).toBe(2);
    expect(verdict([first!])).toBe(1);
  });

  it("sums costs per unit over all attempts", () => {
    fc.assert(
      fc.property(wholeRun, (bodies) => {
        const state = foldEvents(asEvents(bodies));
        const spent = bodies.flatMap((body) => (body.type === "artifact.attempted" ? body.cost : []));
        const sum = (unit: string) =>
          spent.filter((cost) => cost.unit === unit).reduce((all, { amount }) => all + amount, 0);
        for (const { unit, amount } of state.cost) expect(amount).toBe(sum(unit));
        expect(state.cost.map(({ unit }) => unit).sort()).toEqual([...new Set(spent.map(({ unit }) => unit))].sort());
      }),
    );
  });

  it("knows an artifact that no event names as pending", () => {
    expect(artifactState(emptyState, "x" as ArtifactId)).toMatchObject({
      status: "pending",
      result: null,
      attempts: [],
    });
  });

  it("takes a hundred thousand log lines of one artifact, each like the first", () => {
    const artifact = "a" as ArtifactId;
    const note: EventBody = { type: "artifact.noted", artifact, level: "info", text: "one more" };
    const lines = Array.from({ length: 100_000 }, () => note);
    const begin = [runStarted(), { type: "artifact.ready", artifact } as const, startOf(artifact)];
    expect(artifactState(foldEvents(asEvents([...begin, ...lines])), artifact).notes).toHaveLength(100_000);
  }, 5_000);
});

function startOf(artifact: ArtifactId): EventBody {
  return {
    type: "artifact.started",
    artifact,
    component: null,
    version: null,
    attempt: 1,
    worker: null,
    inputs: [],
    releasedBy: { kind: "start" },
  };
}
