import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli, spawnCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-plugin-process-");
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
const contract = pathToFileURL(join(import.meta.dirname, "../../src/plugin/index.ts")).href;
const zod = import.meta.resolve("zod");

/** A plugin whose module looks around, whose connector reads a file, whose processor counts, and that has an exporter. */
const plugin = `
import { existsSync, readFileSync } from "node:fs";
import { z } from "${zod}";
import { defineConnector, defineExporter, defineProcessor, definePlugin, defineSchema } from "${contract}";
if (process.env.CANARY !== undefined) throw new Error("loaded where the environment is");
const lines = defineSchema({
  ref: "apart_lines:1.0.0", description: "Lines", stream: "lines",
  content: z.strictObject({ lines: z.array(z.strictObject({ text: z.string() })) }),
});
const total = defineSchema({ ref: "apart_total:1.0.0", description: "Total", content: z.strictObject({ total: z.int() }) });
export default definePlugin({
  name: "apart", version: "1.0.0", wct: "^0.1.0", schemas: [lines, total],
  components: [
    defineConnector({
      type: "apart_read", description: "Lines of a file", output: lines,
      config: z.strictObject({ path: z.string().regex(/^[^!]+$/), times: z.int().min(1).default(1) }),
      async *extract({ config }) {
        for (const text of readFileSync(config.path, "utf8").split("\\n")) yield { text };
        return {};
      },
    }),
    defineProcessor({
      type: "apart_count", description: "How many", inputs: [[lines]], output: total, config: z.strictObject({}),
      async *process({ inputs, temporaryFolder }) {
        let total = 0;
        for await (const _ of inputs.apart_lines.elements()) total += 1;
        return { total: existsSync(temporaryFolder()) ? total : -1 };
      },
    }),
    defineExporter({
      type: "apart_text", description: "Text", extension: "txt", mediaType: "text/plain", inputs: [total],
      async *export({ input }) { yield "total " + (await input.rest()).total; },
    }),
  ],
});
`;

const runbook = (path: string) => `name: Apart
description: A plugin in a process of its own
artifacts:
  read:
    source: { type: apart_read, properties: { path: ${JSON.stringify(path)} } }
  count:
    inputs: read
    process: { type: apart_count }
    output: true
`;

// The plugin imports the sources, which the built program does not grant by itself.
const sources = join(import.meta.dirname, "../../src");
const settings = (...read: readonly string[]) =>
  `plugins:\n  - plugin: ./plugins/apart.mjs\n    isolation: process\n    read: ${JSON.stringify([sources, ...read])}\n`;

test("a plugin in a process reads what it was granted, its inputs and nothing else; the host writes its files", async () => {
  project.write("wct.yaml", settings("data"));
  project.write("plugins/apart.mjs", plugin);
  project.write("data/lines.txt", "a\nb\nc");
  project.write("apart.yaml", runbook(project.path("data/lines.txt")));
  const args = ["run", "apart.yaml", "-q", "--export", "apart_text", "--output", "out"];
  const ran = await spawnCli(args, { cwd: project.dir, env: { CANARY: "seen" } }).ended;
  expect(ran.code, ran.stderr).toBe(0);
  expect(readFileSync(project.path("out/count.txt"), "utf8")).toBe("total 3");
  expect(await cli("verify")).toMatchObject({ code: 0 });
});

test("what it was not granted fails its artifact with the cause", async () => {
  project.write("wct.yaml", settings());
  project.write("plugins/apart.mjs", plugin);
  project.write("data/lines.txt", "a");
  project.write("apart.yaml", runbook(project.path("data/lines.txt")));
  const { code, stdout, stderr } = await cli("run", "apart.yaml");
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('connector "apart_read" threw Error (ERR_ACCESS_DENIED)');
});

test("its configuration is checked before anything runs, but for expressions, which its process tries", async () => {
  project.write("wct.yaml", settings());
  project.write("plugins/apart.mjs", plugin);
  project.write("apart.yaml", runbook("x").replace("path:", "times: 0, path:"));
  const { code, stderr } = await cli("validate", "apart.yaml");
  expect(code).toBe(2);
  expect(stderr).toContain("times");
  project.write("apart.yaml", runbook("no!"));
  expect(await cli("validate", "apart.yaml")).toMatchObject({ code: 0 });
  const ran = await cli("run", "apart.yaml");
  expect(ran.stdout + ran.stderr).toContain("WCT_COMPONENT_CONFIG_INVALID");
});

test.each([
  ["    isolation: none\n", '"plugins[0]" has an unknown isolation', 'write "thread" or "process"'],
  ["    read: [data]\n", '"plugins[0]" limits "read" , which is not possible for a thread', "add `isolation: process`"],
  [
    "    isolation: process\n    write: data\n",
    '"plugins[0]" must have a list of files and folders in "write"',
    "write one",
  ],
  ["    isolaton: process\n", '"plugins[0]" has no key "isolaton"', 'write "isolation"'],
])("a mistake in the settings of a plugin is located: %s", async (lines, message, hint) => {
  project.write("wct.yaml", `plugins:\n  - plugin: ./plugins/apart.mjs\n${lines}`);
  const { code, stderr } = await cli("connectors");
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(`hint: ${hint}`);
  expect(stderr).toMatch(/--> wct\.yaml:[34]:/);
});

test("a plugin that cannot be loaded in its process says what it lacks", async () => {
  project.write("wct.yaml", settings());
  project.write("plugins/apart.mjs", `import "../lib/other.mjs";\n${plugin}`);
  project.write("lib/other.mjs", "export {};\n");
  const { code, stderr } = await cli("connectors");
  expect(code).toBe(2);
  expect(stderr).toContain("it lacks the permission FileSystemRead for");
  expect(stderr).toContain("grant what it needs with `read` and `write` in wct.yaml");
});
