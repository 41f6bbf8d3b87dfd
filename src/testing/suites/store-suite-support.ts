import assert from "node:assert/strict";
import { isWctError } from "../../diagnostics/index.ts";
import type { JsonObject, JsonValue, RecordStore, SchemaRef, StagedObject } from "../../domain/index.ts";
import { numberEvents, runStarted } from "../sample-events.ts";

/** A test with its name. It gets a new, empty store. */
export type StoreTest = readonly [name: string, body: (store: RecordStore) => Promise<void>];

export const schema = "standard_input:1.0.0" as SchemaRef;
export const noon = new Date("2025-12-09T12:00:00.500Z");

export async function write(
  store: RecordStore,
  elements: readonly JsonValue[],
  rest: JsonObject = {},
): Promise<StagedObject> {
  const writer = store.artifacts.writer();
  writer.write(elements);
  return await writer.finish(schema, rest, { stream: true });
}

export async function commit(store: RecordStore, ...objects: readonly StagedObject[]): Promise<void> {
  const run = await store.executions.createRun(noon);
  await run.append({ events: numberEvents(run.run)(runStarted()), objects });
  await run.close();
}

export async function allOf<T>(items: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of items) all.push(...batch);
  return all;
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function rejectsWith(code: string, work: () => unknown): Promise<void> {
  await assert.rejects(
    async () => await work(),
    (error) => isWctError(error) && error.code === code,
  );
}
