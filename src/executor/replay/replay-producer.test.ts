import { expect, it } from "vitest";
import type { ArtifactId, Task } from "../../domain/index.ts";
import { eventsOf } from "../../testing/events-of.ts";
import { createInProcessProducer } from "../../testing/in-process-producer.ts";
import { runVirtually, sampleFailure } from "../../testing/runs/virtual-run.ts";
import { idAt, sampleMessage, samplePlan } from "../../testing/sample-plan.ts";
import { createReplayProducer, type RecordedOutcome } from "./replay-producer.ts";

// a0 and a1 are sources; a2 takes both, a3 takes a2, a4 takes a3.
const plan = samplePlan([[], [], [0, 1], [2], [3]]);
const recorded = new Map<ArtifactId, RecordedOutcome>(
  plan.artifacts.map(({ id }, place) => [id, { outcome: "produced", message: sampleMessage(place) }]),
);

it("makes each verified artifact from recorded inputs, also after another one that differs now", async () => {
  const made: Task[] = [];
  const drifted = sampleMessage(99);
  const local = createInProcessProducer((id) => () => {
    if ([idAt(0), idAt(1)].includes(id)) throw new Error("a connector is called");
    return { outcome: "produced", message: drifted, object: null, ended: null };
  });
  const producer = createReplayProducer({
    ...{ local, recorded, verifies: new Set([idAt(2), idAt(3), idAt(4)]) },
    made: async (task, attempt) => {
      expect(attempt).toMatchObject({ outcome: "produced", message: drifted });
      made.push(task);
    },
  });
  const { result, events } = await runVirtually({ plan, producer });
  expect(result?.outcome).toBe("completed");
  expect(made.map(({ artifact, inputs }) => [artifact.id, inputs.map(({ message }) => message)])).toEqual([
    [idAt(2), [sampleMessage(0), sampleMessage(1)]],
    [idAt(3), [sampleMessage(2)]],
    [idAt(4), [sampleMessage(3)]],
  ]);
  expect(eventsOf(events, "artifact.completed")).toHaveLength(5);
});

it("ends an artifact as failed if it is recorded so, without making it", async () => {
  const outcomes = new Map(recorded).set(idAt(2), { outcome: "failed", failure: sampleFailure });
  const local = createInProcessProducer(() => () => expect.fail("nothing is made"));
  const producer = createReplayProducer({
    local,
    recorded: outcomes,
    verifies: new Set(),
    made: async () => undefined,
  });
  const { events } = await runVirtually({ plan, producer });
  expect(eventsOf(events, "artifact.failed").map(({ artifact }) => artifact)).toEqual([idAt(2)]);
  expect(eventsOf(events, "artifact.skipped").map(({ artifact }) => artifact)).toEqual([idAt(3), idAt(4)]);
});
