import type { JsonObject } from "../domain/index.ts";

const text = { type: "string" };
const whole = { type: "integer" };

/** An object schema whose property `v` has this schema. */
const holding = (value: JsonObject | boolean): JsonObject => ({
  type: "object",
  properties: { v: value },
  required: ["v"],
  additionalProperties: false,
});

const strings: Readonly<Record<string, JsonObject>> = {
  "a pattern with anchors": holding({ ...text, pattern: "^[A-Z]{3}-\\d{4}$" }),
  "a pattern without anchors": holding({ ...text, pattern: "x{3}" }),
  "a pattern of letters of any script": holding({ ...text, pattern: "^\\p{L}+$", minLength: 3 }),
  "a pattern of a script": holding({ ...text, pattern: "^\\p{Script=Greek}{2,5}$" }),
  "a pattern with a negated property": holding({ ...text, pattern: "^\\P{L}{4}$" }),
  "a pattern with alternatives and groups": holding({ ...text, pattern: "^(?:red|green|(?<dark>dark)-blue)(\\d)\\2$" }),
  "a pattern with lookaheads": holding({ ...text, pattern: "^(?=.*\\d)(?=.*[A-Z])(?=.*[!?#]).{8,}$" }),
  "a pattern with a negative lookahead": holding({ ...text, pattern: "^(?!admin$)[a-z]{5}$" }),
  "a pattern of escapes": holding({ ...text, pattern: "^\\u0041\\x42\\t\\.\\u{1F600}$" }),
  "a pattern and a length": holding({ ...text, pattern: "^[a-z]+$", minLength: 30, maxLength: 40 }),
  "a pattern and a short length": holding({ ...text, pattern: "^[ab]*$", maxLength: 1 }),
  "two patterns": holding({ allOf: [{ ...text, pattern: "^a" }, { pattern: "z$" }] }),
  "an e-mail address": holding({ ...text, format: "email" }),
  "an e-mail address with a pattern": holding({ ...text, format: "email", pattern: "^[^@]+@example\\.org$" }),
  "a date with a pattern": holding({ ...text, format: "date", pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
  "a time with an offset": holding({ ...text, format: "date-time" }),
  "a UUID": holding({ ...text, format: "uuid", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" }),
  "an address of the web": holding({ ...text, format: "uri", maxLength: 40 }),
  "an unknown format": holding({ ...text, format: "iban" }),
  "an exact length": holding({ ...text, minLength: 17, maxLength: 17 }),
  "characters beyond the basic plane": holding({ ...text, pattern: "^[\\u{1F600}-\\u{1F64F}]{2}$" }),
};

const numbers: Readonly<Record<string, JsonObject>> = {
  "a multiple of a decimal": holding({ type: "number", multipleOf: 0.01, minimum: 0, maximum: 1 }),
  "a multiple of two numbers": holding({ ...whole, allOf: [{ multipleOf: 6 }, { multipleOf: 10 }] }),
  "a whole number between bounds": holding({ ...whole, minimum: 1000, maximum: 1001 }),
  "a number between exclusive bounds": holding({ type: "number", exclusiveMinimum: 0, exclusiveMaximum: 0.001 }),
  "a negative number": holding({ type: "number", maximum: -5 }),
  "a large whole number": holding({ ...whole, minimum: 9_000_000_000_000 }),
  "a whole number above a fraction": holding({ ...whole, exclusiveMinimum: 2.5, maximum: 3 }),
};

const objects: Readonly<Record<string, JsonObject>> = {
  "names of a pattern": {
    type: "object",
    propertyNames: { pattern: "^[a-z]{2}$" },
    additionalProperties: whole,
    minProperties: 3,
  },
  "names of a list": { type: "object", propertyNames: { enum: ["a", "b", "c"] }, minProperties: 2 },
  "properties of a pattern": {
    type: "object",
    patternProperties: { "^x-": text, "^n\\d+$": { type: "number" } },
    additionalProperties: false,
    minProperties: 2,
  },
  "two layers for the same name": {
    type: "object",
    properties: { code: text },
    required: ["code"],
    allOf: [{ patternProperties: { "^c": { minLength: 5, maxLength: 6 } } }],
  },
  "a required property of a pattern": {
    type: "object",
    patternProperties: { "^k\\d$": { const: 1 } },
    required: ["k1"],
    additionalProperties: false,
  },
  "properties that depend on another": {
    type: "object",
    properties: { card: text, address: text },
    required: ["card"],
    dependentRequired: { card: ["address"], address: ["city"] },
  },
  "a schema that depends on a property": {
    type: "object",
    properties: { kind: { const: "card" } },
    required: ["kind"],
    dependentSchemas: { kind: { properties: { number: { ...text, pattern: "^\\d{16}$" } }, required: ["number"] } },
  },
  "no unevaluated properties": {
    type: "object",
    allOf: [{ properties: { a: whole }, required: ["a"] }, { properties: { b: text } }],
    properties: { c: { type: "boolean" } },
    unevaluatedProperties: false,
  },
  "unevaluated properties of a type": {
    type: "object",
    properties: { a: whole },
    unevaluatedProperties: text,
    minProperties: 3,
  },
  "a map": { type: "object", additionalProperties: { type: "array", items: whole, minItems: 1 } },
  "at most two properties": {
    type: "object",
    properties: { a: whole, b: whole, c: whole, d: whole },
    required: ["d"],
    maxProperties: 2,
  },
  "a property with the name of a prototype": {
    type: "object",
    properties: JSON.parse('{"__proto__":{"const":1},"constructor":{"const":2}}') as JsonObject,
    required: ["__proto__", "constructor"],
  },
  "names outside ASCII": {
    type: "object",
    patternProperties: { "^\\p{Lu}": whole },
    minProperties: 1,
    additionalProperties: false,
  },
};

const arrays: Readonly<Record<string, JsonObject>> = {
  "unique elements of a small set": holding({
    type: "array",
    items: { enum: [1, 2, 3] },
    uniqueItems: true,
    minItems: 3,
  }),
  "unique texts": holding({ type: "array", items: { ...text, pattern: "^[a-d]$" }, uniqueItems: true, minItems: 4 }),
  "a tuple": holding({ type: "array", prefixItems: [text, whole], items: false, minItems: 2 }),
  "a tuple with more": holding({ type: "array", prefixItems: [text], items: whole, minItems: 4 }),
  "an array that contains something": holding({
    type: "array",
    items: whole,
    contains: { minimum: 50 },
    minContains: 2,
  }),
  "an array that contains something at most once": holding({
    type: "array",
    items: { enum: ["a", "b"] },
    contains: { const: "a" },
    maxContains: 1,
    minItems: 3,
  }),
  "no unevaluated elements": holding({
    type: "array",
    prefixItems: [text],
    contains: { const: 7 },
    unevaluatedItems: false,
  }),
  "many elements": holding({ type: "array", items: { type: "boolean" }, minItems: 50, maxItems: 50 }),
};

const combinations: Readonly<Record<string, JsonObject>> = {
  "a condition": {
    type: "object",
    properties: { country: { enum: ["DE", "US"] }, code: text },
    required: ["country", "code"],
    if: { properties: { country: { const: "DE" } } },
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword
    then: { properties: { code: { pattern: "^\\d{5}$" } } },
    else: { properties: { code: { pattern: "^\\d{5}-\\d{4}$" } } },
  },
  "a condition on the type": holding({ if: { type: "string" }, else: { type: "integer", minimum: 5 }, minLength: 3 }),
  "one of several with a discriminator": {
    type: "object",
    properties: {
      shape: {
        oneOf: [
          { type: "object", properties: { kind: { const: "circle" }, r: whole }, required: ["kind", "r"] },
          { type: "object", properties: { kind: { const: "box" }, w: whole, h: whole }, required: ["kind", "w"] },
        ],
      },
    },
    required: ["shape"],
  },
  "one of several that overlap": holding({
    oneOf: [
      { ...whole, multipleOf: 3 },
      { ...whole, multipleOf: 5 },
    ],
  }),
  "one of several without a discriminator": {
    type: "object",
    oneOf: [
      { properties: { a: whole }, required: ["a"] },
      { properties: { b: whole }, required: ["b"] },
    ],
  },
  "any of several": holding({ anyOf: [{ ...text, maxLength: 2 }, { ...whole, minimum: 10 }, { type: "null" }] }),
  "all of several": holding({
    allOf: [{ type: ["string", "integer"] }, { type: ["integer", "boolean"] }, { minimum: 4 }],
  }),
  "not a value": holding({ enum: ["a", "b", "c"], not: { enum: ["a", "b"] } }),
  "not a type": holding({ type: ["string", "integer"], not: { type: "string" } }),
  "not a property": { type: "object", properties: { a: whole, b: whole }, not: { required: ["a"] } },
  "not a pattern": holding({ ...text, pattern: "^[ab]{2}$", not: { pattern: "^a" } }),
  "a nullable value": holding({ type: ["string", "null"], minLength: 2 }),
  "no type at all": holding(true),
  "constraints without a type": holding({ properties: { a: { minimum: 3 } }, required: ["a"] }),
  "a constant object": holding({ const: { a: [1, { b: null }] } }),
  "values of several types": holding({ enum: [1, "one", null, { one: 1 }], type: ["integer", "object"] }),
};

const references: Readonly<Record<string, JsonObject>> = {
  "a reference to a definition": {
    ...holding({ $ref: "#/$defs/code" }),
    $defs: { code: { ...text, pattern: "^\\w{4}$" } },
  },
  "a reference with keywords beside it": {
    ...holding({ $ref: "#/$defs/code", maxLength: 3 }),
    $defs: { code: { ...text, minLength: 3 } },
  },
  "a reference to an embedded schema": {
    $id: "https://example.org/whole",
    ...holding({ $ref: "part" }),
    $defs: { part: { $id: "part", ...whole, minimum: 7, $defs: { a: true } } },
  },
  "a tree": {
    $id: "https://example.org/tree",
    $ref: "#/$defs/node",
    $defs: {
      node: {
        type: "object",
        properties: { value: whole, children: { type: "array", items: { $ref: "#/$defs/node" } } },
        required: ["value", "children"],
      },
    },
  },
  "a list that ends": {
    type: "object",
    properties: { head: whole, tail: { anyOf: [{ $ref: "#" }, { type: "null" }] } },
    required: ["head", "tail"],
  },
  "a tree with a dynamic reference": {
    $id: "https://example.org/strict-tree",
    $dynamicAnchor: "node",
    $ref: "tree",
    unevaluatedProperties: false,
    $defs: {
      tree: {
        $id: "tree",
        $dynamicAnchor: "node",
        type: "object",
        properties: { data: true, children: { type: "array", items: { $dynamicRef: "#node" } } },
      },
    },
  },
  "a dynamic reference in one schema": {
    $id: "https://example.org/outline",
    $dynamicAnchor: "section",
    type: "object",
    properties: { title: { ...text, minLength: 1 }, sections: { type: "array", items: { $dynamicRef: "#section" } } },
    required: ["title"],
    additionalProperties: false,
  },
};

const believed: Readonly<Record<string, JsonObject>> = {
  examples: holding({ ...text, examples: ["Sampleton", "Musterstadt"] }),
  "samples of our own": holding({ ...whole, "x-wct-sample": [42], examples: [1] }),
  "a default": holding({ ...text, default: "none" }),
  "an example that does not conform": holding({ ...text, minLength: 3, examples: ["a"] }),
};

/** Schemas of many shapes, by what is special about each. Each describes an object and has conforming content. */
export const satisfiableSchemas: Readonly<Record<string, JsonObject>> = {
  ...strings,
  ...numbers,
  ...objects,
  ...arrays,
  ...combinations,
  ...references,
  ...believed,
};

/** Schemas without any conforming content, with the keyword that says so. */
export const unsatisfiableSchemas: Readonly<Record<string, { readonly schema: JsonObject; readonly keyword: string }>> =
  {
    "a text shorter than its least": { schema: holding({ ...text, minLength: 5, maxLength: 4 }), keyword: "maxLength" },
    "a pattern that nothing matches": { schema: holding({ ...text, pattern: "^(?!a)a$" }), keyword: "pattern" },
    "no number between the bounds": { schema: holding({ ...whole, minimum: 2, maximum: 1 }), keyword: "maximum" },
    "no multiple between the bounds": {
      schema: holding({ ...whole, minimum: 1, maximum: 4, multipleOf: 5 }),
      keyword: "multipleOf",
    },
    "two types at once": { schema: holding({ allOf: [text, whole] }), keyword: "type" },
    "two constants at once": { schema: holding({ allOf: [{ const: 1 }, { const: 2 }] }), keyword: "const" },
    "more unique elements than values": {
      schema: holding({ type: "array", items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 }),
      keyword: "uniqueItems",
    },
    "a forbidden required property": {
      schema: { type: "object", required: ["a"], properties: {}, additionalProperties: false },
      keyword: "additionalProperties",
    },
    "a structure without an end": {
      schema: { type: "object", properties: { next: { $ref: "#" } }, required: ["next"] },
      keyword: "$ref",
    },
    nothing: { schema: holding(false), keyword: "additionalProperties" },
    "a reference that leads nowhere": { schema: { $ref: "#" }, keyword: "$ref" },
  };
