import fc from "fast-check";
import { expect, test } from "vitest";
import { isWctError } from "../src/diagnostics/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../src/domain/index.ts";
import { decodeEvents } from "../src/run/index.ts";
import { asEvents, randomRun, wholeRun } from "../src/testing/runs/random-runs.ts";
import { shapeErrors } from "./support/shapes.ts";

const fits = (event: JsonValue): boolean => shapeErrors("Event", event).length === 0;

/** Whether the program itself would read it back as an event. */
function isRead(event: JsonValue): boolean {
  try {
    decodeEvents(new TextEncoder().encode(`${JSON.stringify(event)}\n`), randomRun);
    return true;
  } catch (error) {
    if (isWctError(error)) return false;
    throw error;
  }
}

const samples: readonly JsonObject[] = fc
  .sample(wholeRun, { numRuns: 40, seed: 3 })
  .flatMap(asEvents)
  .map((event) => JSON.parse(JSON.stringify(event)));
const oneOfEach = [...new Map(samples.map((event) => [`${event["type"]} ${event["outcome"]}`, event])).values()];

test("the schema of events fits every event of random runs", () => {
  expect(samples.flatMap((event) => shapeErrors("Event", event)).slice(0, 3)).toEqual([]);
  expect(new Set(samples.map(({ type }) => type)).size).toBe(15);
});

/** Copies of a value with one part each, at any depth, taken out or made something else. */
function* changed(value: JsonValue): Generator<JsonValue> {
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) for (const other of changed(one)) yield value.with(i, other);
  } else if (isJsonObject(value)) {
    for (const [key, held] of Object.entries(value)) {
      const { [key]: _, ...rest } = value;
      yield rest;
      for (const other of [null, ["wrong"], -1, "", true]) yield { ...rest, [key]: other };
      for (const other of changed(held)) yield { ...rest, [key]: other };
    }
  }
}

test("what the schema takes is read, however an event is changed", () => {
  const wrong: JsonValue[] = [];
  let tried = 0;
  for (const event of oneOfEach) {
    for (const other of changed(event)) {
      tried += 1;
      if (fits(other) && !isRead(other)) wrong.push(other);
    }
  }
  expect(tried).toBeGreaterThan(500);
  expect(wrong.slice(0, 3)).toEqual([]);
});

test("a field that is missing or not known is refused by the schema", () => {
  for (const event of oneOfEach) {
    expect(fits({ ...event, surplus: 1 })).toBe(false);
    for (const key of Object.keys(event)) {
      const { [key]: _, ...rest } = event;
      expect({ type: event["type"], key, fits: fits(rest) }).toEqual({ type: event["type"], key, fits: false });
    }
  }
});
