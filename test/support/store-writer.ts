import { writeSync } from "node:fs";
import type { ArtifactId, SchemaRef } from "../../src/domain/index.ts";
import { isPostgresUrl, openRecordStore } from "../../src/store/index.ts";
import { artifactProduced, numberEvents, runStarted } from "../../src/testing/sample-events.ts";

/*
 * A process that records: `store-writer.ts STORE runs COUNT` creates runs of one second and prints their ids;
 * `store-writer.ts STORE frames` commits until it is killed and prints what was committed.
 */
const [place = "", what = "", count = "0"] = process.argv.slice(2);
const schema = "standard_input:1.0.0" as SchemaRef;
const second = new Date("2025-12-09T14:30:22Z");
const env = new Map(Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v] as const])));
const store = await openRecordStore(
  isPostgresUrl(place) ? { url: place, env, mode: "write" } : { dir: place, mode: "write" },
);

if (what === "runs") {
  for (let i = 0; i < Number(count); i++) {
    const writer = await store.executions.createRun(second);
    await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
    writeSync(1, `${writer.run}\n`);
  }
  await store.close();
} else {
  await commitForEver();
}

async function commitForEver(): Promise<void> {
  const writer = await store.executions.createRun(second);
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted()), objects: [] });
  const spooled = store.artifacts.writer({ spool: true });
  spooled.write(["raw"]);
  await spooled.finish(schema, {}, { stream: true });
  for (let i = 0; ; i++) {
    const message = store.artifacts.writer();
    // Every fifth object is large, so that files are being written too when the end comes.
    message.write([`${i}`.padEnd(i % 5 === 0 ? 200_000 : 1000, "x")]);
    const object = await message.finish(schema, {}, { stream: true });
    const events = make(...artifactProduced(`artifact_${i}` as ArtifactId, object));
    await writer.append({ events, objects: [object] });
    writeSync(1, `${events.at(-1)?.seq} ${object.digest} ${writer.head()}\n`);
  }
}
