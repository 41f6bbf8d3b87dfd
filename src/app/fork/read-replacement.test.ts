import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import { type ArtifactId, openGate, type PlannedArtifact, type RunId, type SchemaRef } from "../../domain/index.ts";
import { createRedactor } from "../../executor/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { kit } from "../../testing/plans/plan-kit.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { listOf } from "../../testing/suites/store-suite-support.ts";
import { checkReplacement, parseReplacement, type ReplaceDecision, replacingGate, stageReplacement } from "./index.ts";

const cwd = mkdtempSync(join(tmpdir(), "wct-replacement-"));
afterAll(() => rmSync(cwd, { recursive: true }));

const [base] = samplePlan([[]]).artifacts;
const orders = { ...base!, outputSchema: "acme_order:1.2.0" as SchemaRef, outputStream: "orders" };
const note = { ...base!, outputSchema: "note:1.0.0" as SchemaRef };
const findings = { ...base!, outputSchema: "personal_data_finding:1.0.0" as SchemaRef, outputStream: "findings" };

async function read(content: unknown, artifact: PlannedArtifact = orders) {
  writeFileSync(join(cwd, "file.json"), typeof content === "string" ? content : JSON.stringify(content));
  const store = createMemoryStore();
  const redactor = createRedactor({ secrets: [{ name: "PW", value: "hunter2" }], environment: [] });
  const checked = checkReplacement({ artifact, file: "file.json", cwd, schemas: kit.schemas });
  return { store, decision: await stageReplacement(checked, { artifacts: store.artifacts, redactor }) };
}

async function refusal(content: unknown, artifact?: PlannedArtifact): Promise<string> {
  try {
    await read(content, artifact);
  } catch (error) {
    if (isWctError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return "it was accepted";
}

const elements = [{ id: 1 }, { id: 2 }];

test.each([
  ["a message", { schema: "acme_order:1.2.0", content: { orders: elements }, metadata: { attempts: 1 } }],
  [
    "a message with an envelope",
    { apiVersion: "wct/v1", kind: "Artifact", schema: "acme_order:1.2.0", content: { orders: elements } },
  ],
  ["content", { orders: elements }],
])("%s is staged as an output is", async (_what, content) => {
  const { store, decision } = await read(content);
  expect(decision).toMatchObject({
    kind: "replace",
    message: { schema: "acme_order:1.2.0", elements: 2, summary: null, kept: true },
  });
  const { digest } = decision.message;
  expect(decision.object?.digest).toBe(digest);
  const writer = await store.executions.createRun(new Date(0));
  await writer.append({ events: [], objects: [decision.object!] });
  expect((await listOf((await store.artifacts.open(digest)).batches())).flat()).toEqual(elements);
});

test("content that must not remain is spooled", async () => {
  const { decision } = await read({ text: "x" }, { ...note, retain: false });
  expect(decision).toMatchObject({ message: { kept: false }, object: { kind: "spooled" } });
});

test("secrets in it are replaced", async () => {
  const { store, decision } = await read({ text: "the password is hunter2" }, note);
  const writer = await store.executions.createRun(new Date(0));
  await writer.append({ events: [], objects: [decision.object!] });
  expect(await (await store.artifacts.open(decision.message.digest)).rest()).toEqual({ text: "the password is ${PW}" });
});

test("content with keys of a message is content if it has others", async () => {
  expect(await refusal({ schema: "x:1.0.0", content: {}, more: 1 }, note)).toContain("$");
});

describe("is refused, with the place and without the content:", () => {
  const cases: readonly (readonly [string, unknown, PlannedArtifact?])[] = [
    ["it is wrong at line 2, column 12", '{ "orders":\n "hunter3" 1 }'],
    ["is not JSON", "{ hunter3 }"],
    ["is not JSON", ""],
    ["is not JSON", '{ "id": 1 }\n{ "id": 2 }\n'],
    ["contains a list instead of an object", []],
    ["contains a single value instead of an object", "null"],
    ["$.orders must be a list", { items: [] }],
    ["$.orders[1].id must be", { orders: [{ id: 1 }, { id: "hunter3" }] }],
    ["$.orders[0]", { orders: [{ id: 1, hunter3: true }] }],
    ["$.text must be", { text: 1 }, note],
    ["which is acme_order:1.2.0", { schema: "note:1.0.0", content: { text: "hunter3" } }],
    ["$ must have required property 'summary'", { findings: [] }, findings],
    [
      "which the runbook reuses from run_1",
      {},
      { ...note, method: { kind: "reuse", run: "run_1" as RunId, artifact: "x" as ArtifactId } },
    ],
    ["the schema other:1.0.0", {}, { ...note, outputSchema: "other:1.0.0" as SchemaRef }],
  ];
  test.each(cases.map(([words, content, artifact]) => ({ words, content, artifact })))("$words", async (one) => {
    const { words, content, artifact } = one;
    const message = await refusal(content, artifact);
    expect(message).toContain("WCT_USAGE_REPLACEMENT");
    expect(message).toContain(words);
    expect(message).toContain('"file.json"');
    expect(message).not.toContain("hunter3");
  });
});

test("ARTIFACT=FILE is split at the first =", () => {
  expect(parseReplacement("a=b=c.json")).toEqual({ artifact: "a", file: "b=c.json" });
  for (const text of ["", "a", "a=", "=b", "a b=c"]) {
    expect(() => parseReplacement(text)).toThrow(expect.objectContaining({ code: "WCT_USAGE_REPLACEMENT" }));
  }
});

test("the gate replaces named artifacts and asks the inner gate about the others", () => {
  const decision: ReplaceDecision = { kind: "replace", message: {} as never, object: null };
  const asked: string[] = [];
  const inner = {
    before: ({ id }: PlannedArtifact) => {
      asked.push(id);
      return { kind: "skip" } as const;
    },
    after: () => ({ kind: "retry" }) as const,
  };
  const gate = replacingGate(new Map([["a0" as ArtifactId, decision]]), inner);
  const [first, second] = samplePlan([[], []]).artifacts;
  expect([gate.before(first!, []), gate.before(second!, [])]).toEqual([decision, { kind: "skip" }]);
  expect(asked).toEqual(["a1"]);
  expect(gate.after(first!, {} as never)).toEqual({ kind: "retry" });
  expect(replacingGate(new Map(), openGate)).toBe(openGate);
});
