import { expect, test } from "vitest";
import { artifactState, foldEvents } from "../../run/index.ts";
import { decodedEvents, startBody } from "../../testing/runs/recorded-run.ts";
import { idAt, sampleMessage } from "../../testing/sample-plan.ts";
import { workerTexts } from "./worker-texts.ts";

const alpha = { host: "alpha", worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01" };
const beta = { host: "beta", worker: "1b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a02" };
const started = { component: "c", version: "1", attempt: 1, worker: 0, inputs: [], releasedBy: { kind: "start" } };
const lost = { ...alpha, thread: 0, began: 1e9, ended: 9e9, progress: { done: 3, total: 10 }, cost: [] };

const texts = (work: object) =>
  workerTexts(
    artifactState(
      foldEvents(
        decodedEvents([
          { t: 0, body: startBody(1) },
          { t: 0, body: { type: "artifact.ready", artifact: "a0" } },
          { t: 1, body: { type: "artifact.started", artifact: "a0", ...started, remote: { ...alpha, began: 1e9 } } },
          {
            t: 14,
            body: {
              ...{ type: "artifact.attempted", artifact: "a0", attempt: 1, outcome: "produced", ended: 13e9 },
              ...{ message: sampleMessage(1), cost: [], lost: [{ ...lost, ...work }] },
              remote: { ...beta, thread: 1, began: 11e9, ended: 13e9 },
            },
          },
        ]),
      ),
      idAt(0),
    ),
  );

test("of a lost worker it is said when its lease ended, because its own end is not known", () => {
  expect(texts({ reason: "lost" })).toEqual([
    "00:01.0  lost on host alpha, worker 0b0c8a52, thread 0; its lease ended 8.0s after it began; 3 of 10 done",
    "00:11.0  made after 2.0s on host beta, worker 1b0c8a52, thread 1",
  ]);
  expect(texts({ reason: "lost", began: null })[0]).toContain("lost before it began on host alpha");
});

test("of a stopped worker it is said how long it worked", () => {
  expect(texts({ reason: "given-back" })[0]).toContain("given back after 8.0s on host alpha");
});
