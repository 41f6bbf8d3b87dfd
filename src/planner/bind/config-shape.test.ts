import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../domain/index.ts";
import {
  allowsKey,
  childShapes,
  coerce,
  describeShapes,
  isSecret,
  knownKeys,
  markedDefaults,
  markOf,
  rootShapes,
  type Shapes,
} from "./config-shape.ts";

const at = (root: JsonObject, ...path: (string | number)[]): Shapes =>
  path.reduce<Shapes>((shapes, key) => childShapes(root, shapes, key), rootShapes(root));
const property = (schema: JsonObject, $defs: JsonObject = {}) =>
  at({ type: "object", properties: { x: schema }, $defs }, "x");

describe("what stands at a path", () => {
  const root: JsonObject = {
    type: "object",
    properties: {
      list: { type: "array", prefixItems: [{ type: "boolean" }], items: { type: "number" } },
      self: { $ref: "#" },
      either: { anyOf: [{ type: "object", properties: { a: { type: "number" } } }, { $ref: "#/$defs/b~1c" }] },
    },
    patternProperties: { "^n_": { type: "integer" } },
    additionalProperties: { type: "null" },
    $defs: { "b/c": { type: "object", properties: { a: { type: "boolean" } } } },
  };

  test.each<[string, (string | number)[], string | null]>([
    ["an item", ["list", 5], "number"],
    ["an item by position", ["list", 0], "boolean"],
    ["a key by pattern", ["n_1"], "integer"],
    ["any other key", ["other"], "null"],
    ["through a reference to the whole", ["self", "self", "list", 1], "number"],
    ["in either part of a union, through references", ["either", "a"], "number or boolean"],
    ["nothing that is known", ["list", 1, "deeper"], null],
  ])("is found: %s", (_name, path, expected) => {
    expect(describeShapes(at(root, ...path))).toBe(expected);
  });

  test("is nothing for a reference into the void or in a circle", () => {
    expect(property({ $ref: "#/$defs/none" })).toEqual([]);
    expect(property({ $ref: "elsewhere" })).toEqual([]);
    expect(property({ $ref: "#/$defs/a" }, { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } })).toEqual([]);
  });
});

describe("which keys may stand", () => {
  const closed: JsonObject = { type: "object", properties: { a: {} }, additionalProperties: false };

  test.each<[string, JsonObject, string, boolean]>([
    ["a named one", closed, "a", true],
    ["no other one", closed, "b", false],
    ["not one that every object has", closed, "constructor", false],
    ["any one when nothing is said", { type: "object" }, "b", true],
    ["one by pattern", { ...closed, patternProperties: { "^x": {} } }, "x1", true],
    ["one of either part of a union", { anyOf: [closed, { ...closed, properties: { b: {} } }] }, "b", true],
    ["one beside a union", { ...closed, anyOf: [{ type: "object", additionalProperties: false }] }, "a", true],
    ["any one where no mapping is allowed: the validator says so", { type: "string" }, "b", true],
  ])("%s", (_name, schema, key, expected) => {
    expect(allowsKey(property(schema), key)).toBe(expected);
  });

  test("are known by name, each once", () => {
    const schema = { anyOf: [closed, { ...closed, properties: { b: {}, a: {} } }] };
    expect(knownKeys(property(schema))).toEqual(["a", "b"]);
  });
});

describe("a mark", () => {
  const marked: JsonObject = { type: "string", "x-wct": "file" };

  test.each<[string, JsonObject, string | null]>([
    ["stands beside the type", marked, "file"],
    ["stands beside a reference", { $ref: "#/$defs/s", "x-wct": "dir" }, "dir"],
    ["stands behind a reference", { $ref: "#/$defs/m" }, "file"],
    ["counts beside what is no text", { anyOf: [marked, { type: "number" }] }, "file"],
    ["does not count beside another text", { anyOf: [marked, { type: "string" }] }, null],
    ["does not count beside another mark", { anyOf: [marked, { type: "string", "x-wct": "dir" }] }, null],
    ["must be one that is known", { type: "string", "x-wct": "other" }, null],
  ])("%s", (_name, schema, expected) => {
    expect(markOf(property(schema, { s: { type: "string" }, m: marked }))).toBe(expected);
  });

  test("makes a secret only when nothing else may stand there", () => {
    const secret = { type: "string", "x-wct": "secret" };
    expect(isSecret(property(secret))).toBe(true);
    expect(isSecret(property({ anyOf: [secret, { type: "number" }] }))).toBe(false);
    expect(isSecret([])).toBe(false);
  });

  test("with a default stands in for what is left out", () => {
    const root = {
      type: "object",
      properties: { a: { ...marked, default: "a.csv" }, b: marked, c: { type: "string", default: "c" } },
    };
    expect([...markedDefaults(root, rootShapes(root))]).toEqual([["a", "a.csv"]]);
  });
});

describe("a substituted text", () => {
  test.each<[JsonObject, string, unknown]>([
    [{ type: "number" }, "1.50", 1.5],
    [{ type: "integer" }, "7", 7],
    [{ type: ["number", "null"] }, "7", 7],
    [{ type: "number" }, "1e999", "1e999"],
    [{ type: "boolean" }, "yes", "yes"],
    [{ type: ["string", "number"] }, "7", "7"],
    [{}, "7", "7"],
    [{ enum: ["1", "2"] }, "1", "1"],
    [{ enum: [1, 2] }, "1", 1],
    [{ const: true }, "true", true],
  ])("for %j, %j becomes %j", (schema, text, expected) => {
    expect(coerce(property(schema), text)).toBe(expected);
  });
});
