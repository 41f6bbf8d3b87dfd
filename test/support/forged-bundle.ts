import type {
  ArtifactId,
  Digest,
  EventBody,
  JsonObject,
  JsonValue,
  RunCopy,
  RunEvent,
  SchemaRef,
} from "../../src/domain/index.ts";
import { serialisePlan } from "../../src/planner/index.ts";
import { bundleBytes, createMemoryStore } from "../../src/store/index.ts";
import { framesLater, genesisHash, hexDigest, nextFrame } from "../../src/store/records/index.ts";
import { sampleAnalysis, samplePersonalData } from "../../src/testing/findings.ts";
import { artifactProduced, numberEvents, runStarted } from "../../src/testing/sample-events.ts";
import { samplePlan } from "../../src/testing/sample-plan.ts";
import { listOf } from "../../src/testing/suites/store-suite-support.ts";

/** Puts something in place of a text of the record; the same text gets the same everywhere. */
export type Forge = (text: string) => string;

/** Texts with a form of their own, which a reader may hold them to, as it does with ids and schemas. */
export const formed: readonly string[] = [
  "findings",
  "personal_data_finding:1.0.0",
  "0.1.0",
  "01940000-0000-7000-8000-000000000000",
  "filesystem",
  "2.3.4",
  "json",
  "2025-01-01T00:00:00.003Z",
];

/** The others: whatever is no digest, no kind, no word of a closed list. */
export const free: readonly string[] = [
  "audit",
  "Findings of the shop",
  "What was found",
  "dpo@shop.example",
  "weekly",
  "shop",
  "read_from",
  "written config",
  "sample.yaml",
  "half of it was read",
  "some of it was not read",
  "the file has no header",
  "look at the first line",
  "NO_HEADER",
  "OddError",
  "at odd (odd.ts:1:1)",
  "outputs/findings.json",
  "EUR",
  "next",
  "by_category",
  "health",
  "clinic",
  "diagnosis",
  "export.csv",
  "0b".repeat(16),
  "candidate for a special category (Art. 9 or 10 GDPR)",
  "big.log",
  "runbooks/audit.yaml",
];

const failing = "failing" as ArtifactId;
const schema = "personal_data_finding:1.0.0";

/**
 * The file of a run with two artifacts, findings and a failed one, in which texts were forged. `events`: the process ended
 * after so many of them.
 */
export async function forgedBundle(
  forge: Forge,
  { events: most }: { readonly events?: number } = {},
): Promise<Uint8Array> {
  const store = createMemoryStore();
  const write = async (ref: string, elements: readonly JsonValue[], rest: JsonObject) => {
    const writer = store.artifacts.writer();
    writer.write(elements);
    return writer.finish(ref as SchemaRef, rest, { stream: elements.length > 0 });
  };
  const found = asJson(samplePersonalData) as readonly JsonValue[];
  const rest = { summary: { total: 3, by_category: { health: 1 } }, ...sampleAnalysis };
  const content = await write(schema, forged(found, forge), forged(asJson(rest) as JsonObject, forge));
  const runbook = await write("wct_runbook:1.0.0", [], { text: "as it was written" });
  const plan = await write("wct_plan:1.0.0", [], serialisePlan(forged(planOf(runbook.digest), forge)));
  const writer = await store.executions.createRun(new Date("2025-01-01T12:00:00Z"));
  const plain = bodiesOf(content, { plan: plan.digest, runbook: runbook.digest }).slice(0, most);
  await writer.append({ events: numberEvents(writer.run)(...plain), objects: [content, plan, runbook] });
  await writer.close();
  const objects = [content.digest, plan.digest, runbook.digest];
  const copy = await store.copyOf({ run: writer.run, objects, leaveOut: [], content: "all" });
  const events = numberEvents(writer.run)(...forged(plain, forge)).map((event) => ({ ...event, at: forge(event.at) }));
  return Buffer.concat(await listOf(bundleBytes(withEvents(copy, events))));
}

/** A store would refuse to write these; a forger chains them by hand. */
function withEvents(copy: RunCopy, events: readonly RunEvent[]): RunCopy {
  const frame = nextFrame(copy.run, { events: 0, head: genesisHash(copy.run) }, events);
  const [started] = events;
  const uuid = started?.type === "run.started" ? started.uuid : copy.uuid;
  return { ...copy, uuid, head: hexDigest(frame.hash), events: events.length, frames: () => framesLater([frame]) };
}

const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

/** Every text of it, keys too. */
function forged<T>(value: T, forge: Forge): T {
  const change = (one: unknown): unknown => {
    if (typeof one === "string") return forge(one);
    if (Array.isArray(one)) return one.map(change);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [forge(key), change(inner)]));
  };
  return change(value) as T;
}

function planOf(digest: Digest) {
  const plan = samplePlan([[], [0]], (index) => ({
    id: index === 0 ? ("findings" as ArtifactId) : failing,
    inputs: index === 0 ? [] : ["findings" as ArtifactId],
    name: "Findings of the shop",
    description: "What was found",
    contact: "dpo@shop.example",
    group: ["shop"],
    tags: ["weekly"],
    outputSchema: schema as SchemaRef,
    outputStream: "findings",
    config: { read_from: "written config" },
    output: index === 0,
  }));
  const [first, second] = plan.artifacts;
  const component = { kind: "processor", type: "filesystem", plugin: "odd", version: "2.3.4" } as const;
  const more = { deterministic: true, blocking: true, sensitivity: "none" } as const;
  const groups = [
    { required: schema as SchemaRef, schema: schema as SchemaRef, artifacts: ["findings" as ArtifactId] },
  ];
  return {
    ...plan,
    runbook: { ...plan.runbook, name: "audit", path: "runbooks/audit.yaml", digest },
    artifacts: [
      { ...first!, method: { kind: "source", component: { ...component, kind: "connector", ...more } } },
      { ...second!, method: { kind: "process", component: { ...component, ...more }, groups } },
    ],
  } as ReturnType<typeof samplePlan>;
}

type Input = { readonly artifact: ArtifactId; readonly digest: Digest };
type Content = Parameters<typeof artifactProduced>[1];

const id = "findings" as ArtifactId;
const cost = [{ amount: 1, unit: "EUR" }];
const failure = {
  code: "WCT_PRODUCE_COMPONENT",
  message: "the file has no header",
  hint: "look at the first line",
  componentCode: "NO_HEADER",
  exception: { name: "OddError", code: "ODD", frames: ["at odd (odd.ts:1:1)"], message: null },
} as const;
const notMade = { type: "artifact.attempted", artifact: failing, attempt: 1, outcome: "failed", ended: 12e6 } as const;

function bodiesOf(
  content: Content,
  { plan, runbook }: Readonly<Record<"plan" | "runbook", Digest>>,
): readonly EventBody[] {
  const started = runStarted() as Extract<EventBody, { type: "run.started" }>;
  const components = [{ kind: "connector", type: "filesystem", version: "2.3.4" }] as const;
  const begun = (artifact: ArtifactId, inputs: readonly Input[]) =>
    artifactProduced(artifact, content)
      .slice(0, 2)
      .map((body) => (body.type === "artifact.started" ? { ...body, version: "2.3.4", inputs } : body));
  return [
    { ...started, runbook: { ...started.runbook, digest: runbook }, plan, components, artifacts: 2 },
    ...begun(id, []),
    { type: "run.paused", stops: [{ artifact: id, side: "before", reason: "half of it was read" }] },
    { type: "run.continued", command: "next" },
    { type: "artifact.noted", artifact: id, level: "info", text: "half of it was read" },
    { type: "artifact.noted", artifact: id, level: "warn", text: "some of it was not read" },
    ...madeOf(content),
    ...begun(failing, [{ artifact: id, digest: content.digest }]),
    { ...notMade, failure, cost: [] },
    { type: "artifact.failed", artifact: failing, failure, optional: false },
    { type: "run.finished", outcome: "failed", cause: null, counts: { ...noCounts, completed: 1, failed: 1 }, cost },
  ];
}

const noCounts = { completed: 0, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 };

function madeOf(content: Content): readonly EventBody[] {
  const summary = { total: 3, by_category: { health: 1 } };
  const message = { ...content, schema: schema as SchemaRef, summary, kept: true };
  const path = "outputs/findings.json";
  return [
    { type: "artifact.attempted", artifact: id, attempt: 1, outcome: "produced", ended: 6e6, message, cost },
    { type: "artifact.completed", artifact: id },
    { type: "output.written", artifact: id, format: "json", path, digest: content.digest, bytes: 9 },
  ];
}
