import { expect, test } from "vitest";
import * as z from "zod";
import { defineConnector, definePlugin, defineProcessor, defineSchema, file, hydrateConfig, secret } from "./index.ts";

const orders = defineSchema({
  ref: "acme_order:1.0.0",
  description: "Orders",
  stream: "orders",
  content: z.object({ orders: z.array(z.object({ id: z.number() })), total: z.number() }),
});

const csv = defineConnector({
  type: "csv",
  description: "Rows of a CSV file",
  output: "standard_input:1.0.0",
  config: z.strictObject({ path: file(), delimiter: z.string().default(","), token: secret().optional() }),
  async *extract({ config, log }) {
    yield {
      id: "row-1",
      kind: "text",
      content: config.delimiter,
      locator: { kind: "file", path: config.path.shown, line: 1 },
    };
    log.info("read all rows");
    return {
      name: config.path.shown,
      source: { kind: "filesystem", connector: "csv", location: config.path.shown },
      limits: { truncated: false, notices: [] },
      summary: { items: 1 },
    };
  },
});

const count = defineProcessor({
  type: "count",
  description: "Counts orders",
  inputs: [[orders, "standard_input:1.0.0?"]],
  output: orders,
  config: z.strictObject({}),
  async *process({ inputs }) {
    let total = 0;
    for await (const order of inputs.acme_order.elements()) {
      total += order.id;
      yield order;
    }
    for await (const item of inputs.standard_input?.elements() ?? []) total += item.content.length;
    return { total };
  },
});

test("a plugin is written without casts", () => {
  const plugin = definePlugin({ name: "p", wct: "^0.1.0", components: [csv, count], schemas: [orders] });
  expect(plugin.components.map((component) => component.type)).toEqual(["csv", "count"]);
  expect(orders.jsonSchema).toMatchObject({ "x-wct-stream": "orders", type: "object" });
});

test("a file is hydrated to its path and what the user wrote", () => {
  const bound = {
    input: { path: "token-1" },
    values: new Map([["token-1", { kind: "file", path: "/data/a.csv", shown: "./a.csv" } as const]]),
  };
  expect(hydrateConfig(csv.config, bound)).toEqual({
    ok: true,
    config: { path: { path: "/data/a.csv", shown: "./a.csv" }, delimiter: "," },
  });
});

test("a secret prints and serialises as its placeholder", () => {
  const values = new Map([["t", { kind: "secret", value: "hunter2", shown: "${PASSWORD}" } as const]]);
  const hydrated = hydrateConfig(z.strictObject({ password: secret() }), { input: { password: "t" }, values });
  expect(JSON.stringify(hydrated)).toBe('{"ok":true,"config":{"password":"${PASSWORD}"}}');
});

test("a plugin with a copy of this package of its own gets the host's values", async () => {
  const path = "./host-values.ts?copy";
  const copy: typeof import("./host-values.ts") = await import(/* @vite-ignore */ path);
  expect(copy.file).not.toBe(file);
  const values = new Map([["t", { kind: "file", path: "/data/a.csv", shown: "a.csv" } as const]]);
  const hydrated = hydrateConfig(z.strictObject({ path: copy.file() }), { input: { path: "t" }, values });
  expect(hydrated).toEqual({ ok: true, config: { path: { path: "/data/a.csv", shown: "a.csv" } } });
});
