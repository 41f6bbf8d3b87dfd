import { hash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ArtifactId, Digest, MessageRef } from "../../domain/index.ts";
import { errorCode } from "../../testing/library-project.ts";
import { sampleMessage } from "../../testing/sample-plan.ts";
import { builtInRegistry } from "../plugins/index.ts";
import { copyOutput } from "./copy-output.ts";
import { type ExportBatch, type WrittenOutput, writeOutputs } from "./export-artifacts.ts";
import { chooseExports } from "./outputs.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-copy-"));
  mkdirSync(join(dir, "new"));
});
afterEach(() => rmSync(dir, { recursive: true }));

const text = "what an exporter wrote\n";
const known = { digest: hash("sha256", text, "hex") as Digest, bytes: Buffer.byteLength(text) };
const copy = () => copyOutput(join(dir, "old.json"), join(dir, "new/one.json"), known);

test("an earlier output with the recorded bytes is copied, for its owner only", () => {
  writeFileSync(join(dir, "old.json"), text);
  expect(copy()).toBe(true);
  expect(readFileSync(join(dir, "new/one.json"), "utf8")).toBe(text);
  expect(statSync(join(dir, "new/one.json")).mode & 0o777).toBe(0o600);
});

test.each([
  ["is gone", () => undefined],
  ["was edited", (path: string) => writeFileSync(path, text.replace("an", "no"))],
  ["is longer", (path: string) => writeFileSync(path, text.repeat(100_000))],
  ["is shorter", (path: string) => writeFileSync(path, text.slice(1))],
  ["is a folder", (path: string) => mkdirSync(path)],
])("nothing is written if the earlier output %s", (_how, change) => {
  change(join(dir, "old.json"));
  expect(copy()).toBe(false);
  expect(readdirSync(join(dir, "new"))).toEqual([]);
});

test("a folder that cannot be written is the user's problem", async () => {
  writeFileSync(join(dir, "old.json"), text);
  const write = async () => copyOutput(join(dir, "old.json"), join(dir, "absent/one.json"), known);
  expect(await errorCode(write)).toBe("WCT_EXPORT_WRITE_FAILED");
});

const id = "people" as ArtifactId;
const message: MessageRef = { ...sampleMessage(1), schema: "personal_data_finding:1.0.0" as MessageRef["schema"] };
const registry = builtInRegistry();

/** Writes one output; `exported` counts the calls of the exporter. */
async function write(name: string, change: Partial<ExportBatch> = {}, key = 7) {
  const calls = { exported: 0 };
  const exportArtifact: ExportBatch["producer"]["exportArtifact"] = async ({ path }) => {
    calls.exported += 1;
    writeFileSync(path, text);
    return known;
  };
  mkdirSync(join(dir, name));
  const origins = [{ kind: "dir", written: "./a", path: "a", absolute: "/a", declared } as const];
  const [written] = await writeOutputs({
    ...{ producer: { exportArtifact }, dir: join(dir, name), originsOf: () => ({ origins, declared }) },
    chosen: chooseExports(registry, [{ id, schema: message.schema }], ["json"]),
    messages: new Map([[id, message]]),
    earlier: { key: new Uint8Array(32).fill(key), of: () => earlier, pathOf: (shown) => shown },
    ...change,
  });
  return { written, ...calls };
}
const declared = { path: "runbook.yaml", file: "runbook.yaml", line: 3 };
let earlier: readonly WrittenOutput[] = [];

test("an output is copied only if everything that it depends on is the same", async () => {
  earlier = [];
  const first = await write("first");
  expect(first.exported).toBe(1);
  earlier = [first.written!];
  expect(await write("same")).toEqual({
    exported: 0,
    written: { ...first.written, path: join(dir, "same/people.json") },
  });
  const other = { ...message, digest: "b".repeat(64) as Digest };
  const moved = { origins: [], declared: { ...declared, line: 4 } };
  expect((await write("other-content", { messages: new Map([[id, other]]) })).exported).toBe(1);
  expect((await write("other-origin", { originsOf: () => moved })).exported).toBe(1);
  expect((await write("other-options", { options: { indent: "2" } })).exported).toBe(1);
  expect((await write("other-store", {}, 8)).exported).toBe(1);
});

test("an output of a plugin is always written by its exporter, and its record does not say what it depends on", async () => {
  const [chosen] = chooseExports(registry, [{ id, schema: message.schema }], ["json"]);
  const home = { ...chosen!.exporter.home, module: "file:///project/plugin.js" };
  const foreign = { chosen: [{ ...chosen!, exporter: { ...chosen!.exporter, home } }] };
  const { written } = await write("foreign", foreign);
  expect(written).not.toHaveProperty("basis");
  expect(existsSync(join(dir, "foreign/people.json"))).toBe(true);
});
