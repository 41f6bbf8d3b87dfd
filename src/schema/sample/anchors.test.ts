import { expect, test } from "vitest";
import type { JsonObject } from "../../domain/index.ts";
import { compileSchema } from "../compile.ts";
import { sampleContent, sampleProfiles } from "./index.ts";

const sourceOf = (jsonSchema: JsonObject) => ({ ref: "sampled:1.0.0", stream: null, jsonSchema });
const holding = (v: JsonObject): JsonObject => ({ type: "object", properties: { v }, required: ["v"] });
const node = (more: JsonObject): JsonObject => ({ $dynamicAnchor: "node", ...more });
const tree: JsonObject = {
  $id: "tree",
  ...node({ type: "object", properties: { data: true, children: { type: "array", items: { $dynamicRef: "#node" } } } }),
};

const sampled: Readonly<Record<string, JsonObject>> = {
  "an anchor inside a definition": {
    ...holding({ $ref: "#code" }),
    $defs: { outer: { $defs: { inner: { $anchor: "code", type: "string", pattern: "^[A-Z]{3}$" } } } },
  },
  "the same anchor in the whole and in an embedded schema": {
    $id: "https://example.org/anchors",
    ...holding({ $ref: "part#size" }),
    $defs: {
      size: { $anchor: "size", type: "string" },
      part: { $id: "part", $defs: { size: { $anchor: "size", type: "integer", minimum: 7 } } },
    },
  },
  "an anchor of a schema that is embedded in an embedded one": {
    $id: "https://example.org/deep/",
    ...holding({ $ref: "folder/inner#flag" }),
    $defs: {
      outer: {
        $id: "folder/outer",
        $defs: { inner: { $id: "inner", $defs: { flag: { $anchor: "flag", enum: [true, "yes"] } } } },
      },
    },
  },
  "properties that are called like keywords": {
    type: "object",
    properties: { default: { $ref: "#/$defs/code" }, examples: { $ref: "#/$defs/code" }, enum: { type: "integer" } },
    required: ["default", "examples", "enum"],
    additionalProperties: false,
    $defs: { code: { type: "string", pattern: "^\\w{4}$" } },
  },
  "a dynamic reference through two embedded schemas": {
    $id: "https://example.org/strict",
    ...node({ $ref: "named", required: ["name"], unevaluatedProperties: false }),
    $defs: {
      named: { $id: "named", ...node({ $ref: "tree", properties: { name: { type: "string", minLength: 2 } } }) },
      tree,
    },
  },
};

for (const [about, schema] of Object.entries(sampled)) {
  test(`content of a schema with ${about} conforms, with every profile`, () => {
    const source = sourceOf(schema);
    for (const profile of sampleProfiles) {
      for (const seed of ["0", "1", "2", "3"]) {
        const made = sampleContent(source, { seed, profile });
        expect(made).toMatchObject({ ok: true });
        expect(made.ok && compileSchema(source).rest(made.rest)).toBeNull();
      }
    }
  });
}

const list: JsonObject = {
  $id: "list",
  type: "array",
  items: { $dynamicRef: "#item" },
  $defs: { item: { $dynamicAnchor: "item", type: "string" } },
};
const refused: Readonly<Record<string, readonly [reference: string, schema: JsonObject]>> = {
  "to an anchor below the top": [
    "#item",
    { $id: "https://example.org/a", ...holding({ $ref: "list" }), $defs: { list } },
  ],
  "to an anchor of another schema": [
    "tree#node",
    { $id: "https://example.org/b", ...holding({ $dynamicRef: "tree#node" }), $defs: { tree } },
  ],
  "to an anchor that is not dynamic": [
    "#item",
    { ...holding({ $dynamicRef: "#item" }), $defs: { i: { $anchor: "item" } } },
  ],
};

for (const [about, [reference, schema]] of Object.entries(refused)) {
  test(`a dynamic reference ${about} is refused, because it would be validated as another schema`, () => {
    const message = `schema "sampled:1.0.0": "$dynamicRef": "${reference}" is supported only as "#name" in a schema that has "$dynamicAnchor": "name" at its top; use "$ref" otherwise`;
    const expected = expect.objectContaining({ code: "WCT_SCHEMA_INVALID", message });
    expect(() => compileSchema(sourceOf(schema))).toThrow(expected);
    expect(() => sampleContent(sourceOf(schema), { seed: "0", profile: "typical" })).toThrow(expected);
  });
}
