import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type CliOptions, type CliResult, runCli, runIn } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { expectShape } from "../support/shapes.ts";

const contract = pathToFileURL(join(import.meta.dirname, "../../src/plugin/index.ts")).href;
const zod = import.meta.resolve("zod");

/** `acme_copy` alters the value that drift.json names: of an element of the stream, or beside it. */
const plugin = `
import { existsSync, readFileSync } from "node:fs";
import { z } from "${zod}";
import { defineConnector, definePlugin, defineProcessor, defineSchema } from "${contract}";
const rows = defineSchema({
  ref: "acme_rows:1.0.0", description: "Rows", stream: "rows",
  content: z.strictObject({
    rows: z.array(z.strictObject({ id: z.number(), text: z.string(), parts: z.array(z.string()) })),
    total: z.number(), names: z.record(z.string(), z.string()),
  }),
});
const made = new URL("./made.txt", import.meta.url);
const drift = () => {
  const file = new URL("./drift.json", import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
};
const row = (id) => ({ id, text: "row " + id, parts: ["a" + id, "b" + id] });
const read = defineConnector({
  type: "acme_read", description: "Reads", output: rows, config: z.strictObject({}),
  async *extract() {
    if (drift() !== null) throw new Error("a connector is called");
    for (let id = 0; id < 40; id += 1) yield row(id);
    return { total: 40, names: { "ada@example.org": "Ada", plain: "Bob" } };
  },
});
const copy = (type, deterministic) => defineProcessor({
  type, description: "Copies", inputs: [[rows]], output: rows, config: z.strictObject({ note: z.string().default("") }),
  deterministic, version: "1.0.0",
  async *process({ inputs }) {
    const planted = type === "acme_copy" ? drift() : null;
    let index = 0;
    for await (const one of inputs.acme_rows.elements()) {
      const { id, text, parts } = one;
      const is = planted !== null && planted.index === index;
      const changed = { id, text: is && planted.key === "text" ? (planted.text ?? "other") : text, parts: [...parts] };
      if (is && planted.key === "parts") changed.parts[1] = "other";
      index += 1;
      yield changed;
    }
    const { total, names } = await inputs.acme_rows.parts[0].rest();
    if (planted?.throws) throw new Error("no more");
    return {
      total: planted?.key === "total" ? total + 1 : total,
      names: planted?.key === "names" ? { ...names, "ada@example.org": "Eve" } : { ...names },
    };
  },
});
export default definePlugin({
  name: "acme", version: "1.0.0", wct: "^0.1.0",
  components: [read, copy("acme_copy", true), copy("acme_roll", false)],
});
`;

const runbook = `name: Acme
description: Rows and copies of them
artifacts:
  rows: { source: { type: acme_read } }
  copied: { inputs: rows, process: { type: acme_copy } }
  passed: { inputs: copied }
  copied_again: { inputs: passed, process: { type: acme_copy, properties: { note: "\${NOTE:-none}" } } }
  rolled: { inputs: rows, process: { type: acme_roll } }
  unkept: { inputs: rows, process: { type: acme_copy }, retain: false }
  after_unkept: { inputs: unkept, process: { type: acme_copy } }
`;

let project: Project;
let run: string;

const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> =>
  runCli(args, { cwd: project.dir, ...options });
const verify = (args: readonly string[] = [], options: Partial<CliOptions> = {}) =>
  cli(["replay", run, "--verify", ...args], options);

interface Row {
  readonly id: string;
  readonly status: string;
  readonly isCodeChanged: boolean;
  readonly difference: { readonly path: string; readonly recorded: object; readonly actual: object } | null;
  readonly reason: { readonly kind: string; readonly text: string } | null;
}

async function rowsOf(args: readonly string[] = [], options: Partial<CliOptions> = {}) {
  const { code, stdout } = await verify([...args, "--json"], options);
  const answer = JSON.parse(stdout);
  expectShape("ReplayVerification", answer);
  return { code, rows: answer.artifacts as readonly Row[] };
}

const brief = (rows: readonly Row[]) => rows.map(({ id, status, reason }) => `${id} ${reason?.kind ?? status}`);
const drift = (planted: object): void => project.write("drift.json", JSON.stringify(planted));
const undrift = (): void => rmSync(project.path("drift.json"), { force: true });

/** SQLite's shared memory holds only locks, which every reader takes. */
const storeFiles = () =>
  readdirSync(project.path(".wct"), { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith("-shm"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`);
const temporary = () => readdirSync(tmpdir()).filter((name) => /^wct-(scratch|job)-/.test(name));

beforeAll(async () => {
  project = makeProject("wct-verify-");
  project.write("acme.mjs", plugin);
  project.write("wct.yaml", "plugins: [./acme.mjs]\n");
  project.write("acme.yaml", runbook);
  run = runIn(await cli(["run", "acme.yaml"]));
}, 120_000);
afterAll(() => project[Symbol.dispose]());

describe("wct replay --verify", { timeout: 120_000 }, () => {
  test("makes what is deterministic again, says why the rest is not verifiable, and writes nothing", async () => {
    const before = { store: storeFiles(), temporary: temporary() };
    const { code, rows } = await rowsOf();
    expect({ code, rows: brief(rows) }).toEqual({
      code: 0,
      rows: [
        "rows connector",
        "copied same",
        "passed same",
        "copied_again same",
        "rolled not-deterministic",
        "unkept same",
        "after_unkept not-kept",
      ],
    });
    expect({ store: storeFiles(), temporary: temporary() }).toEqual(before);
  });

  test("finds every planted drift of one value, at its exact place, in no other artifact", async () => {
    const place = fc.oneof(
      fc.record({ index: fc.integer({ min: 0, max: 39 }), key: fc.constantFrom("text", "parts") }),
      fc.record({ index: fc.constant(-1), key: fc.constantFrom("total", "names") }),
    );
    const pathOf = ({ index, key }: { readonly index: number; readonly key: string }): string => {
      if (key === "names") return "$.names['…']";
      return index < 0 ? `$.${key}` : `$.rows[${index}].${key === "parts" ? "parts[1]" : "text"}`;
    };
    await fc.assert(
      fc.asyncProperty(place, async (planted) => {
        drift(planted);
        const { code, rows } = await rowsOf(["copied", "passed"]);
        undrift();
        const [copied] = rows;
        expect({ code, rows: brief(rows), path: copied?.difference?.path }).toEqual({
          ...{ code: 1, path: pathOf(planted) },
          rows: ["copied different", "passed same"],
        });
      }),
      { seed: 5, numRuns: 6 },
    );
  });

  test("shows values, and keys that may be data, only with --raw", async () => {
    drift({ index: -1, key: "names" });
    const hidden = await verify(["copied"]);
    const shown = await verify(["copied", "--raw"]);
    undrift();
    expect(hidden.stdout + hidden.stderr).not.toMatch(/Ada|Eve|ada@/);
    expect(hidden.stdout).toContain("copied    different  at $.names['…']: another string");
    expect(hidden.stderr).toContain("values are hidden, because they may identify people; --raw shows them");
    expect(shown.stdout).toContain('at $.names["ada@example.org"]: another string');
    expect(shown.stdout).toContain('recorded  "Ada"');
    expect(shown.stdout).toContain('now       "Eve"');
  });

  test("an artifact that fails now is different", async () => {
    drift({ throws: true });
    const { code, rows } = await rowsOf(["copied"]);
    undrift();
    expect({ code, reason: rows[0]?.reason?.text }).toMatchObject({ code: 1, reason: /^it fails now \(WCT_PRODUCE_/ });
  });

  test("a folder for temporary files that cannot be written is no difference, but an error that names it", async () => {
    drift({ index: 0, key: "text", text: randomBytes(200_000).toString("hex") });
    vi.stubEnv("TMPDIR", project.path("nowhere"));
    const { code, stderr } = await verify(["copied"]);
    vi.unstubAllEnvs();
    undrift();
    expect(code).toBe(3);
    expect(stderr).toContain(`the folder for temporary files, "${project.path("nowhere")}", does not exist`);
  });

  test("a variable with another value, or a missing component, makes an artifact not verifiable", async () => {
    const changed = await rowsOf(["copied_again"], { env: { NOTE: "other" } });
    expect([changed.code, ...brief(changed.rows)]).toEqual([0, "copied_again changed"]);
    project.write("wct.yaml", "");
    const missing = await rowsOf(["copied", "passed"]);
    project.write("wct.yaml", "plugins: [./acme.mjs]\n");
    expect(brief(missing.rows)).toEqual(["copied not-bound", "passed same"]);
    expect(missing.rows[0]?.reason?.text).toBe('there is no processor "acme_copy"');
  });

  test("changed code of the same version is executed, and said to be changed", async () => {
    project.write("acme.mjs", `${plugin}\n// changed\n`);
    const { stdout } = await verify(["copied"]);
    project.write("acme.mjs", plugin);
    expect(stdout).toContain("copied    same    the plugin's files changed since the run");
  });

  test("the runbook is not needed any more, and a bundle serves as well", async () => {
    await cli(["runs", "export", run, "run.wctrun", "--with-raw"]);
    project.write("acme.yaml", "name: Another\ndescription: One\nartifacts: {}\n");
    const { rows } = await rowsOf(["copied", "passed"]);
    expect(brief(rows)).toEqual(["copied same", "passed same"]);
    const bundled = await cli(["replay", "./run.wctrun", "--verify", "copied", "copied_again", "--json"]);
    expect(brief(JSON.parse(bundled.stdout).artifacts)).toEqual(["copied same", "copied_again changed"]);
  });
});
