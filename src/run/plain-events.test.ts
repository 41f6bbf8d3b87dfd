import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ArtifactId, type EventOf, type RunEvent, type RunId, runEvent } from "../domain/index.ts";
import { asEvents, randomRun, wholeRun } from "../testing/runs/random-runs.ts";
import { artifactProduced, artifactReused, numberEvents, someDigest } from "../testing/sample-events.ts";
import { encodeEvents } from "./index.ts";
import { PlainEvents } from "./plain-events.ts";

const plain = new PlainEvents(randomRun);
const lineOf = (event: RunEvent): string => new TextDecoder().decode(encodeEvents([event]));
const id = "a-1" as ArtifactId;
const [ready, started, other, completed, reused] = numberEvents(randomRun)(
  ...artifactProduced(id, { digest: someDigest, bytes: 12, elements: null }),
  artifactReused(id, "run_20250101_110000_2" as RunId, { digest: someDigest, bytes: 12, elements: 3 }),
);
// In the order in which a run writes the fields.
const { message, outcome, ...rest } = other as EventOf<"artifact.attempted"> & { readonly outcome: "produced" };
const attempted: RunEvent = { ...rest, outcome, message };
const five = [ready!, started!, attempted, completed!, reused!];
const input = { artifact: id, digest: someDigest };
const variants = [
  { ...started!, inputs: [input] },
  { ...started!, inputs: [input, { ...input, artifact: "ä" }], releasedBy: { kind: "slot", artifact: null } },
  { ...started!, component: null, version: "", worker: null, releasedBy: { kind: "gate", artifact: id } },
  ...[{}, { files: 2, by: { "é}": [1] } }].map((summary) => ({
    ...attempted,
    message: { schema: "note:1.0.0", digest: someDigest, bytes: 0, elements: 0, summary, kept: false },
  })),
] as readonly RunEvent[];

/** Pieces with a meaning in JSON, inserted where they are invalid. */
const piece = fc.constantFrom(
  ...[
    '"',
    "\\",
    "\\u0041",
    ",",
    "}",
    "{",
    "0",
    "-1",
    ".5",
    "e3",
    "null",
    "\n",
    "\t",
    "\u007f",
    " ",
    '"kept":true',
    "[]",
  ],
);

/** Generates a line with a piece inserted or overwritten. */
const damaged = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...five, ...variants),
      wholeRun.map((run) => asEvents(run)[1]!),
    ),
    fc.nat(),
    piece,
  )
  .chain(([event, at, more]) => fc.nat({ max: 3 }).map((over) => ({ line: lineOf(event), at, more, over })))
  .map(({ line, at, more, over }) => {
    const place = at % line.length;
    return line.slice(0, place) + more + line.slice(place + over);
  });

/** Returns the result of parsing a line and checking every field; null if it is not an event of the run. */
function thorough(line: string): unknown {
  try {
    const value = JSON.parse(line);
    return runEvent.is(value) && value.run === randomRun ? value : null;
  } catch {
    return null;
  }
}

describe("an event read by pattern", () => {
  it.each([...five, ...variants])("is the one that was written: $type", (event) => {
    const before = "nothing of this is looked at\n";
    const line = lineOf(event);
    expect(plain.read(`${before}${line}${line}`, before.length)).toEqual({ event, end: before.length + line.length });
  });

  it("is the one that JSON gives, or is left to it, whatever the line looks like", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const read = plain.read(text, 0);
        if (read === null) return;
        const line = text.slice(0, read.end);
        expect(line.indexOf("\n")).toBe(line.length - 1);
        expect(read.event).toEqual(thorough(line));
        expect(Object.keys(read.event)).toEqual(Object.keys(Object(thorough(line))));
      }),
      { numRuns: 3000 },
    );
  });

  it("is of the run that is read", () => {
    expect(new PlainEvents("run_20250101_120001" as RunId).read(lineOf(ready!), 0)).toBeNull();
  });

  it("does not depend on what was read before", () => {
    const lines = [...five, ...variants].map((event) => ({ event, line: lineOf(event) }));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines)), (list) => {
        const reader = new PlainEvents(randomRun);
        for (const { event, line } of list) expect(reader.read(line, 0)?.event).toEqual(event);
      }),
      { numRuns: 50 },
    );
  });
});
