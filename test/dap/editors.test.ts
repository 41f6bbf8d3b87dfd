import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { vsixEntries } from "../../scripts/vscode.ts";
import { zipOf } from "../../scripts/zip.ts";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";

const root = join(import.meta.dirname, "../..");
const guide = readFileSync(join(root, "docs/guide/debug-editors.md"), "utf8");

type Launch = Readonly<Record<string, unknown>>;

/** The first block of code of a language below a heading of the guide. */
function block(heading: string, language: string): string {
  const section = guide.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const [, text] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(section) ?? [];
  if (text === undefined) throw new Error(`the guide has no ${language} below ${heading}`);
  return text;
}

/** Values of a Lua table of one level, in which strings, numbers and booleans are written as in JSON. */
const luaTable = (text: string): Launch =>
  Object.fromEntries(
    [...text.matchAll(/(\w+) = ("[^"]*"|true|false|\d+)/g)].map(([, key = "", value = ""]) => [key, JSON.parse(value)]),
  );

/** The keys `:key value` of a property list; symbols stay texts. */
const propertyList = (text: string): Launch =>
  Object.fromEntries(
    [...text.matchAll(/:(\w+) ("[^"]*"|[\w-]+)/g)].map(([, key = "", value = ""]) => [
      key,
      value === "t" ? true : value.startsWith('"') ? JSON.parse(value) : value,
    ]),
  );

const common = { adapterID: "wct", linesStartAt1: true, columnsStartAt1: true, pathFormat: "path" };

/** What each editor says about itself, the launch arguments of the guide, and how it fills them in. */
const editors = [
  {
    editor: "Visual Studio Code",
    initialize: {
      ...{ ...common, clientID: "vscode", clientName: "Visual Studio Code", locale: "en" },
      ...{ supportsVariableType: true, supportsVariablePaging: true, supportsRunInTerminalRequest: true },
      ...{ supportsProgressReporting: true, supportsInvalidatedEvent: true, supportsMemoryReferences: true },
    },
    launch: (JSON.parse(block("Visual Studio Code", "json")) as { configurations: Launch[] }).configurations[0]!,
  },
  {
    editor: "Neovim",
    initialize: { ...common, clientID: "neovim", clientName: "neovim", supportsRunInTerminalRequest: true },
    launch: luaTable(block("Neovim", "lua").split("dap.configurations.yaml")[1] ?? ""),
  },
  {
    editor: "Zed",
    initialize: {
      ...common,
      clientID: "zed",
      clientName: "Zed",
      supportsVariableType: true,
      supportsMemoryReferences: true,
    },
    launch: (JSON.parse(block("Zed", "json")) as Launch[])[0]!,
  },
  {
    editor: "Emacs",
    initialize: { ...common, clientID: "dape", supportsStartDebuggingRequest: true, supportsProgressReporting: true },
    launch: propertyList(block("Emacs", "elisp")),
  },
];

const filledIn = (launch: Launch, file: string, folder: string): Launch =>
  Object.fromEntries(
    Object.entries(launch).map(([key, value]) => {
      if (typeof value !== "string") return [key, value];
      if (["${file}", "dape-buffer-default", "runbook.yaml"].includes(value)) return [key, file];
      return [key, ["${workspaceFolder}", "$ZED_WORKTREE_ROOT", "dape-cwd"].includes(value) ? folder : value];
    }),
  );

test.each(editors)(
  "the launch arguments for $editor start a session that stops on entry",
  async ({ initialize, launch }) => {
    using project = makeProject();
    await using adapter = serveInProcess({ cwd: "/" });
    const { client } = adapter;
    const path = project.path("shop.yaml");
    const sent = filledIn(launch, path, project.dir);
    expect(sent).toMatchObject({ request: "launch", runbook: path, stopOnEntry: true });
    await client.ok("initialize", initialize);
    // Editors do not wait for the answer to launch before they send the rest.
    const launched = client.send("launch", sent);
    await client.event("initialized");
    await client.ok("setBreakpoints", {
      source: { name: "shop.yaml", path },
      breakpoints: [{ line: 6 }],
      sourceModified: false,
    });
    await client.ok("setFunctionBreakpoints", { breakpoints: [] });
    await client.ok("setExceptionBreakpoints", { filters: ["failed", "optional-failed", "schema-mismatch"] });
    await client.ok("configurationDone");
    expect(await client.sent(launched)).toMatchObject({ success: true });
    const stop = await client.event("stopped");
    expect(stop).toMatchObject({ reason: "entry", description: "before texts" });
    await client.ok("threads");
    const { stackFrames } = await client.ok("stackTrace", { threadId: stop.threadId, startFrame: 0, levels: 1 });
    expect(stackFrames).toMatchObject([{ name: "texts (before)", source: { path } }]);
    const { scopes } = await client.ok("scopes", { frameId: stackFrames[0].id });
    for (const { variablesReference } of scopes) await client.ok("variables", { variablesReference });
    await client.ok("continue", { threadId: stop.threadId });
    expect(await client.event("stopped")).toMatchObject({ reason: "breakpoint", description: "before all" });
    await client.ok("disconnect", { restart: false, terminateDebuggee: true });
  },
);

test("every configuration of the guide has only arguments that the reference lists", () => {
  const reference = readFileSync(join(root, "docs/reference/dap.md"), "utf8");
  const listed = [...reference.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  const own = ["type", "request", "name", "label", "adapter"];
  const used = editors.flatMap(({ launch }) => Object.keys(launch));
  expect(used.filter((key) => !listed.includes(key) && !own.includes(key))).toEqual([]);
});

describe("the extension for Visual Studio Code", async () => {
  const entries = await vsixEntries();
  const text = (path: string): string =>
    Buffer.from(entries.find((one) => one.path === path)?.data ?? "").toString("utf8");
  const manifest = JSON.parse(text("extension/package.json"));
  const [debug] = manifest.contributes.debuggers;

  test("names only files that are in the package", () => {
    const paths = new Set(entries.map(({ path }) => path));
    const named = [manifest.main, ...manifest.contributes.yamlValidation.map(({ url }: { url: string }) => url)];
    expect(named.filter((file) => !paths.has(join("extension", file)))).toEqual([]);
    expect(
      [...text("extension.vsixmanifest").matchAll(/Path="([^"]+)"/g)].filter(([, path = ""]) => !paths.has(path)),
    ).toEqual([]);
  });

  test("contributes the debugger, breakpoints in YAML, snippets, a schema and a command that it registers", () => {
    expect(debug).toMatchObject({ type: "wct", languages: ["yaml"] });
    expect(manifest.contributes.breakpoints).toEqual([{ language: "yaml" }]);
    expect(debug.configurationSnippets).toHaveLength(2);
    expect(JSON.parse(text("extension/dist/runbook.schema.json"))).toMatchObject({ type: "object" });
    const commands = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    expect(commands).toEqual(["wct.debugRunbook"]);
  });

  test("offers the launch arguments that the reference lists", () => {
    const reference = readFileSync(join(root, "docs/reference/dap.md"), "utf8");
    const listed = [...reference.matchAll(/^\| `(\w+)` +\| [^|]+\|$/gm)].map(([, name]) => name);
    const offered = Object.keys(debug.configurationAttributes.launch.properties);
    expect(offered.filter((name) => !listed.includes(name))).toEqual([]);
    const bodies = [
      ...debug.initialConfigurations,
      ...debug.configurationSnippets.map((one: { body: Launch }) => one.body),
    ];
    const used = bodies.flatMap((body: Launch) => Object.keys(body));
    expect(used.filter((name) => ![...offered, "type", "request", "name"].includes(name))).toEqual([]);
  });

  test("starts the configured command with `debug --dap`, and registers its command", () => {
    const registered: string[] = [];
    const made: { createDebugAdapterDescriptor?: (session: object) => object } = {};
    class DebugAdapterExecutable {
      readonly given: readonly unknown[];
      constructor(...given: unknown[]) {
        this.given = given;
      }
    }
    const vscode = {
      DebugAdapterExecutable,
      debug: {
        registerDebugAdapterDescriptorFactory: (type: string, factory: object) => {
          registered.push(type);
          Object.assign(made, factory);
        },
      },
      commands: { registerCommand: (name: string) => registered.push(name) },
      workspace: { getConfiguration: () => ({ get: () => ["node", "wct.js"] }) },
    };
    const required = { exports: {} as { activate?: (context: object) => void } };
    const load = createRequire(import.meta.url);
    const run = new Function("module", "exports", "require", text("extension/dist/extension.cjs"));
    run(required, required.exports, (name: string) => (name === "vscode" ? vscode : load(name)));
    required.exports.activate?.({ subscriptions: [] });
    expect(registered).toEqual(["wct", "wct.debugRunbook"]);
    const session = { workspaceFolder: { uri: { fsPath: "/work" } } };
    expect(made.createDebugAdapterDescriptor?.(session)).toEqual({
      given: ["node", ["wct.js", "debug", "--dap"], { cwd: "/work" }],
    });
  });

  test("is a zip file whose entries are what was put in", () => {
    const zip = zipOf(entries);
    const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
    let at = zip.readUInt32LE(end + 16);
    const found = Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
      expect(zip.toString("latin1", at, at + 4)).toBe("PK\x01\x02");
      const [crc, packed, size] = [16, 20, 24].map((field) => zip.readUInt32LE(at + field)) as [number, number, number];
      const length = zip.readUInt16LE(at + 28);
      const path = zip.toString("utf8", at + 46, at + 46 + length);
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = inflateRawSync(zip.subarray(from, from + packed));
      expect([data.length, crc32(data)]).toEqual([size, crc]);
      at += 46 + length;
      return { path, data };
    });
    expect(at).toBe(end);
    expect(found.map(({ path }) => path)).toEqual(entries.map(({ path }) => path));
    expect(zipOf(entries).equals(zip)).toBe(true);
  });
});
