import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../domain/index.ts";
import { compileSchema } from "./compile.ts";
import type { SchemaSource } from "./stream.ts";

const orders: SchemaSource = {
  ref: "acme_order:1.0.0",
  stream: "orders",
  jsonSchema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "wct:acme_order:1.0.0",
    "x-wct-stream": "orders",
    type: "object",
    properties: {
      orders: { type: "array", minItems: 1, maxItems: 3, items: { $ref: "#/$defs/order" } },
      total: { type: "integer" },
      first: { $ref: "#/$defs/order" },
    },
    required: ["orders", "total"],
    additionalProperties: false,
    $defs: {
      order: {
        type: "object",
        properties: {
          id: { type: "integer" },
          kind: { enum: ["new", "old"] },
          counts: { type: "object", additionalProperties: { type: "number" } },
          related: { type: "array", items: { $ref: "#/$defs/order" } },
        },
        required: ["id"],
        additionalProperties: false,
      },
    },
  },
};

const withArray = (array: JsonObject): SchemaSource => ({
  ref: "list:1.0.0",
  stream: "items",
  jsonSchema: { type: "object", properties: { items: { type: "array", ...array } } },
});

describe("an element", () => {
  const { element } = compileSchema(orders);

  test("that fits has no issue", () => {
    expect(element({ id: 1, kind: "new", related: [{ id: 2 }] })).toBeNull();
  });

  test("is checked through references into the whole schema", () => {
    expect(element({ id: 1, related: [{ id: 2 }, { id: "x" }] }, 7)).toMatchObject({
      path: "$.orders[7].related[1].id",
      message: "must be integer",
    });
  });

  test("names a key that it lacks", () => {
    expect(element({})).toMatchObject({ path: "$.orders[*]", message: "must have required property 'id'" });
  });

  test("is told what is allowed", () => {
    expect(element({ id: 1, kind: "Erika" }, 0)).toMatchObject({
      path: "$.orders[0].kind",
      message: 'must be one of "new", "old"',
    });
  });

  test("shows neither a value nor a key that came from the content", () => {
    const found = [
      element({ id: "erika@example.org" }, 0),
      element({ id: 1, "erika@example.org": 1 }, 0),
      element({ id: 1, counts: { "erika@example.org": "+49 170 1234567" } }, 0),
      element({ id: 1, counts: { "491701234567": null } }, 0),
    ];
    expect(found).toMatchObject([
      { path: "$.orders[0].id", message: "must be integer" },
      { path: "$.orders[0]", message: "must not have unknown keys" },
      { path: "$.orders[0].counts.*", message: "must be number" },
      { path: "$.orders[0].counts.*", message: "must be number" },
    ]);
  });

  test("of an array without items may be anything", () => {
    expect(compileSchema(withArray({})).element({ any: ["thing"] })).toBeNull();
  });

  test("of a schema without a stream is an issue", () => {
    const plain = compileSchema({ ref: "plain:1.0.0", stream: null, jsonSchema: { type: "object" } });
    expect(plain.element({})).toMatchObject({
      path: "$",
      message: "the schema has no stream, so elements cannot be yielded",
    });
  });
});

describe("the rest", () => {
  const { rest } = compileSchema(orders);

  test("needs everything but the stream", () => {
    expect(rest({ total: 1 })).toBeNull();
    expect(rest({})).toMatchObject({ path: "$", message: "must have required property 'total'" });
  });

  test("may refer to definitions", () => {
    expect(rest({ total: 1, first: { id: null } })).toMatchObject({ path: "$.first.id", message: "must be integer" });
  });

  test("may not hold the stream", () => {
    expect(rest({ total: 1, orders: [{ id: 1 }] })).toMatchObject({
      path: "$.orders",
      message: "must be yielded element by element, not returned",
    });
  });

  test("must be an object", () => {
    expect(rest(null)).toMatchObject({ path: "$", message: "must be object" });
  });

  test("of a schema without a stream is the whole content", () => {
    const plain = compileSchema({ ref: "plain:1.0.0", stream: null, jsonSchema: { required: ["a"] } });
    expect(plain.rest({})).toMatchObject({ path: "$", message: "must have required property 'a'" });
    expect(plain.finish(0)).toBeNull();
  });
});

describe("the number of elements", () => {
  const { finish } = compileSchema(orders);

  test.each([1, 2, 3])("%i is between the bounds", (count) => expect(finish(count)).toBeNull());

  test("is checked at the end", () => {
    expect(finish(0)).toMatchObject({ path: "$.orders", message: "must have at least 1 elements, has 0" });
    expect(finish(4)).toMatchObject({ path: "$.orders", message: "must have at most 3 elements, has 4" });
  });
});

describe("a schema is refused", () => {
  const refusal = (source: SchemaSource) => {
    try {
      compileSchema(source);
    } catch (error) {
      return error;
    }
    return expect.fail("it compiles");
  };

  test.each([
    ["uniqueItems", { uniqueItems: true }],
    ["prefixItems", { prefixItems: [{}] }],
    ["contains", { contains: {} }],
    ["unevaluatedItems", { unevaluatedItems: false }],
  ])("when its stream has %s", (keyword, array) => {
    expect(refusal(withArray(array))).toMatchObject({
      code: "WCT_SCHEMA_INVALID",
      message: `schema "list:1.0.0": its stream "items" has "${keyword}", which cannot be checked element by element`,
    });
  });

  test.each(["allOf", "minProperties", "$ref", "dependentRequired"])(
    "when it has a stream and %s at its top",
    (keyword) => {
      const { jsonSchema, ...source } = withArray({});
      expect(refusal({ ...source, jsonSchema: { ...jsonSchema, [keyword]: [] } })).toMatchObject({
        message: `schema "list:1.0.0": a schema with a stream cannot have "${keyword}" at its top`,
      });
    },
  );

  test.each([
    { type: "object" },
    { type: "object", properties: { items: { type: "string" } } },
    { type: "object", properties: { items: true } },
  ])("when its stream is no array among its properties: %j", (jsonSchema) => {
    expect(refusal({ ref: "list:1.0.0", stream: "items", jsonSchema })).toMatchObject({
      code: "WCT_SCHEMA_INVALID",
      message: 'schema "list:1.0.0": its stream "items" is not an array among the schema\'s properties',
    });
  });

  test.each([{ type: "strnig" }, { $ref: "#/$defs/nowhere" }, { unknownKeyword: 1 }, { items: [{}] }])(
    "when it is not JSON Schema 2020-12: %j",
    (jsonSchema) => {
      expect(refusal({ ref: "bad:1.0.0", stream: null, jsonSchema })).toMatchObject({ code: "WCT_SCHEMA_INVALID" });
    },
  );
});

test("a stream is named like a property of every object without harm", () => {
  const jsonSchema: JsonObject = {
    type: "object",
    properties: { constructor: { type: "array", items: { type: "number" } } },
  };
  const { element, rest } = compileSchema({ ref: "odd:1.0.0", stream: "constructor", jsonSchema });
  expect([element(1), element("1", 0), rest({})]).toMatchObject([
    null,
    { path: "$.constructor[0]", message: "must be number" },
    null,
  ]);
});

test("two schemas of one id do not meet", () => {
  const schema = (type: string): SchemaSource => ({
    ref: "same:1.0.0",
    stream: null,
    jsonSchema: {
      $id: "wct:same:1.0.0",
      type: "object",
      properties: { a: { $ref: "#/$defs/a" } },
      $defs: { a: { type } },
    },
  });
  const [numbers, texts] = [compileSchema(schema("number")), compileSchema(schema("string"))];
  expect([numbers.rest({ a: 1 }), texts.rest({ a: "x" })]).toEqual([null, null]);
});

test("a schema is compiled once", () => {
  expect(compileSchema(orders)).toBe(compileSchema(orders));
});

const anyOrder = fc.record(
  { id: fc.oneof(fc.integer(), fc.string()), kind: fc.constantFrom("new", "old", "odd"), extra: fc.constant(1) },
  { requiredKeys: [] },
);

test("piece by piece it accepts exactly what the whole schema accepts", () => {
  const { Ajv2020 }: typeof import("ajv/dist/2020.js") = createRequire(import.meta.url)("ajv/dist/2020.js");
  const whole = new Ajv2020({ strict: false }).compile(orders.jsonSchema);
  const { element, rest, finish } = compileSchema(orders);
  const anyRest = fc.record({ total: fc.oneof(fc.integer(), fc.double()), first: anyOrder }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(anyOrder, { maxLength: 4 }), anyRest, (elements, other) => {
      const pieces = [...elements.map((one) => element(one)), rest(other), finish(elements.length)];
      expect(pieces.every((issue) => issue === null)).toBe(whole({ ...other, orders: elements }));
    }),
  );
});
