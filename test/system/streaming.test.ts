import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filling } from "../fixtures/plugins/load.ts";
import { spawnCli } from "../support/cli.ts";
import { limitMemory } from "../support/memory-limit.ts";
import { makeProject, type Project } from "../support/project.ts";

/** Of the processes together, files in the cache included; the corpus is larger, and so is what is exported. */
const megabytes = 640;
/** `WCT_TEST_STREAM_MB`: the size of the corpus. */
const corpus = Number(process.env["WCT_TEST_STREAM_MB"] ?? 700);
const characters = 4000;
const count = Math.round((corpus * 1e6) / (characters + 40));

const plugin = join(import.meta.dirname, "../fixtures/plugins/load.ts");
const limit = limitMemory(megabytes);
let project: Project;

beforeAll(() => {
  project = makeProject("wct-stream-");
  project.write(
    "stream.yaml",
    `name: Stream
description: More than fits into memory
artifacts:
  made:
    source: { type: load_rows, properties: { count: ${count}, characters: ${characters} } }
  mapped:
    inputs: made
    process: { type: load_map, properties: {} }
  kept:
    inputs: mapped
    process: { type: load_keep, properties: { multiple_of: 4 } }
    output: true
`,
  );
});
afterAll(() => {
  project[Symbol.dispose]();
  limit?.[Symbol.dispose]();
});

const cli = (...args: string[]) =>
  spawnCli(args, { cwd: project.dir, ...(limit === null ? {} : { prefix: limit.prefix }) }).ended;

test.skipIf(limit === null)(
  "a corpus larger than the memory allowed passes through two processors into a file [needs a memory limit: systemd or a control group]",
  async () => {
    const args = ["run", "stream.yaml", "--quiet", "--plugin", plugin, "--output", "out", "--workers", "2"];
    expect(await cli(...args)).toMatchObject({ code: 0, stderr: "" });
    const { artifacts } = JSON.parse((await cli("inspect", "latest", "--json")).stdout);
    const kept = artifacts.find((one: { id: string }) => one.id === "kept");
    expect(kept).toMatchObject({ elements: Math.ceil(count / 2), digest: digestOfKept() });
    const { size } = statSync(project.path("out/kept.json"));
    expect(size).toBeGreaterThan(kept.bytes);
  },
  120_000,
);

/** The message as a reader of its format would write it down: a line for each element, then the rest. */
function digestOfKept(): string {
  const sum = createHash("sha256");
  for (let n = 0; n < count; n += 2) {
    const row = { id: `row-${n}`, n: n * 2, text: filling.slice(n % 97, (n % 97) + characters) };
    sum.update(`${JSON.stringify(row)}\n`);
  }
  const content = { counts: { rows: Math.ceil(count / 2) } };
  return sum.update(`${JSON.stringify({ schema: "load_rows:1.0.0", content })}\n`).digest("hex");
}
