import { describe, expect, it } from "vitest";
import type { Digest, Gate, GateDecision, RunEvent, StagedObject } from "../domain/index.ts";
import { requireRecordOf } from "../planner/index.ts";
import { artifactState, earlierArtifacts, foldEvents, messageOf } from "../run/index.ts";
import { createMemoryStore } from "../store/index.ts";
import { systemClock } from "../store/system-clock.ts";
import { eventsOf, skipsOf } from "../testing/events-of.ts";
import { createInProcessProducer } from "../testing/in-process-producer.ts";
import { runVirtually, sampleMeta } from "../testing/runs/virtual-run.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../testing/sample-plan.ts";
import { listOf, write } from "../testing/suites/store-suite-support.ts";
import { DAGExecutor, execute } from "./index.ts";

describe("the gate", () => {
  const gate = (change: Partial<Gate>): Gate => ({
    before: () => ({ kind: "pass" }),
    after: () => ({ kind: "pass" }),
    ...change,
  });

  it("skips an artifact before it starts, and its dependents with it", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [0]]),
      gate: gate({ before: async ({ id }) => ({ kind: id === "a0" ? "skip" : "pass" }) }),
    });
    expect(skipsOf(events)).toEqual({
      a0: { reason: "debugger", because: [] },
      a1: { reason: "input-skipped", because: ["a0"] },
    });
    expect(result?.outcome).toBe("completed");
  });

  it("has an artifact produced again", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [0]]),
      work: (index, attempt) => ({ fails: index === 0 && attempt === 1 }),
      gate: gate({ after: (_artifact, attempt) => ({ kind: attempt.outcome === "failed" ? "retry" : "pass" }) }),
    });
    expect(result?.outcome).toBe("completed");
    expect(eventsOf(events, "artifact.started").map(({ artifact, attempt }) => [artifact, attempt])).toEqual([
      ["a0", 1],
      ["a0", 2],
      ["a1", 1],
    ]);
    expect(foldEvents(events).artifacts.get(idAt(0))?.attempts).toHaveLength(2);
  });

  it("sees an attempt only when it is committed", async () => {
    const seen: boolean[] = [];
    const committed: RunEvent[] = [];
    await runVirtually({
      plan: samplePlan([[]]),
      appendTurns: 2,
      listeners: [(event) => committed.push(event)],
      gate: gate({
        after: () => {
          seen.push(committed.some(({ type }) => type === "artifact.attempted"));
          return { kind: "pass" };
        },
      }),
    });
    expect(seen).toEqual([true]);
  });

  it("is not asked about an attempt that it does not judge, which then waits for no commit", async () => {
    const asked: string[] = [];
    const after: Gate["after"] = ({ id }) => {
      asked.push(id);
      return { kind: "pass" };
    };
    const judges: Gate["judges"] = ({ id }) => id === "a1";
    const { result, frames } = await runVirtually({ plan: samplePlan([[], [0]]), gate: gate({ after, judges }) });
    expect(result?.outcome).toBe("completed");
    expect(asked).toEqual(["a1"]);
    const together = frames.filter(({ events }) =>
      ["artifact.attempted", "artifact.completed"].every((type) => events.some((event) => event.type === type)),
    );
    expect(together).toHaveLength(1);
  });

  it("lets the run end when it is cancelled while the gate holds an artifact", async () => {
    for (const side of ["before", "after"] as const) {
      const controller = new AbortController();
      const { result, events } = await runVirtually({
        plan: samplePlan([[], [0]]),
        signal: controller.signal,
        gate: gate({ [side]: () => new Promise(() => {}) }),
        at: (time) => {
          if (side === "before" || time > 0) controller.abort();
        },
      });
      expect(result?.outcome).toBe("cancelled");
      expect(foldEvents(events).counts).toMatchObject(
        side === "before" ? { skipped: 2 } : { completed: 1, skipped: 1 },
      );
    }
  });

  it("that fails ends the run as a bug", async () => {
    const { error } = await runVirtually({
      plan: samplePlan([[]]),
      gate: gate({ before: () => Promise.reject(new Error("x")) }),
    });
    expect(error).toMatchObject({ code: "WCT_INTERNAL" });
  });
});

describe("a gate that replaces an output", () => {
  const replacement = { ...sampleMessage(9), digest: "9".repeat(64) as Digest };
  const replace: GateDecision = { kind: "replace", message: replacement, object: null };
  const pass: GateDecision = { kind: "pass" };
  const only = (id: string): GateDecision => (id === "a0" ? replace : pass);
  const before: Gate = { before: ({ id }) => only(id), after: () => pass };
  const after: Gate = { before: () => pass, after: ({ id }) => only(id) };
  const plan = samplePlan([[], [0]]);
  const ofFirst = (events: readonly RunEvent[]) =>
    events.filter((event) => "artifact" in event && event.artifact === "a0").map(({ type }) => type);
  const altered = (oldDigest: Digest | null) => ({
    artifact: "a0",
    what: "output",
    path: null,
    oldDigest,
    newDigest: replacement.digest,
  });

  it("before it executes: the producer is not asked, and the output is the given one", async () => {
    const produced: number[] = [];
    const { result, events } = await runVirtually({
      plan,
      gate: before,
      work: (index) => {
        produced.push(index);
        return {};
      },
    });
    expect(result?.outcome).toBe("completed");
    expect(produced).toEqual([1]);
    expect(ofFirst(events)).toEqual([
      "artifact.ready",
      "artifact.altered",
      "artifact.started",
      "artifact.attempted",
      "artifact.completed",
    ]);
    expect(eventsOf(events, "artifact.altered")).toMatchObject([altered(null)]);
    expect(eventsOf(events, "artifact.started")[0]).toMatchObject({ component: null, worker: null, attempt: 1 });
  });

  it("after a success: what was produced stays in the record and no longer counts", async () => {
    const { events } = await runVirtually({ plan, gate: after });
    expect(ofFirst(events)).toEqual([
      "artifact.ready",
      "artifact.started",
      "artifact.attempted",
      "artifact.altered",
      "artifact.started",
      "artifact.attempted",
      "artifact.completed",
    ]);
    expect(eventsOf(events, "artifact.altered")).toMatchObject([altered(sampleMessage(0).digest)]);
    expect(eventsOf(events, "artifact.attempted")).toMatchObject([
      { attempt: 1, message: sampleMessage(0) },
      { attempt: 2, message: replacement },
      { artifact: "a1" },
    ]);
  });

  it("after a failure: the artifact completes, and so does the run", async () => {
    const { result, events } = await runVirtually({ plan, gate: after, work: (index) => ({ fails: index === 0 }) });
    expect(result).toMatchObject({ outcome: "completed", counts: { completed: 2, failed: 0 } });
    expect(eventsOf(events, "artifact.altered")).toMatchObject([altered(null)]);
    expect(eventsOf(events, "artifact.failed")).toEqual([]);
  });

  it("gives it to the artifacts that depend on it, and to the gate before them", async () => {
    for (const side of [before, after]) {
      const given: unknown[] = [];
      const { events } = await runVirtually({
        plan,
        gate: {
          ...side,
          before: (artifact, inputs) => {
            if (artifact.id === "a1") given.push(...inputs);
            return side.before(artifact, inputs);
          },
        },
      });
      const started = eventsOf(events, "artifact.started").find(({ artifact }) => artifact === "a1");
      expect(started?.inputs).toEqual([{ artifact: "a0", digest: replacement.digest }]);
      expect(given).toEqual([{ artifact: "a0", message: replacement }]);
    }
  });

  it("leaves a record that folds, in which the artifact and what was made from it are altered", async () => {
    for (const gate of [before, after]) {
      const { events } = await runVirtually({ plan, gate });
      const state = foldEvents(events);
      expect(messageOf(artifactState(state, idAt(0)))).toEqual(replacement);
      const earlier = earlierArtifacts({ run: sampleRun, plan, state });
      expect([...earlier.values()].map(({ isAltered }) => isAltered)).toEqual([true, true]);
    }
  });

  it("leaves a record that verifies, with the object that it brought", async () => {
    const store = createMemoryStore();
    const writer = await store.executions.createRun(new Date());
    const [given, made] = [await write(store, [{ n: 9 }]), await write(store, [{ n: 1 }])];
    const messageOfObject = ({ digest, bytes, elements }: StagedObject) => ({
      ...replacement,
      digest,
      bytes,
      elements,
    });
    const produced = { outcome: "produced", message: messageOfObject(made), object: made, ended: null } as const;
    const { run } = await execute(plan, {
      producer: createInProcessProducer(() => () => produced),
      clock: systemClock,
      writer,
      limits: { maxConcurrency: 2, workers: 2, timeoutMs: null, costLimit: null },
      mode: "debug",
      startedAt: new Date(),
      meta: sampleMeta(plan.runbook.digest),
      gate: { ...after, after: ({ id }) => ({ ...only(id), message: messageOfObject(given), object: given }) },
    });
    const events = await listOf(store.executions.events(run));
    expect((await store.executions.verifyChain(run)).damage).toEqual([]);
    expect(messageOf(artifactState(foldEvents(events), idAt(0)))?.digest).toBe(given.digest);
    expect(await store.artifacts.verify(given.digest)).toBe("intact");
    expect(() => requireRecordOf(plan, foldEvents(events))).not.toThrow();
  });
});

it("a session that goes on while the run ends adds nothing behind the end of the record", async () => {
  const store = createMemoryStore();
  const writer = await store.executions.createRun(new Date());
  const object = await write(store, [{ n: 1 }]);
  const { digest, bytes, elements } = object;
  const message = { ...sampleMessage(0), digest, bytes, elements };
  const executor: DAGExecutor = new DAGExecutor(samplePlan([[]]), {
    producer: createInProcessProducer(() => () => ({ outcome: "produced", message, object, ended: null })),
    clock: systemClock,
    writer: {
      run: writer.run,
      head: () => writer.head(),
      append: (frame) => {
        const isEnd = frame.events.some(({ type }) => type === "run.finished");
        if (isEnd) executor.record({ type: "run.continued", command: "next" });
        return writer.append(frame);
      },
    },
    limits: { maxConcurrency: 1, workers: 1, timeoutMs: null, costLimit: null },
    mode: "debug",
    startedAt: new Date(),
    meta: sampleMeta(samplePlan([[]]).runbook.digest),
  });
  await executor.execute();
  const events = await listOf(store.executions.events(writer.run));
  expect(events.at(-1)?.type).toBe("run.finished");
  expect(() => foldEvents(events)).not.toThrow();
});
