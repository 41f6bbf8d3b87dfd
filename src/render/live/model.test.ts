import { expect, test } from "vitest";
import { decodedEvents, startBody } from "../../testing/runs/recorded-run.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { createLiveModel } from "./model.ts";

const second = 1e9;
const alpha = { host: "alpha", worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01", began: 1 * second };
const beta = { host: "beta", worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a02", began: 11 * second };
const text = "it began again on host beta";

test("the row of an artifact names the host that makes it now, and starts anew with it", () => {
  const model = createLiveModel(samplePlan([[]]));
  const started = { type: "artifact.started", component: "c", version: "1", attempt: 1, worker: 0, inputs: [] };
  const events = decodedEvents([
    { t: 0, body: startBody(1) },
    { t: 0, body: { type: "artifact.ready", artifact: "a0" } },
    { t: 1, body: { ...started, artifact: "a0", releasedBy: { kind: "start" }, remote: alpha } },
    { t: 8, body: { type: "artifact.progress", artifact: "a0", done: 7, total: 10 } },
    { t: 11, body: { type: "artifact.noted", artifact: "a0", level: "warn", text, remote: beta } },
  ]);
  for (const event of events.slice(0, 4)) model.push(event);
  expect(model.view(9 * second).running).toMatchObject([{ host: "alpha", elapsedMs: 8000, done: 7 }]);
  for (const event of events.slice(4)) model.push(event);
  expect(model.view(12 * second).running).toMatchObject([{ host: "beta", elapsedMs: 1000, done: null, said: text }]);
});
