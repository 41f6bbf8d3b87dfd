import { createHash, randomBytes } from "node:crypto";
import type { ArtifactId, SchemaRef } from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { artifactProduced, numberEvents, runStarted } from "../../src/testing/sample-events.ts";

/*
 * `store-large.ts URL MEGABYTES`: records an artifact of so many megabytes that cannot be compressed by much, reads it
 * back, and prints whether it is the same, and the largest memory of this process in megabytes.
 */
const [url = "", megabytes = "0"] = process.argv.slice(2);
const env = new Map(Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v] as const])));
const store = await openRecordStore({ url, env, mode: "write" });
const run = await store.executions.createRun(new Date("2025-12-09T14:30:22Z"));
const make = numberEvents(run.run);
const message = store.artifacts.writer();
for (let i = 0; i < Number(megabytes); i++) {
  message.lines(`"${randomBytes(750_000).toString("base64").slice(0, 999_997)}"\n`, 1);
}
const object = await message.finish("standard_input:1.0.0" as SchemaRef, {}, { stream: true });
await run.append({ events: make(runStarted(), ...artifactProduced("a" as ArtifactId, object)), objects: [object] });
const hash = createHash("sha256");
for await (const bytes of (await store.artifacts.open(object.digest)).raw()) hash.update(bytes);
await store.close();
const isSame = hash.digest("hex") === object.digest;
process.stdout.write(JSON.stringify({ isSame, memory: Math.round(process.resourceUsage().maxRSS / 1024) }));
