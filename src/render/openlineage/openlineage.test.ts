import { expect, test } from "vitest";
import { expectGolden } from "../../../test/support/golden.ts";
import { facetsIn } from "../../../test/support/standards/facets.ts";
import { openLineageProblems } from "../../../test/support/standards/openlineage.ts";
import type { RunStatus, SchemaRef } from "../../domain/index.ts";
import { standardInput } from "../../plugin/index.ts";
import { eventfulRun } from "../../testing/runs/eventful-run.ts";
import { openLineageEvents } from "./index.ts";

const schemas = new Map([[standardInput.ref as SchemaRef, standardInput]]);

function eventsOf(status: RunStatus) {
  const { plan, state } = eventfulRun({ isOver: status === "failed" });
  return [...openLineageEvents({ plan, state, status, schemas })].map((line) => {
    expect(line.endsWith("\n")).toBe(true);
    return JSON.parse(line);
  });
}

test.each(["failed", "running", "interrupted", "cancelled"] as const)(
  "events of a %s run are valid by the rules of the standard, facets too",
  (status) => {
    const events = eventsOf(status);
    for (const one of events) expect(openLineageProblems(one)).toEqual([]);
    const seen = new Set(events.flatMap((one) => facetsIn(one)).map(({ key }) => key));
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        "inputStatistics",
        "jobType",
        "outputStatistics",
        "parent",
        "processing_engine",
        "schema",
        "version",
      ]),
    );
  },
);

test("the events of a run with every kind of end", () => {
  const text = eventsOf("failed").map((event) => `${JSON.stringify(event, null, 2)}\n`);
  expectGolden("exports/openlineage.txt", text.join(""));
});

test("the rules refuse what is not right", () => {
  const [event] = eventsOf("failed");
  expect(openLineageProblems({ ...event, eventType: "DONE" }).join()).toContain("/eventType");
  expect(openLineageProblems({ ...event, run: { runId: "run_20251209_143022" } }).join()).toContain("/run/runId");
  expect(openLineageProblems({ ...event, eventTime: "2025-12-09" }).join()).toContain("/eventTime");
  const { _producer, ...jobType } = event.job.facets.jobType;
  const job = { ...event.job, facets: { ...event.job.facets, jobType } };
  expect(openLineageProblems({ ...event, job }).join()).toContain("_producer");
});

const story = (status: RunStatus): readonly string[] =>
  eventsOf(status).map(({ eventTime, eventType, job }) => `${eventTime.slice(17, 23)} ${eventType} ${job.name}`);

test("the run encloses its artifacts; what ends comes before what begins at the same moment", () => {
  expect(story("failed")).toEqual([
    '22.000 START Sample "of" all',
    '22.000 START Sample "of" all.taken',
    '22.000 COMPLETE Sample "of" all.taken',
    '22.500 START Sample "of" all.early',
    '23.000 START Sample "of" all.wrong',
    '24.000 COMPLETE Sample "of" all.early',
    '24.000 START Sample "of" all.late',
    '25.000 FAIL Sample "of" all.wrong',
    '27.000 COMPLETE Sample "of" all.late',
    '28.000 FAIL Sample "of" all',
  ]);
});

test("a run that still works has not ended, and neither has what works in it", () => {
  const open = story("running").filter((line) => /busy|all$/.test(line));
  expect(open).toEqual(['22.000 START Sample "of" all', '26.000 START Sample "of" all.busy']);
});

test("an interrupted run is aborted with what worked in it", () => {
  expect(
    story("interrupted")
      .slice(-2)
      .map((line) => line.slice(7)),
  ).toEqual(['ABORT Sample "of" all.busy', 'ABORT Sample "of" all']);
});

test("artifacts name their run as parent, and have ids of their own that stay the same", () => {
  const events = eventsOf("failed");
  const [run, ...rest] = events;
  const artifacts = rest.slice(0, -1);
  for (const { run: one } of artifacts) {
    const { runId } = run.run;
    expect(one.facets.parent).toMatchObject({ run: { runId }, root: { run: { runId } } });
  }
  expect(new Set(artifacts.map(({ run: one }) => one.runId)).size).toBe(4);
  expect(events).toEqual(eventsOf("failed"));
});

test("datasets are artifacts, with version, fields, rows and bytes", () => {
  const late = eventsOf("failed").find(({ eventType, job }) => eventType === "COMPLETE" && job.name.endsWith("late"));
  const [input] = late.inputs;
  const [output] = late.outputs;
  expect(input).toMatchObject({ namespace: "wct", name: 'Sample "of" all.early' });
  expect(input.facets.version.datasetVersion).toMatch(/^[0-9a-f]{64}$/);
  expect(input.inputFacets.inputStatistics).toMatchObject({ rowCount: expect.any(Number), size: expect.any(Number) });
  expect(output.facets.schema.fields.slice(0, 4)).toEqual([
    { name: "id", type: "string", description: expect.any(String), ordinal_position: 1 },
    { name: "kind", type: "string", description: expect.any(String), ordinal_position: 2 },
    { name: "content", type: "string", description: expect.any(String), ordinal_position: 3 },
    { name: "locator", type: "object", description: expect.any(String), ordinal_position: 4 },
  ]);
});

test("a failure is told by its code and in wct's own words", () => {
  const failed = eventsOf("failed").filter(({ eventType }) => eventType === "FAIL");
  expect(failed.map(({ run }) => run.facets.errorMessage.message)).toEqual([
    "WCT_PRODUCE_THREW: it threw",
    "run failed",
  ]);
});
