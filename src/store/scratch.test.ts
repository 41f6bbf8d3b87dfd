import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SchemaRef } from "../domain/index.ts";
import { createScratch, type Scratch } from "./scratch.ts";

const schema = "sample:1.0.0" as SchemaRef;
const secret = "Zwiebelkuchen";

const folders = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("wct-scratch-"));

async function written(scratch: Scratch, elements: number) {
  const writer = scratch.writer();
  for (let at = 0; at < elements; at += 1) writer.write([{ at, secret }]);
  return await writer.finish(schema, { done: true }, { stream: true });
}

test("a small object is read back, and no file is written for it", async () => {
  const scratch = createScratch();
  const before = folders();
  const reader = await scratch.open(await written(scratch, 3));
  expect([reader.elements, await reader.rest(), folders()]).toEqual([3, { done: true }, before]);
});

test("a large object is in an encrypted file for its owner, which is deleted with it", async () => {
  const scratch = createScratch();
  const before = new Set(folders());
  const object = await written(scratch, 50_000);
  const equal = await written(scratch, 50_000);
  const [folder = ""] = folders().filter((name) => !before.has(name));
  const root = join(tmpdir(), folder);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name));
  expect(lstatSync(root).mode & 0o777).toBe(0o700);
  for (const file of files) {
    expect(lstatSync(file).mode & 0o077).toBe(0);
    if (lstatSync(file).isFile()) expect(readFileSync(file).includes(secret)).toBe(false);
  }
  scratch.drop(object);
  expect((await scratch.open(equal)).elements).toBe(50_000);
  scratch.remove();
  expect(existsSync(root)).toBe(false);
});
