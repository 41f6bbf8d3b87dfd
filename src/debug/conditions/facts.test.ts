import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArtifactId, JsonObject, MessageReader, MessageRef } from "../../domain/index.ts";
import { foldEvents } from "../../run/index.ts";
import { linesReader } from "../../testing/lines-reader.ts";
import { madeUpRun } from "../../testing/runs/recorded-run.ts";
import { checkExpression, type FactsPlace, factsAt, isFault } from "./index.ts";

const sample = madeUpRun(
  [
    { id: "a", start: 0, seconds: 1 },
    { id: "b", inputs: ["a"], start: 1, seconds: 2, tags: ["x"] },
  ],
  null,
);

/** The place when this many events are recorded. */
const placeAt = (events: number, side: FactsPlace["side"], artifact = "b", run = sample): FactsPlace => ({
  plan: run.plan,
  state: foldEvents(run.events.slice(0, events)),
  artifact: artifact as ArtifactId,
  side,
});

const eventOf = (type: string, artifact = "b", run = sample): number =>
  run.events.findIndex((event) => event.type === type && "artifact" in event && event.artifact === artifact) + 1;

interface Read {
  readonly from: number;
  readonly to: number;
}

function reading(content: { readonly elements: number; readonly rest?: JsonObject }) {
  const reads: Read[] = [];
  const opened: MessageRef[] = [];
  const elements = Array.from({ length: content.elements }, (_, n) => ({ n }));
  const reader = linesReader({
    elements,
    rest: content.rest ?? {},
    onRead: (from, to) => reads.push({ from, to }),
  });
  const open = async (message: MessageRef): Promise<MessageReader> => {
    opened.push(message);
    return reader;
  };
  return { reads, opened, open };
}

function usesOf(text: string) {
  const checked = checkExpression(text);
  if (isFault(checked)) throw new Error(checked.message);
  return checked.uses;
}

describe("values at a stop", () => {
  const { open } = reading({ elements: 0 });

  test("before an artifact there is no output, and the attempt is the one to come", async () => {
    const { artifact, output, inputs } = await factsAt(placeAt(eventOf("artifact.ready"), "before"), [], open);
    expect({ output, inputs: Object.keys(inputs) }).toEqual({ output: null, inputs: ["a"] });
    expect(artifact).toMatchObject({ attempt: 1, side: "before", status: "pending", duration_ms: 0, tags: ["x"] });
  });

  test("after its attempt the output is known, although the artifact is not completed", async () => {
    const { artifact, output, run } = await factsAt(placeAt(eventOf("artifact.attempted"), "after"), [], open);
    expect(output).toMatchObject({ size: 1, bytes: 1001, schema: "standard_input:1.0.0" });
    expect(artifact).toMatchObject({ attempt: 1, status: "completed", error: null, duration_ms: 2000 });
    expect(run).toMatchObject({ runbook: "Sample", elapsed_ms: 3000, completed: 1, total: 2 });
  });

  test("after a failure there is an error and no output", async () => {
    const run = madeUpRun([{ id: "b", start: 0, seconds: 1, ends: "failed" }], null);
    const place = placeAt(eventOf("artifact.attempted", "b", run), "after", "b", run);
    const { artifact, output } = await factsAt(place, [], open);
    expect({ output, status: artifact.status }).toEqual({ output: null, status: "failed" });
    expect(artifact.error).toEqual({ code: "WCT_PRODUCE_THREW", message: "it threw" });
  });

  test("a configuration that the session changed replaces the plan's", async () => {
    const place = { ...placeAt(eventOf("artifact.ready"), "before"), config: { sample: 5 } };
    expect((await factsAt(place, [], open)).config).toEqual({ sample: 5 });
  });
});

describe("reading", () => {
  const after = placeAt(eventOf("artifact.attempted"), "after");

  test.each([
    "output.size > 1",
    "output.bytes + inputs.a.bytes > 1",
    "output == null",
    'size(inputs) > 1 || "a" in inputs',
    "artifact.id == run.id",
    "inputs.other.first",
  ])("%s opens nothing", async (text) => {
    const content = reading({ elements: 50 });
    await factsAt(after, usesOf(text), content.open);
    expect(content.opened).toEqual([]);
  });

  test("only the message is opened whose elements are used", async () => {
    const content = reading({ elements: 50 });
    const facts = await factsAt(after, usesOf("output.first.size() > 1 && inputs.a.size > 1"), content.open);
    expect(content.reads).toEqual([{ from: 0, to: 10 }]);
    expect(facts.output?.first).toHaveLength(10);
    expect(facts.inputs["a"]?.first).toBeUndefined();
  });

  const texts = ["output.first", "inputs.a.first", "inputs", "output", "inputs.map(i, inputs[i].first)", "output.size"];

  test("never more than 10 elements of a stream are read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.subarray(texts), async (elements, chosen) => {
        const content = reading({ elements });
        const facts = await factsAt(after, chosen.flatMap(usesOf), content.open);
        expect(content.reads.every(({ from, to }) => from === 0 && to <= 10)).toBe(true);
        expect(facts.output?.first?.length ?? 0).toBeLessThanOrEqual(10);
        expect(facts.inputs["a"]?.first?.length ?? 0).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe("content without a stream", () => {
  /** The same run, whose messages have no stream and this size. */
  function withoutStream(bytes: number): FactsPlace {
    const events = sample.events.map((event) =>
      event.type === "artifact.attempted" && event.outcome === "produced"
        ? { ...event, message: { ...event.message, elements: null, bytes } }
        : event,
    );
    return placeAt(eventOf("artifact.attempted"), "after", "b", { ...sample, events });
  }
  const rest = { name: "x", list: [1, 2] };

  test("its size is the number of its top-level keys, and it is the only element of `first`", async () => {
    const facts = await factsAt(
      withoutStream(65_536),
      usesOf("output.size + output.first.size()"),
      reading({ elements: 0, rest }).open,
    );
    expect(facts.output).toMatchObject({ size: 2, first: [rest] });
  });

  test("large content is not given, and not read for `first`", async () => {
    const content = reading({ elements: 0, rest });
    const first = await factsAt(withoutStream(65_537), usesOf("output.first"), content.open);
    expect({ first: first.output?.first, opened: content.opened }).toEqual({ first: [], opened: [] });
    const both = await factsAt(withoutStream(65_537), usesOf("output"), content.open);
    expect(both.output).toMatchObject({ size: 2, first: [] });
  });
});
