import { describe, expect, test } from "vitest";
import type { ArtifactId, PlannedArtifact, SchemaRef, Task, TaskReport } from "../../domain/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { createSampleProducer, type SampledSchema } from "./index.ts";

const numbers: SampledSchema = {
  ref: "numbers:1.0.0",
  stream: "numbers",
  summary: "counts",
  jsonSchema: {
    type: "object",
    properties: {
      numbers: { type: "array", items: { type: "integer", minimum: 1 }, minItems: 1 },
      counts: { type: "object", properties: { numbers: { const: 3 } }, required: ["numbers"] },
    },
    required: ["numbers", "counts"],
    additionalProperties: false,
  },
};
const impossible: SampledSchema = {
  ref: "impossible:1.0.0",
  stream: null,
  summary: null,
  jsonSchema: {
    type: "object",
    properties: { code: { type: "string", pattern: "^(?!a)a$" } },
    required: ["code"],
  },
};
const invalid: SampledSchema = { ...impossible, ref: "invalid:1.0.0", jsonSchema: { type: "nothing" } };
const schemas = new Map([numbers, impossible, invalid].map((one) => [one.ref as SchemaRef, one]));

const [first] = samplePlan([[]]).artifacts;
const artifactOf = (schema: string, parts: Partial<PlannedArtifact> = {}): PlannedArtifact => ({
  ...first!,
  ...{ id: "a" as ArtifactId, outputSchema: schema as SchemaRef },
  ...parts,
});

function taskOf(artifact: PlannedArtifact, inputs: Task["inputs"] = []): Task {
  return { artifact, attempt: 1, inputs, signal: new AbortController().signal, startedAt: "2025-12-09T14:30:22.000Z" };
}

function setUp({ seed = 0, profile = "typical" }: { seed?: number; profile?: "typical" | "empty" | "minimal" } = {}) {
  const store = createMemoryStore();
  const started: (number | null)[] = [];
  const report: TaskReport = {
    started: (worker) => started.push(worker),
    progress: () => expect.fail("nothing works"),
    noted: () => expect.fail("nothing logs"),
    cost: () => expect.fail("nothing costs"),
  };
  const producer = createSampleProducer({ schemas, artifacts: store.artifacts, seed, profile });
  return { started, produce: (task: Task) => producer.produce(task, report) };
}

describe("the sample producer", () => {
  test("starts outside of any thread and produces a message of the output schema", async () => {
    const { produce, started } = setUp();
    const attempt = await produce(taskOf(artifactOf("numbers:1.0.0")));
    expect(started).toEqual([null]);
    expect(attempt).toMatchObject({
      outcome: "produced",
      message: { schema: "numbers:1.0.0", summary: { numbers: 3 }, kept: true },
    });
  });

  test("produces the same bytes from the same seed, and others for another artifact or seed", async () => {
    const digestOf = async (seed: number, id: string): Promise<string> => {
      const attempt = await setUp({ seed }).produce(taskOf(artifactOf("numbers:1.0.0", { id: id as ArtifactId })));
      return attempt.outcome === "produced" ? attempt.message.digest : expect.fail("it failed");
    };
    expect(await digestOf(0, "a")).toBe(await digestOf(0, "a"));
    expect(new Set([await digestOf(0, "a"), await digestOf(0, "b"), await digestOf(1, "a")]).size).toBe(3);
  });

  test("uses another version of the same major if the exact one is not loaded", async () => {
    const attempt = await setUp().produce(taskOf(artifactOf("numbers:1.3.0")));
    expect(attempt).toMatchObject({ outcome: "produced", message: { schema: "numbers:1.3.0" } });
  });

  test.each([
    ["impossible:1.0.0", "WCT_SCHEMA_NO_SAMPLE", '"pattern"'],
    ["unknown:1.0.0", "WCT_SCHEMA_NO_SAMPLE", "unknown"],
    ["invalid:1.0.0", "WCT_SCHEMA_INVALID", "not a JSON Schema"],
  ])("fails for the schema %s with %s", async (schema, code, said) => {
    const attempt = await setUp().produce(taskOf(artifactOf(schema)));
    expect(attempt).toMatchObject({ outcome: "failed", failure: { code, message: expect.stringContaining(said) } });
  });
});

describe("an artifact without a component", () => {
  const joined = artifactOf("numbers:1.0.0", { method: { kind: "pass-through" } });

  async function inputOf(id: string): Promise<Task["inputs"][number]> {
    const attempt = await setUp().produce(taskOf(artifactOf("numbers:1.0.0", { id: id as ArtifactId })));
    if (attempt.outcome !== "produced") throw new Error("it failed");
    return { artifact: id as ArtifactId, message: attempt.message };
  }

  test("takes its only input as it is", async () => {
    const input = await inputOf("a");
    const attempt = await setUp().produce(taskOf(joined, [input]));
    expect(attempt).toMatchObject({ outcome: "produced", message: input.message, object: null });
  });

  test("has the elements of all its inputs", async () => {
    const inputs = [await inputOf("a"), await inputOf("b"), await inputOf("c")];
    const attempt = await setUp({ profile: "minimal" }).produce(taskOf(joined, inputs));
    const sum = inputs.reduce((all, { message }) => all + (message.elements ?? 0), 0);
    expect(attempt).toMatchObject({ outcome: "produced", message: { elements: sum } });
  });
});
