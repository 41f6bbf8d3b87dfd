import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArtifactId, EventBody, RecordStore, SchemaRef, StagedObject } from "../src/domain/index.ts";
import { createMemoryStore, openRecordStore } from "../src/store/index.ts";
import { artifactProduced, numberEvents } from "../src/testing/sample-events.ts";

/** Microseconds per artifact: four events and an object of about 1 KB, durably recorded. */
export interface StoreBench {
  readonly artifacts: number;
  /** Ten artifacts in flight, committed together. */
  readonly wide: number;
  /** Sequential artifacts, with a commit for each. */
  readonly chain: number;
  /** `wide` in memory. */
  readonly memory: number;
  /** Megabytes of message per second, elements of about 170 bytes. */
  readonly writeRate: number;
  readonly readRate: number;
}

const schema = "standard_input:1.0.0" as SchemaRef;
const filler = "abcdefghij".repeat(90);

/** Measures both stores once in a temporary folder. */
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
  const make = numberEvents(writer.run);
  const started = performance.now();
  for (let at = 0; at < artifacts; at += together) {
    const objects: StagedObject[] = [];
    const bodies: EventBody[] = [];
    for (let i = at; i < Math.min(at + together, artifacts); i++) {
      const content = { artifact: `${writer.run}-${i}`, filler };
      const object = await store.artifacts.writer().finish(schema, content, { stream: false });
      objects.push(object);
      bodies.push(...artifactProduced(`artifact_${i}` as ArtifactId, object));
    }
    await writer.append({ events: make(...bodies), objects });
  }
  const took = performance.now() - started;
  await writer.close();
  return (took * 1000) / artifacts;
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
