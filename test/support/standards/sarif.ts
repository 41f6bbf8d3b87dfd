import { officialSarif } from "../official-schemas.ts";
import { closed, compiled, count, formatted, listOf, oneOf, problemsBy, text } from "./json-schema.ts";

/** What SARIF 2.1.0 says of the objects that wct writes: their keys, which of them must be there, and their values. */
const position = { type: "integer", minimum: 1 };
const level = oneOf("none", "note", "warning", "error");
const message = closed({ text });

const propertyBag = {
  type: "object",
  properties: { tags: { ...listOf(text), uniqueItems: true } },
};

const region = {
  ...closed({ "startLine?": position, "startColumn?": position, "charOffset?": count }),
  // Where a region begins is told by its line or by its offset; a column needs its line.
  anyOf: [{ required: ["startLine"] }, { required: ["charOffset"] }],
  dependentRequired: { startColumn: ["startLine"] },
};

const location = closed({
  "id?": count,
  "physicalLocation?": closed({
    artifactLocation: closed({ uri: formatted("uri-reference"), "uriBaseId?": text }),
    "region?": region,
  }),
  "logicalLocations?": {
    ...listOf(closed({ "name?": text, "fullyQualifiedName?": text, "kind?": text })),
    uniqueItems: true,
  },
  "message?": message,
  "properties?": propertyBag,
});

const result = closed({
  ruleId: text,
  ruleIndex: count,
  level,
  message,
  locations: listOf(location),
  "relatedLocations?": { ...listOf(location), uniqueItems: true },
  partialFingerprints: { type: "object", additionalProperties: text },
  rank: { type: "number", minimum: 0, maximum: 100 },
  properties: propertyBag,
});

const rule = closed({
  id: text,
  name: text,
  shortDescription: message,
  fullDescription: message,
  help: message,
  defaultConfiguration: closed({ level }),
  properties: propertyBag,
});

const run = closed({
  results: listOf(result),
  tool: closed({ driver: closed({ name: text, rules: { ...listOf(rule), uniqueItems: true } }) }),
  automationDetails: closed({ id: text }),
  columnKind: oneOf("utf16CodeUnits", "unicodeCodePoints"),
  originalUriBaseIds: { type: "object", additionalProperties: closed({ description: message }) },
  properties: propertyBag,
});

const log = closed({ $schema: formatted("uri"), version: oneOf("2.1.0"), runs: listOf(run) });
const validators = [compiled(log), ...officialSarif()];

/** What is wrong with a SARIF log. Empty: nothing. */
export const sarifProblems = (value: unknown): readonly string[] =>
  validators.flatMap((validate) => problemsBy(validate, value));
