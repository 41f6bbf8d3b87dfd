import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import type { Digest } from "../domain/index.ts";
import {
  type AnyComponent,
  builtInSchemas,
  defineConnector,
  defineExporter,
  definePlugin,
  defineProcessor,
  defineSchema,
  type PluginDefinition,
  type Requirement,
} from "../plugin/index.ts";
import { createRegistry, type LoadedPlugin } from "./index.ts";

const digest = "0".repeat(64) as Digest;
const none = z.strictObject({});
const order = defineSchema({
  ref: "acme_order:1.2.0",
  description: "Orders",
  stream: "orders",
  content: z.strictObject({ orders: z.array(z.strictObject({ id: z.number() })) }),
});

function loaded(definition: Partial<PluginDefinition>): LoadedPlugin {
  const name = definition.name ?? "acme";
  return {
    definition: definePlugin({ name, wct: "^0.1.0", version: "2.3.4", ...definition }),
    home: { plugin: name, module: `file:///${name}.js`, digest },
  };
}

const connector = (type: string, more: { readonly version?: string } = {}) =>
  defineConnector({
    ...{ type, description: "Orders", output: order, config: none, ...more },
    async *extract() {
      yield { id: 1 };
      return {};
    },
  });

const processor = (inputs: readonly (readonly Requirement[])[]): AnyComponent =>
  defineProcessor({
    ...{ type: "count", description: "Counts", inputs, output: order, config: none },
    async *process() {
      yield { id: 1 };
      return {};
    },
  });

const exporter = (type: string, extension: string) =>
  defineExporter({
    ...{ type, description: "Writes", extension, mediaType: "text/plain", inputs: [order] },
    async *export() {
      yield "";
    },
  });

function registryOf(...plugins: LoadedPlugin[]) {
  const made = createRegistry(plugins);
  return made.ok ? made.registry : expect.fail(made.diagnostics.map(({ message }) => message).join("\n"));
}

/** Returns every problem as `CODE message`. */
function problems(...plugins: LoadedPlugin[]): string[] {
  const made = createRegistry(plugins);
  return made.ok ? [] : made.diagnostics.map(({ code, message }) => `${code} ${message}`);
}

test("without plugins there are the schemas that come with wct", () => {
  const { connectors, schemas } = registryOf();
  expect(connectors.size).toBe(0);
  expect([...schemas.keys()]).toEqual(builtInSchemas.map(({ ref }) => ref).toSorted());
});

test("components are found by type, with their version, their home and their schemas", () => {
  const { connectors, processors, exporters, schemas } = registryOf(
    loaded({
      components: [
        connector("shop", { version: "9.0.0" }),
        processor([
          [order, "standard_input:1.0.0?"],
          [{ optional: order }, "personal_data_finding:1.0.0"],
        ]),
        exporter("text", "txt"),
      ],
    }),
  );
  expect(connectors.get("shop")).toMatchObject({ kind: "connector", version: "9.0.0", output: "acme_order:1.2.0" });
  expect(connectors.get("shop")?.configSchema).toMatchObject({ type: "object", additionalProperties: false });
  expect(processors.get("count")).toMatchObject({
    version: "2.3.4",
    home: { plugin: "acme", module: "file:///acme.js" },
    inputs: [
      [
        { schema: "acme_order:1.2.0", optional: false },
        { schema: "standard_input:1.0.0", optional: true },
      ],
      [
        { schema: "acme_order:1.2.0", optional: true },
        { schema: "personal_data_finding:1.0.0", optional: false },
      ],
    ],
  });
  expect(exporters.get("text")?.inputs).toEqual(["acme_order:1.2.0"]);
  expect(schemas.get(order.ref as never)).toBe(order);
});

test("lists are sorted by type, whatever the order of the plugins", () => {
  const [a, b] = [
    loaded({ name: "a", components: [connector("zeta")] }),
    loaded({ name: "b", components: [connector("alpha")] }),
  ];
  expect([...registryOf(a, b).connectors.keys()]).toEqual(["alpha", "zeta"]);
  expect([...registryOf(b, a).connectors.keys()]).toEqual(["alpha", "zeta"]);
});

test("a connector and a processor may have one type, two connectors may not", () => {
  const named = { ...connector("count") };
  expect(problems(loaded({ components: [named, processor([[order]])] }))).toEqual([]);
  expect(problems(loaded({ name: "a", components: [named] }), loaded({ name: "b", components: [named] }))).toEqual([
    'WCT_PLUGIN_CONFLICT connector "count" of plugin "b": plugin "a" already offers a connector of that type',
  ]);
});

test.each(["Shop", "9shop", "shop-db", ""])("the type %j is refused", (type) => {
  expect(problems(loaded({ components: [connector(type)] }))).toEqual([
    `WCT_COMPONENT_INVALID connector "${type}" of plugin "acme": the type is not lower-case letters, digits and _, beginning with a letter`,
  ]);
});

describe("schemas", () => {
  test("that are taken may be named by their reference when some plugin lists them", () => {
    const naming = (input: string) =>
      loaded({ components: [Object.assign({ ...processor([[order]]) }, { inputs: [[input]] })] });
    const other = loaded({ name: "b", schemas: [order] });
    expect(problems(naming("acme_order:1.2.0"), other)).toEqual([]);
    const made = createRegistry([naming("acme_ordre:1.2.0"), other]);
    expect(made).toMatchObject({
      diagnostics: [
        {
          code: "WCT_SCHEMA_UNKNOWN",
          message:
            'processor "count" of plugin "acme" names the schema "acme_ordre:1.2.0", which no loaded plugin defines',
          hint: 'write "acme_order:1.2.0"',
        },
      ],
    });
  });

  test.each([
    ["acme_order:1.2.0", "pass the schema that defineSchema returns, not its reference"],
    ["standard_inptu:1.0.0", 'write "standard_input:1.0.0"'],
  ])("that are made are named by reference only when they are built in: %s", (output, hint) => {
    const named = loaded({ components: [Object.assign({ ...connector("shop") }, { output })], schemas: [order] });
    expect(createRegistry([named])).toMatchObject({
      diagnostics: [
        {
          code: "WCT_SCHEMA_UNKNOWN",
          message: `connector "shop" of plugin "acme" makes "${output}", which is not a built-in schema`,
          hint,
        },
      ],
    });
  });

  test("with a bad reference are refused", () => {
    expect(problems(loaded({ schemas: [{ ...order, ref: "acme_order:1" }] }))).toEqual([
      'WCT_SCHEMA_BAD_REF plugin "acme" names the schema "acme_order:1", which is not name:major.minor.patch',
    ]);
  });

  test("of one reference must be one schema", () => {
    const other = { ...order, jsonSchema: { ...order.jsonSchema, title: "other" } };
    expect(problems(loaded({ name: "a", schemas: [order] }), loaded({ name: "b", schemas: [{ ...order }] }))).toEqual(
      [],
    );
    expect(problems(loaded({ name: "a", schemas: [order] }), loaded({ name: "b", schemas: [other] }))).toEqual([
      'WCT_SCHEMA_CONFLICT plugin "b" defines the schema "acme_order:1.2.0" differently from another definition of it',
    ]);
  });

  test("of one reference may differ in their samples", () => {
    const other = { ...order, jsonSchema: { ...order.jsonSchema, "x-wct-sample": [{ id: "1" }] } };
    expect(problems(loaded({ name: "a", schemas: [order] }), loaded({ name: "b", schemas: [other] }))).toEqual([]);
  });

  test("whose stream cannot be checked element by element are refused", () => {
    expect(problems(loaded({ schemas: [{ ...order, stream: "nothing" }] }))).toEqual([
      'WCT_SCHEMA_INVALID plugin "acme", schema "acme_order:1.2.0": its stream "nothing" is not an array among the schema\'s properties',
    ]);
  });

  test("that cannot be described as JSON Schema are refused", () => {
    const dated = defineSchema({ ref: "dated:1.0.0", description: "Dates", content: z.object({ on: z.date() }) });
    expect(problems(loaded({ schemas: [dated] }))).toEqual([
      expect.stringMatching(/^WCT_SCHEMA_INVALID plugin "acme", schema "dated:1.0.0": a schema cannot be described as/),
    ]);
  });
});

describe("combinations of inputs", () => {
  const owner = 'WCT_COMPONENT_INVALID processor "count" of plugin "acme"';

  test.each<[string, Requirement[][], string]>([
    ["none at all", [], "it accepts no inputs"],
    ["an empty one", [[order], []], "it accepts no inputs"],
    [
      "one schema twice",
      [[order, { optional: order }]],
      'one of its combinations of inputs names the schema "acme_order" twice',
    ],
  ])("are refused: %s", (_name, inputs, problem) => {
    expect(problems(loaded({ components: [processor(inputs)] }))).toEqual([`${owner}: ${problem}`]);
  });

  test("that the same inputs fit equally well are refused", () => {
    const inputs: Requirement[][] = [
      ["standard_input:1.0.0", order],
      [order, "standard_input:1.0.0"],
    ];
    expect(problems(loaded({ components: [processor(inputs)] }))).toEqual([
      'WCT_COMPONENT_AMBIGUOUS processor "count" of plugin "acme": some inputs match both of its combinations [standard_input:1.0.0, acme_order:1.2.0] and [acme_order:1.2.0, standard_input:1.0.0]',
    ]);
  });
});

test("a configuration that JSON Schema cannot describe is refused when the plugin is loaded", () => {
  const dated = { ...connector("dated"), config: z.object({ since: z.date() }) };
  expect(problems(loaded({ components: [dated] }))).toEqual([
    expect.stringMatching(/^WCT_COMPONENT_INVALID connector "dated" of plugin "acme": its configuration: .*[Dd]ate/),
  ]);
});

test("an exporter's extension must be one", () => {
  expect(problems(loaded({ components: [exporter("text", "../txt")] }))).toEqual([
    'WCT_COMPONENT_INVALID exporter "text" of plugin "acme": the extension "../txt" is not lower-case letters, digits and dots',
  ]);
});

test("everything that is wrong comes at once, in the order of the plugins", () => {
  const codes = problems(
    loaded({ components: [connector("A"), processor([])] }),
    loaded({
      name: "b",
      schemas: [{ ...order, ref: "x" }],
      rulesets: [{ uri: "x", description: "", file: new URL("file:///x") }],
    }),
  ).map((text) => text.split(" ")[0]);
  expect(codes).toEqual([
    "WCT_SCHEMA_BAD_REF",
    "WCT_COMPONENT_INVALID",
    "WCT_COMPONENT_INVALID",
    "WCT_COMPONENT_INVALID",
  ]);
});

describe("rulesets", () => {
  test("are known by URI, with the digest of their file", () => {
    const folder = mkdtempSync(join(tmpdir(), "wct-rulesets-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = pathToFileURL(join(folder, "rules.yaml"));
    writeFileSync(file, "rules: []\n");
    const { rulesets } = registryOf(loaded({ rulesets: [{ uri: "acme/rules/1.0.0", description: "Rules", file }] }));
    const expected = createHash("sha256").update("rules: []\n").digest("hex");
    expect(rulesets.get("acme/rules/1.0.0")).toMatchObject({ plugin: "acme", file, digest: expected });
  });

  test("are not read before their digest is asked for", () => {
    const file = new URL("file:///nowhere/rules.yaml");
    const { rulesets } = registryOf(loaded({ rulesets: [{ uri: "acme/rules/1.0.0", description: "Rules", file }] }));
    expect(() => rulesets.get("acme/rules/1.0.0")?.digest).toThrow("does not exist");
  });

  test("of one URI are refused, and so is what is no URI", () => {
    const ruleset = (uri: string) => ({ uri, description: "Rules", file: new URL("file:///rules.yaml") });
    expect(
      problems(loaded({ rulesets: [ruleset("acme/rules/1"), ruleset("acme/rules/1"), ruleset("rules")] })),
    ).toEqual([
      'WCT_PLUGIN_CONFLICT ruleset "acme/rules/1" of plugin "acme": plugin "acme" already offers a ruleset of that URI',
      'WCT_COMPONENT_INVALID ruleset "rules" of plugin "acme": the URI is not provider/name/version',
    ]);
  });
});
