import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWctError } from "../diagnostics/index.ts";
import type { RunEvent, RunId } from "../domain/index.ts";
import { asEvents, randomRun, wholeRun } from "../testing/runs/random-runs.ts";
import { decodeEvents, encodeEvents } from "./index.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const lineOf = (event: object) => bytesOf(`${JSON.stringify(event)}\n`);

function refusal(
  bytes: Uint8Array,
  run: RunId = randomRun,
): { readonly message: string; readonly hint: string | undefined } {
  try {
    decodeEvents(bytes, run);
  } catch (error) {
    if (!isWctError(error)) throw error;
    expect(error.code).toBe("WCT_RUN_RECORD_CORRUPT");
    return { message: error.message, hint: error.diagnostics[0]?.hint };
  }
  throw new Error("it was accepted");
}

/** At least one event of every type, from a few runs. */
const samples: readonly RunEvent[] = fc.sample(wholeRun, { numRuns: 40, seed: 3 }).flatMap(asEvents);
const oneOfEach = [
  ...new Map(samples.map((event) => [`${event.type} ${"outcome" in event ? event.outcome : ""}`, event])).values(),
];
const ready = oneOfEach.find(({ type }) => type === "artifact.ready")!;

describe("events as bytes", () => {
  it("come back as they were, whatever text they hold", () => {
    fc.assert(
      fc.property(wholeRun, (bodies) => {
        const events = asEvents(bodies);
        expect(decodeEvents(encodeEvents(events), randomRun)).toEqual(events);
      }),
    );
  });

  it("are one line each", () => {
    fc.assert(
      fc.property(wholeRun, (bodies) => {
        const text = new TextDecoder().decode(encodeEvents(asEvents(bodies)));
        expect(text.split("\n")).toHaveLength(bodies.length + 1);
      }),
    );
  });

  it("of every type are covered by the samples of these tests", () => {
    expect(new Set(oneOfEach.map(({ type }) => type)).size).toBe(15);
  });
});

describe("decodeEvents", () => {
  it("names the event and the field when any field is missing", () => {
    for (const event of oneOfEach) {
      for (const field of Object.keys(event)) {
        if (field === "seq") continue;
        const { [field]: _, ...rest } = { ...event } as Record<string, unknown>;
        const { message } = refusal(lineOf(rest));
        expect(message).toContain(`event ${event.seq} of "${randomRun}"`);
        if (field !== "v" && field !== "type") expect(message).toContain(`the field "${field}" of "${event.type}"`);
      }
    }
  });

  it("refuses a field of the wrong kind", () => {
    for (const event of oneOfEach) {
      for (const field of Object.keys(event)) {
        const wrong = refusal(lineOf({ ...event, [field]: ["wrong", 1] }));
        expect(wrong.message).toContain(`"${randomRun}"`);
      }
    }
  });

  it("hints at a newer wct for an unknown type or format", () => {
    expect(refusal(lineOf({ ...ready, type: "artifact.teleported" }))).toMatchObject({
      hint: expect.stringContaining("newer wct"),
    });
    expect(refusal(lineOf({ ...ready, v: 2 }))).toMatchObject({ hint: expect.stringContaining("newer wct") });
    expect(refusal(lineOf({ ...ready, type: "constructor" }))).toMatchObject({
      hint: expect.stringContaining("newer wct"),
    });
  });

  it("refuses what is cut off, is not JSON, is not UTF-8, belongs to another run, or leaves a gap", () => {
    const whole = encodeEvents([ready]);
    expect(refusal(whole.slice(0, -1)).message).toContain("cut off");
    expect(refusal(bytesOf("secret\n")).message).not.toContain("secret");
    expect(refusal(Uint8Array.of(0xff, 0x0a)).message).toContain("UTF-8");
    expect(refusal(whole, "run_20250101_120001" as RunId).message).toContain(`it belongs to "${randomRun}"`);
    const later = { ...ready, seq: ready.seq + 2 };
    expect(refusal(encodeEvents([ready, later])).message).toContain(`event ${ready.seq + 1} comes next`);
  });

  it("gives no events for no bytes", () => {
    expect(decodeEvents(new Uint8Array(), randomRun)).toEqual([]);
  });
});

it.each(["a\nb", "\u001b[2Ja", "a\u202eb", "\u200ba", "\u2028"])(
  "an id or a schema that hides or steers, %j, is refused",
  (id) => {
    expect(refusal(lineOf({ ...ready, artifact: id })).message).toContain('the field "artifact"');
  },
);
