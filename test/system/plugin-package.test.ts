import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spawnCli } from "../support/cli.ts";
import { call, install, node, pack, packWct, tsc } from "../support/plugin-package.ts";

const example = join(import.meta.dirname, "../../examples/plugin-csv");
const root = realpathSync(mkdtempSync(join(tmpdir(), "wct-package-")));
const author = join(root, "author");
const user = join(root, "user");
const strict = ["--strict", "--module", "nodenext", "--target", "es2024", "--types", "node", "--noEmit"];
let wct: string;
let plugin: string;

// As an outside author and a user of the plugin: two projects that know wct and the plugin only as tarballs.
beforeAll(() => {
  wct = packWct(root);
  cpSync(example, author, { recursive: true, filter: (path) => !/\/(node_modules|dist)$/.test(path) });
  install(author, [wct], ["@types/node"]);
  tsc([], author);
  plugin = pack(author, root);
  mkdirSync(user);
  install(user, [wct, plugin], ["@types/node"]);
  for (const part of ["data", "runbook.yaml"]) cpSync(join(example, part), join(user, part), { recursive: true });
  writeFileSync(join(user, "package.json"), '{ "name": "user", "private": true, "type": "module" }');
  writeFileSync(join(user, "wct.yaml"), "plugins:\n  - wct-csv\n");
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

test("the plugin is typed without casts", () => {
  const text = readFileSync(join(author, "src/index.ts"), "utf8") + readFileSync(join(author, "src/csv.ts"), "utf8");
  expect(text).not.toMatch(/\bas (?!const\b)\w|\bany\b|@ts-|!\./);
  expect(text.split("\n").length).toBeLessThan(130);
});

/** A plugin, and what its author must not be able to write. */
const checked = `import { defineConnector, definePlugin, defineProcessor, defineSchema, secret } from "wct-cli/plugin";
import plugin from "wct-csv";
import * as z from "zod";
export const name: string = plugin.name;
const orders = defineSchema({
  ref: "acme_order:1.0.0", description: "Orders", stream: "orders",
  content: z.object({ orders: z.array(z.object({ id: z.number() })), total: z.number() }),
});
const config = z.strictObject({ password: secret(), size: z.number().default(10) });
const reads = defineConnector({
  type: "reads", description: "Orders", output: orders, config,
  async *extract({ config }) {
    const size: number = config.size;
    const password: string = config.password.reveal();
    // @ts-expect-error a secret is no text
    const text: string = config.password;
    yield [{ id: size + password.length + text.length }];
    return { total: 1 };
  },
});
// @ts-expect-error an element must be what the schema says
defineConnector({ type: "wrong", description: "", output: orders, config, async *extract() { yield { id: "1" }; return { total: 1 }; } });
// @ts-expect-error the rest must be there
defineConnector({ type: "wrong", description: "", output: orders, config, async *extract() { yield { id: 1 }; } });
// @ts-expect-error no built-in schema has this reference
defineConnector({ type: "wrong", description: "", output: "standard_inptu:1.0.0", config, async *extract() { return {}; } });
const sums = defineProcessor({
  type: "sums", description: "Sums", inputs: [[orders, "standard_input:1.0.0?"]], output: orders, config: z.strictObject({}),
  async *process({ inputs }) {
    let total = 0;
    for await (const { id } of inputs.acme_order.elements()) total += id;
    // @ts-expect-error an optional input may not be there
    inputs.standard_input.elements();
    return { total };
  },
});
export default definePlugin({ name: "check", wct: "^0.1.0", components: [reads, sums], schemas: [orders] });
`;

test("types refuse what the contract refuses, in a project that has only the packages", () => {
  writeFileSync(join(user, "check.ts"), checked);
  expect(tsc([...strict, "check.ts"], user)).toBe("");
});

const guide = readFileSync(join(import.meta.dirname, "../../docs/guide/plugin.md"), "utf8");
const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text = ""]) => text);

function typescriptWith(call: string): string {
  const block = blocks("ts").find((text) => text.includes(call) && text.startsWith("import"));
  return block ?? expect.fail(`the guide has no example with ${call}`);
}

test("the guide shows the sample's source", () => {
  expect(blocks("ts")[0]).toBe(readFileSync(join(example, "src/index.ts"), "utf8"));
});

test("the guide's processor is typed, and runs with the guide's runbook", async () => {
  writeFileSync(join(user, "guide.ts"), typescriptWith("defineProcessor("));
  writeFileSync(join(user, "guide.yaml"), blocks("yaml")[0] ?? "");
  expect(tsc([...strict, "guide.ts"], user)).toBe("");
  const args = ["--store", "guide", "--json"];
  const ran = await spawnCli(["run", "guide.yaml", "--plugin", "./guide.ts", ...args], { cwd: user }).ended;
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  const { stdout } = await spawnCli(["inspect", "latest", "domains", ...args], { cwd: user }).ended;
  expect(JSON.parse(stdout).content).toEqual({ domains: [{ domain: "example.org", count: 3 }], addresses: 3 });
});

test("the guide's exporter is typed", () => {
  writeFileSync(join(user, "exporter.ts"), typescriptWith("defineExporter("));
  expect(tsc([...strict, "exporter.ts"], user)).toBe("");
});

test("the plugin's own tests pass", () => {
  expect(node(["--test", "src/index.test.ts"], author)).toMatch(/pass 4/);
});

test("the tarball holds what runs and what types, and nothing else", () => {
  const files = call("tar", ["-tzf", plugin], root).trim().split("\n");
  expect(
    files.filter((file) => !/^package\/(package\.json|README\.md|dist\/(index|csv)\.(js|d\.ts))$/.test(file)),
  ).toEqual([]);
});

test("the installed plugin runs in the installed wct", () => {
  const call = (...args: string[]) => node([join(user, "node_modules/wct-cli/bin/wct.js"), ...args], user);
  expect(call("connectors", "csv")).toContain("Rows of a CSV file");
  call("run", "runbook.yaml", "--quiet");
  const customers = JSON.parse(call("inspect", "latest", "customers", "--json"));
  expect(customers.content.items.map((item: { id: string }) => item.id)).toEqual([
    "./data/customers.csv:2",
    "./data/customers.csv:3",
    "./data/customers.csv:4",
  ]);
  expect(call("inspect", "latest", "personal_data", "--raw")).toContain('"email"');
});

test("a wct that is another copy than the plugin's own loads it all the same", async () => {
  const { code, stderr } = await spawnCli(["run", "runbook.yaml", "--store", "other", "--quiet"], { cwd: user }).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("what wct init --plugin writes builds, passes its own test, and runs", async () => {
  const made = join(root, "made", "WCT Notes");
  mkdirSync(join(root, "made"));
  const { code } = await spawnCli(["init", "--plugin", "made/WCT Notes"], { cwd: root }).ended;
  expect(code).toBe(0);
  install(made, [wct], ["@types/node"]);
  expect(node(["--test", "src/index.test.ts"], made)).toMatch(/pass 2/);
  expect(tsc([], made)).toBe("");
  const ran = await spawnCli(["run", "runbook.yaml", "--plugin", "."], { cwd: made }).ended;
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toMatch(/notes +completed +\S+ +2 +standard_input:1\.0\.0/);
});
