import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArtifactId, Digest, RecordStore, SchemaRef } from "../src/domain/index.ts";
import { compileJsonPath } from "../src/run/index.ts";
import { openRecordStore } from "../src/store/index.ts";
import { artifactProduced, numberEvents } from "../src/testing/sample-events.ts";

/** `WCT_BENCH_ELEMENTS`: number of findings of some 240 bytes. A quarter of them are of the queried category. */
const elements = Number(process.env["WCT_BENCH_ELEMENTS"] ?? 2_000_000);

const paths = [
  "$.findings[?@.category=='email']",
  "$.findings[?@.category=='email'].id",
  "$.findings[?@.rule=='national_number']",
  "$.findings[?@.category=='email' && @.score > 0.95].id",
  "$.findings[?@.score > 0.99].id",
  "$.findings[*].category",
  "$.findings[1000000:1000005]",
  "$.findings[-3:]",
  "$.name",
];

/** Measures JSONPath over a large stream: MB of message per second of wall time and of CPU. */
export async function benchJsonPath(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  const store = await openRecordStore({ dir: join(folder, "store"), mode: "write" });
  try {
    const reader = await store.artifacts.open(await findings(store));
    print(`${elements} elements, ${(reader.bytes / 1e6).toFixed(0)} MB`);
    for (const text of paths) {
      const path = await compileJsonPath({ text, option: "--path" });
      const wall = performance.now();
      const cpu = process.cpuUsage();
      let count = 0;
      for await (const batch of path.matches({ reader, stream: "findings" })) count += batch.length;
      const tookMs = performance.now() - wall;
      const { user, system } = process.cpuUsage(cpu);
      const rate = (ms: number): string => `${(reader.bytes / 1e3 / ms).toFixed(0)} MB/s`;
      const cpuMs = (user + system) / 1e3;
      print(
        `  ${text.padEnd(56)} ${tookMs.toFixed(0).padStart(6)} ms  ${rate(tookMs)} (${rate(cpuMs)} of CPU), ${count} matches`,
      );
    }
    print(`  peak RSS ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

const categories = ["email", "phone", "address", "name"];

async function findings(store: RecordStore): Promise<Digest> {
  const writer = store.artifacts.writer();
  for (let at = 0; at < elements; at += 500) {
    writer.write(Array.from({ length: Math.min(500, elements - at) }, (_, i) => finding(at + i)));
  }
  const object = await writer.finish("personal_data_finding:1.0.0" as SchemaRef, { name: "bench" }, { stream: true });
  const run = await store.executions.createRun(new Date());
  await run.append({
    events: numberEvents(run.run)(...artifactProduced("found" as ArtifactId, object)),
    objects: [object],
  });
  await run.close();
  return object.digest;
}

function finding(n: number) {
  return {
    id: `finding-${String(n).padStart(10, "0")}`,
    category: categories[n % categories.length] ?? "",
    special_category: false,
    rule: n % 1000 === 0 ? "national_number" : "column_name",
    score: (n % 100) / 100,
    locator: { kind: "column", database: "shop", table: `table_${n % 50}`, column: `column_${n % 17}` },
    evidence: `a***${n % 1000}@example.org`,
  };
}
