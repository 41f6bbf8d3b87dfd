import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

const contract = pathToFileURL(join(import.meta.dirname, "../../src/plugin/index.ts")).href;
const zod = import.meta.resolve("zod");

/** A plugin whose every function leaves a mark and connects to a port. */
const plugin = (mark: string, port: number): string => `
import { appendFileSync } from "node:fs";
import { connect } from "node:net";
import { z } from "${zod}";
import { defineConnector, defineExporter, definePlugin, defineProcessor, defineSchema } from "${contract}";
const entered = (what) => {
  appendFileSync(${JSON.stringify(mark)}, what + "\\n");
  return new Promise((resolve, reject) => {
    const socket = connect(${port}, "127.0.0.1", () => socket.end(resolve)).on("error", reject);
  });
};
const rows = defineSchema({
  ref: "acme_rows:1.0.0", description: "Rows", stream: "rows",
  content: z.strictObject({ rows: z.array(z.strictObject({ id: z.string() })) }),
});
const sums = defineSchema({ ref: "acme_sums:1.0.0", description: "Sums", content: z.strictObject({ sum: z.number() }) });
const read = defineConnector({
  type: "acme_read", description: "Reads", output: rows, config: z.strictObject({}),
  async *extract() { await entered("connector"); yield { id: "1" }; return {}; },
});
const sum = defineProcessor({
  type: "acme_sum", description: "Sums", inputs: [[rows]], output: sums, config: z.strictObject({}),
  async *process() { await entered("processor"); return { sum: 1 }; },
});
const write = defineExporter({
  type: "acme_write", description: "Writes", extension: "acme", mediaType: "text/plain", inputs: [sums],
  async *export() { await entered("exporter"); yield "x"; },
});
export default definePlugin({ name: "acme", version: "1.0.0", wct: "^0.1.0", components: [read, sum, write] });
`;

const runbook = `name: Acme
description: Rows and their sum
artifacts:
  rows:
    source: { type: acme_read }
  shop:
    source: { type: sqlite, properties: { database_path: shop.db } }
  texts:
    source: { type: filesystem, properties: { path: texts } }
  found:
    inputs: [shop, texts]
    process: { type: personal_data }
    output: true
  sum:
    inputs: rows
    process: { type: acme_sum }
    output: true
`;

let project: Project;
beforeEach(() => {
  project = makeProject("wct-dry-");
});
afterEach(() => project[Symbol.dispose]());

/** Path, mode, times and digest of everything below a folder. */
function contentsOf(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => {
      const path = join(dir, name);
      const { mode, mtimeMs, size, ino } = lstatSync(path);
      const bytes = lstatSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0);
      return `${name} ${mode} ${mtimeMs} ${size} ${ino} ${createHash("sha256").update(bytes).digest("hex")}`;
    });
}

interface Listening extends AsyncDisposable {
  readonly port: number;
  readonly connections: () => number;
  /** Resolves when so many have connected: the server hears of a connection later than the one who makes it. */
  readonly connected: (count: number) => Promise<void>;
}

async function listening(): Promise<Listening> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const connected = async (count: number) => {
    while (connections < count) await once(server, "connection");
  };
  return { port: address.port, connections: () => connections, connected, [Symbol.asyncDispose]: close };
}

test("a dry run calls no component, opens no socket, and changes no file", { timeout: 120_000 }, async () => {
  await using server = await listening();
  project.write("acme.mjs", plugin(project.path("entered"), server.port));
  project.write("acme.yaml", runbook);
  const call = ["run", "acme.yaml", "--plugin", "./acme.mjs"];
  const before = contentsOf(project.dir);
  const tried = await spawnCli([...call, "--dry-run"], { cwd: project.dir }).ended;
  expect({ code: tried.code, stderr: tried.stderr }).toEqual({ code: 0, stderr: "" });
  expect(contentsOf(project.dir)).toEqual(before);
  expect(server.connections()).toBe(0);

  // The same runbook for real shows that the marks work, and leaves a store behind.
  const run = await spawnCli([...call, "--export", "acme_write", "--export", "json"], { cwd: project.dir }).ended;
  expect({ code: run.code, stdout: run.code === 0 ? "" : run.stderr }).toEqual({ code: 0, stdout: "" });
  expect(readFileSync(project.path("entered"), "utf8").split("\n").toSorted()).toEqual(
    ["", "connector", "exporter", "processor"].toSorted(),
  );
  await server.connected(3);

  const recorded = contentsOf(project.dir);
  for (const more of [
    [],
    ["--incremental"],
    ["--resume", "latest"],
    ["--fork", "latest"],
    ["--export", "acme_write"],
  ]) {
    const again = await spawnCli([...call, "--dry-run", ...more], { cwd: project.dir }).ended;
    expect({ more, code: again.code, stderr: again.stderr }).toEqual({ more, code: 0, stderr: "" });
    expect(contentsOf(project.dir)).toEqual(recorded);
  }
  expect(server.connections()).toBe(3);
});

test("a dry run that fails changes no file either", async () => {
  const before = contentsOf(project.dir);
  for (const args of [["invalid.yaml"], ["shop.yaml", "--resume", "latest"], ["shop.yaml", "--export", "pdf"]]) {
    const { code } = await runCli(["run", ...args, "--dry-run"], { cwd: project.dir });
    expect(code).toBeGreaterThan(1);
    expect(contentsOf(project.dir)).toEqual(before);
  }
});

test("only --output writes samples, for their owner alone", async () => {
  const before = contentsOf(project.dir);
  const { code, stdout } = await runCli(["run", "shop.yaml", "--dry-run", "--output", "samples"], { cwd: project.dir });
  expect(code).toBe(0);
  expect(stdout).toContain("samples/texts.json");
  const added = contentsOf(project.dir).filter((entry) => !before.includes(entry));
  expect(added.map((entry) => entry.split(" ")[0])).toEqual(["samples", "samples/all.json", "samples/texts.json"]);
  expect(lstatSync(project.path("samples/texts.json")).mode & 0o777).toBe(0o600);
  expect(lstatSync(project.path("samples")).mode & 0o777).toBe(0o700);
  const sample = JSON.parse(readFileSync(project.path("samples/texts.json"), "utf8"));
  expect(sample.schema).toBe("standard_input:1.0.0");
  expect(sample.content.items.length).toBeGreaterThan(0);
  expect(existsSync(project.path(".wct"))).toBe(false);
});
