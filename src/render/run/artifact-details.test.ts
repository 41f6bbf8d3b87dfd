import { expect, test } from "vitest";
import type { ArtifactId, EventBody } from "../../domain/index.ts";
import { foldEvents } from "../../run/index.ts";
import { asEvents } from "../../testing/runs/random-runs.ts";
import { madeUpRun } from "../../testing/runs/recorded-run.ts";
import { artifactFailed, runStarted } from "../../testing/sample-events.ts";
import { paint } from "../text/paint.ts";
import { renderArtifactDetails } from "./artifact-details.ts";

const { plan } = madeUpRun(
  [
    { id: "source", start: 0, seconds: 1 },
    { id: "derived", inputs: ["source"], start: 1, seconds: 1 },
  ],
  9,
);
const derived = "derived" as ArtifactId;
const style = { id: derived, palette: paint(false), ascii: false };

const note = (text: string): EventBody => ({ type: "artifact.noted", artifact: derived, level: "info", text });
const working: readonly EventBody[] = [
  runStarted({ artifacts: 2 }),
  { type: "artifact.ready", artifact: derived },
  {
    type: "artifact.started",
    artifact: derived,
    component: "sums",
    version: "1.2.3",
    attempt: 1,
    worker: 0,
    inputs: [],
    releasedBy: { kind: "start" },
  },
  { type: "artifact.progress", artifact: derived, done: 1200, total: 5000 },
  note("first"),
  note("second\u001b[2J"),
  note("third"),
];

test("what works tells its component, how far it is, its inputs and its log", () => {
  const story = renderArtifactDetails(plan, foldEvents(asEvents(working)), style).replaceAll(/\d\d:\d\d\.\d/g, "AT");
  expect(story.split("\n")).toEqual([
    "derived  running",
    "  component  sums 1.2.3",
    "  attempts   1",
    "  progress   1,200 of 5,000",
    "  inputs     source  pending",
    "  log        AT  info   first",
    "             AT  info   second\\u001b[2J",
    "             AT  info   third",
  ]);
});

test("of a long log the last lines are told, and what failed says why unless that is saUUID", () => {
  const failed = artifactFailed(derived, { optional: false });
  if (failed.type !== "artifact.failed") throw new Error("not a failure");
  const { failure } = failed;
  const attempted = { type: "artifact.attempted", artifact: derived, attempt: 1, outcome: "failed", failure } as const;
  const events = asEvents([...working, { ...attempted, ended: 0, cost: [] }, failed]);
  const lasting = events.map((event) => (event.type === "artifact.attempted" ? { ...event, ended: event.t } : event));
  const state = foldEvents(lasting);
  const story = renderArtifactDetails(plan, state, { ...style, mostNotes: 1 });
  expect(story).toContain("  error[WCT_PRODUCE_COMPONENT] the file has no header\n");
  expect(story).toContain("  log        2 earlier lines\n");
  expect(story).not.toContain("second");
  expect(renderArtifactDetails(plan, state, { ...style, error: false })).not.toContain("no header");
});
