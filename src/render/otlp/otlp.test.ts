import { expect, test } from "vitest";
import { expectGolden } from "../../../test/support/golden.ts";
import { otlpProblems } from "../../../test/support/otlp-json.ts";
import { cicdAttributes } from "../../../test/support/standards/otlp.ts";
import type { RunStatus } from "../../domain/index.ts";
import { eventfulRun } from "../../testing/runs/eventful-run.ts";
import { otlpTrace } from "./index.ts";

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly events?: readonly { readonly timeUnixNano: string; readonly name: string }[];
  readonly links?: readonly { readonly spanId: string }[];
  readonly status: { readonly code?: number; readonly message?: string };
}

const textOf = (status: RunStatus): string => {
  const { plan, state } = eventfulRun({ isOver: status === "failed" });
  return otlpTrace({ plan, state, status, schemas: new Map() });
};
const spansOf = (status: RunStatus): readonly Span[] => JSON.parse(textOf(status)).resourceSpans[0].scopeSpans[0].spans;
const named = (spans: readonly Span[], name: string): Span => {
  const span = spans.find((one) => one.name === name);
  if (span === undefined) throw new Error(`no span ${name}`);
  return span;
};
const attribute = ({ attributes }: Span, key: string): unknown =>
  Object.values(attributes.find((one) => one.key === key)?.value ?? {})[0];

test.each(["failed", "running", "interrupted"] as const)(
  "the trace of a %s run is what the messages of OTLP say",
  (status) => {
    expect(otlpProblems(JSON.parse(textOf(status)))).toEqual([]);
  },
);

test("the trace of a run with every kind of end", () => {
  expectGolden("exports/otlp.json", `${JSON.stringify(JSON.parse(textOf("failed")), null, 2)}\n`);
});

test("the messages of OTLP refuse what is not right", () => {
  const span = {
    traceId: "AA==",
    spanId: "0000000000000000",
    start_time_unix_nano: "1",
    endTimeUnixNano: 5,
    kind: "SERVER",
  };
  const at = "/resourceSpans/0/scopeSpans/0/spans/0";
  expect([...new Set(otlpProblems({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }))].sort()).toEqual([
    `${at}/endTimeUnixNano: 5 is no fixed64`,
    `${at}/kind: "SERVER" is no SpanKind`,
    `${at}/spanId: "0000000000000000" is no bytes`,
    `${at}/start_time_unix_nano: Span has no such field`,
    `${at}/traceId: "AA==" is no bytes`,
    `${at}: Span needs name`,
    `${at}: Span needs startTimeUnixNano`,
  ]);
});

test("every name in the space of CI/CD is one of the conventions", () => {
  const used = spansOf("failed").flatMap(({ attributes }) => attributes.map(({ key }) => key));
  expect(used.filter((key) => key.startsWith("cicd.") && !cicdAttributes.has(key))).toEqual([]);
  expect(used.filter((key) => !/^(?:cicd|wct)\.|^error\.type$/.test(key))).toEqual([]);
});

test("the run is the root, its artifacts are its children, in one trace", () => {
  const [run, ...artifacts] = spansOf("failed");
  expect(run).toMatchObject({ name: 'RUN Sample "of" all', kind: 2, traceId: "01940000000070008000000000000000" });
  expect(run).not.toHaveProperty("parentSpanId");
  expect(artifacts.map(({ name }) => name)).toEqual(["late", "early", "taken", "wrong", "left"]);
  for (const { parentSpanId, traceId, kind } of artifacts) {
    expect({ parentSpanId, traceId, kind }).toEqual({ parentSpanId: run?.spanId, traceId: run?.traceId, kind: 1 });
  }
  expect(new Set([run, ...artifacts].map((span) => span?.spanId)).size).toBe(6);
});

test("times are nanoseconds from the start of the run", () => {
  const { startTimeUnixNano, endTimeUnixNano } = named(spansOf("failed"), "early");
  expect([startTimeUnixNano, endTimeUnixNano]).toEqual(["1765290622500000000", "1765290624000000000"]);
});

test("results are those of the conventions, and only what went wrong has a status and an error", () => {
  const spans = spansOf("failed");
  const told = spans
    .slice(1)
    .map((span) => [
      span.name,
      attribute(span, "cicd.pipeline.task.run.result"),
      attribute(span, "error.type"),
      span.status.code,
    ]);
  expect(told).toEqual([
    ["late", "success", undefined, undefined],
    ["early", "success", undefined, undefined],
    ["taken", "success", undefined, undefined],
    ["wrong", "failure", "WCT_PRODUCE_THREW", 2],
    ["left", "skip", undefined, undefined],
  ]);
  expect(spans.slice(0, 1).map((span) => [attribute(span, "cicd.pipeline.result"), span.status.code])).toEqual([
    ["failure", 2],
  ]);
});

test("links lead to what an artifact was made from", () => {
  const spans = spansOf("failed");
  expect(named(spans, "late").links?.map(({ spanId }) => spanId)).toEqual([named(spans, "early").spanId]);
  expect(named(spans, "early").links).toEqual([]);
});

test("attempts are events, at the time when the work ended", () => {
  const { events } = named(spansOf("failed"), "wrong");
  expect(events?.map(({ name, timeUnixNano }) => [name, timeUnixNano])).toEqual([
    ["artifact.attempted", "1765290625000000000"],
  ]);
});

test("a run that still works has no result, an interrupted one ended in an error", () => {
  const [working] = spansOf("running");
  const [cut] = spansOf("interrupted");
  expect(working && attribute(working, "cicd.pipeline.result")).toBeUndefined();
  expect(working && attribute(working, "cicd.pipeline.run.state")).toBe("executing");
  expect(cut && attribute(cut, "cicd.pipeline.result")).toBe("error");
  expect(attribute(named(spansOf("interrupted"), "busy"), "cicd.pipeline.task.run.result")).toBe("error");
});

test("the same record gives the same bytes, on one line", () => {
  expect(textOf("failed")).toBe(textOf("failed"));
  expect(textOf("failed").split("\n")).toHaveLength(2);
});
