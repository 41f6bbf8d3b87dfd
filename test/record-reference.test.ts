import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventType, SchemaRef } from "../src/domain/index.ts";
import { artifactTransitions, runTransitions } from "../src/run/transitions.ts";
import { createMemoryStore } from "../src/store/index.ts";

const page = readFileSync(join(import.meta.dirname, "..", "docs", "reference", "record.md"), "utf8");
const frozen = join(import.meta.dirname, "records", "v0.1", "store");

/** Cells of the first table after a text, without the heading; code marks taken off. */
function tableAfter(text: string): readonly (readonly string[])[] {
  const start = page.indexOf(text);
  if (start === -1) throw new Error(`the page has no "${text}"`);
  const lines = page.slice(start).split("\n");
  const first = lines.findIndex((line) => line.startsWith("|"));
  const end = lines.findIndex((line, i) => i > first && !line.startsWith("|"));
  return lines.slice(first + 2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, "$1")),
  );
}

const flat = (table: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  Object.entries(table).flatMap(([from, row]) => Object.entries(row).map(([step, to]) => [from, step, to]));

test("the table of an artifact's transitions is the program's", () => {
  expect(tableAfter("<!-- transitions: artifact -->").toSorted()).toEqual(flat(artifactTransitions).toSorted());
});

test("the table of a run's transitions is the program's", () => {
  expect(tableAfter("<!-- transitions: run -->").toSorted()).toEqual(flat(runTransitions).toSorted());
});

test("every type of event is described", () => {
  // The compiler refuses this list when a type is missing or too many.
  const types = {
    "run.started": true,
    "artifact.ready": true,
    "artifact.started": true,
    "artifact.progress": true,
    "artifact.noted": true,
    "artifact.attempted": true,
    "artifact.altered": true,
    "artifact.completed": true,
    "artifact.failed": true,
    "artifact.skipped": true,
    "artifact.reused": true,
    "output.written": true,
    "run.paused": true,
    "run.continued": true,
    "run.finished": true,
  } satisfies Record<EventType, true>;
  expect(tableAfter("| type                 | fields").map(([type]) => type)).toEqual(Object.keys(types));
});

test("the example of a message has the digest that the page gives", async () => {
  const [, example = "", digest] = /For example:\n\n```\n(.*?)```.*?```\n([0-9a-f]{64})\n```/s.exec(page) ?? [];
  const lines = example.trimEnd().split("\n");
  const { schema, content } = JSON.parse(lines.at(-1) ?? "");
  const writer = createMemoryStore().artifacts.writer();
  writer.write(lines.slice(0, -1).map((line) => JSON.parse(line)));
  const staged = await writer.finish(schema as SchemaRef, content, { stream: true });
  expect(staged.digest).toBe(digest);
  expect(createHash("sha256").update(example).digest("hex")).toBe(digest);
});

describe("read by the page alone, with no code of the program, the frozen record", () => {
  let dir: string;
  let database: DatabaseSync;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "wct-reference-"));
    cpSync(frozen, dir, { recursive: true });
    database = new DatabaseSync(join(dir, "store.db"));
  });
  afterEach(() => {
    database.close();
    rmSync(dir, { recursive: true });
  });

  const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return hash.digest();
  };

  test("is a store of version 1", () => {
    expect(database.prepare("PRAGMA application_id").get()).toEqual({ application_id: 0x57435431 });
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1 });
  });

  test("has a chain that ends in its head", () => {
    const run = database.prepare("SELECT id, head FROM runs").get();
    let hash = sha256(`wct run record 1\n${run?.["id"]}\n`);
    const bodies = database.prepare("SELECT body FROM frames ORDER BY frame_key").all();
    for (const { body } of bodies) {
      if (!(body instanceof Uint8Array)) throw new Error("a frame has a body");
      expect(body.at(-1)).toBe(0x0a);
      hash = sha256(hash, body);
    }
    expect(hash.toString("hex")).toBe(Buffer.from(run?.["head"] as Uint8Array).toString("hex"));
  });

  test("holds containers whose header, index and footer are as described", () => {
    const [path = ""] = readdirSync(join(dir, "objects"), { recursive: true, encoding: "utf8" }).filter((name) =>
      /^..\/[0-9a-f]{64}$/.test(name),
    );
    const bytes = readFileSync(join(dir, "objects", path));
    expect(bytes.toString("latin1", 0, 4)).toBe("WCTO");
    expect([...bytes.subarray(4, 8)]).toEqual([1, 0, 0, 0]);
    expect(bytes.toString("latin1", bytes.length - 4)).toBe("WCTE");
    const indexLength = bytes.readUInt32LE(bytes.length - 12);
    const index = bytes.subarray(bytes.length - 12 - indexLength, bytes.length - 12);
    const schemaLength = index.readUInt16LE(18);
    expect(index.toString("utf8", 24, 24 + schemaLength)).toBe("standard_input:1.0.0");
    expect(indexLength).toBe(24 + schemaLength + index.readUInt32LE(20) * 31);
    const row = database.prepare("SELECT * FROM objects WHERE digest = ?").get(Buffer.from(path.slice(3), "hex"));
    expect(row).toMatchObject({
      bytes: index.readUIntLE(0, 6),
      elements: index.readUIntLE(6, 6),
      stored_bytes: bytes.length,
      data: null,
    });
  });
});
