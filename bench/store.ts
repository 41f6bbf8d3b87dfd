import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArtifactId, Digest, RecordStore, RunEvent, RunId, RunWriter, SchemaRef } from "../src/domain/index.ts";
import { createMemoryStore, openRecordStore } from "../src/store/index.ts";

/** Microseconds per artifact: four events and an object of about 1 KB each, durably recorded. */
export interface StoreBench {
  readonly artifacts: number;
  /** Ten artifacts in flight, committed together. */
  readonly wide: number;
  /** One artifact after another, a commit for each. */
  readonly chain: number;
  /** `wide` in memory. */
  readonly memory: number;
  /** Megabytes of message per second, elements of about 170 bytes. */
  readonly writeRate: number;
  readonly readRate: number;
}

const schema = "standard_input:1.0.0" as SchemaRef;
const filler = "abcdefghij".repeat(90);

/** Measures both stores once; uses a temporary folder. */
export async function benchStore(artifacts = 20_000): Promise<StoreBench> {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  const store = await openRecordStore({ dir: join(folder, "store"), mode: "write" });
  const memory = createMemoryStore();
  try {
    await recordRun(store, Math.min(artifacts, 2000), 10);
    const wide = await recordRun(store, artifacts, 10);
    const chain = await recordRun(store, artifacts, 1);
    return { artifacts, wide, chain, memory: await recordRun(memory, artifacts, 10), ...(await stream(store)) };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function recordRun(store: RecordStore, artifacts: number, together: number): Promise<number> {
  const writer = await store.executions.createRun(new Date());
  const started = performance.now();
  let seq = 0;
  for (let at = 0; at < artifacts; at += together) {
    const objects = [];
    const events: RunEvent[] = [];
    for (let i = at; i < Math.min(at + together, artifacts); i++) {
      const message = store.artifacts.writer();
      const object = await message.finish(schema, { artifact: `${writer.run}-${i}`, filler }, { stream: false });
      objects.push(object);
      for (const body of bodies(writer, `artifact_${i}` as ArtifactId, object)) {
        seq += 1;
        events.push({ v: 1, seq, run: writer.run, at: "2025-01-01T00:00:00.000Z", t: seq * 1000, ...body });
      }
    }
    await writer.append({ events, objects });
  }
  const took = performance.now() - started;
  await writer.close();
  return (took * 1000) / artifacts;
}

type Body = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "v" | "seq" | "run" | "at" | "t"> : never) : never;

function bodies(
  _writer: { readonly run: RunId } & Pick<RunWriter, "head">,
  artifact: ArtifactId,
  object: { readonly digest: Digest; readonly bytes: number },
): readonly Body[] {
  const { digest, bytes } = object;
  const message = { schema, digest, bytes, elements: null, summary: null, kept: true };
  return [
    { type: "artifact.ready", artifact },
    {
      type: "artifact.started",
      artifact,
      component: "filesystem",
      version: "0.1.0",
      attempt: 1,
      worker: 0,
      inputs: [],
      releasedBy: { kind: "start" },
    },
    { type: "artifact.attempted", artifact, attempt: 1, outcome: "produced", ended: 1000, message, cost: [] },
    { type: "artifact.completed", artifact },
  ];
}

async function stream(store: RecordStore): Promise<Pick<StoreBench, "writeRate" | "readRate">> {
  const writer = store.artifacts.writer();
  let started = performance.now();
  for (let i = 0; i < 2000; i++) {
    writer.write(
      Array.from({ length: 256 }, (_, j) => ({
        id: `row-${i}-${j}`,
        kind: "text",
        content: filler.slice(i % 700, (i % 700) + 130),
      })),
    );
  }
  const { digest, bytes } = await writer.finish(schema, {}, { stream: true });
  const writeRate = bytes / 1000 / (performance.now() - started);
  started = performance.now();
  let elements = 0;
  for await (const batch of (await store.artifacts.open(digest)).batches()) elements += batch.length;
  return { writeRate, readRate: elements === 512_000 ? bytes / 1000 / (performance.now() - started) : 0 };
}
