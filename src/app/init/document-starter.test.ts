import { expect, test } from "vitest";
import { parse } from "yaml";
import { isJsonObject, type JsonObject } from "../../domain/index.ts";
import { documentSchema } from "../components/index.ts";
import { builtInRegistry } from "../plugins/index.ts";
import { documentStarter } from "./document-starter.ts";

const registry = builtInRegistry();
const schema = documentSchema(registry, "gdpr_article_30.organisation");
const validator = registry.processors.get("gdpr_article_30")?.definition.documents?.["organisation"];
const starter = documentStarter(schema, "# Heading\n");
/** The text after an editor's "toggle comment" on the examples. */
const uncommented = starter.replaceAll(/^# ( +)/gm, "$1");

const validate = async (text: string) => await validator?.["~standard"].validate(parse(text));

test("a new organisation file answers nothing and is valid", async () => {
  expect(await validate(starter)).toMatchObject({ value: { retention: undefined, activities: undefined } });
  expect(leaves(parse(starter))).toEqual([]);
});

test("its examples are valid once their comment signs are taken away", async () => {
  expect(await validate(uncommented)).toMatchObject({
    value: {
      recipients: [{ name: "Payment Service SE", kind: "processor" }],
      activities: [{ id: "order_fulfilment", transfers: [{ country: "US", mechanism: "scc" }] }],
    },
  });
});

test("every key of the schema is there, with its explanation", () => {
  const keys = described(schema);
  expect(keys.length).toBeGreaterThan(60);
  const words = starter.replaceAll(/\n[ #]*#/g, " ").replaceAll(/\s+/g, " ");
  for (const { key, description } of keys) {
    expect(starter).toMatch(new RegExp(`^[ #-]*${key}:`, "m"));
    expect(words).toContain(description.replaceAll(/\s+/g, " "));
  }
});

test("no line is longer than a screen", () => {
  expect(starter.split("\n").filter((line) => line.length > 124)).toEqual([]);
});

function leaves(value: unknown): unknown[] {
  if (isJsonObject(value)) return Object.values(value).flatMap(leaves);
  return value === null || value === undefined ? [] : [value];
}

function described(at: JsonObject): { key: string; description: string }[] {
  const alternatives = [at.anyOf, at.items].flat().filter((one) => isJsonObject(one ?? null)) as JsonObject[];
  const properties = isJsonObject(at.properties ?? null) ? Object.entries(at.properties as JsonObject) : [];
  return [
    ...alternatives.flatMap(described),
    ...properties.flatMap(([key, held]) => {
      const inner = held as JsonObject;
      return [{ key, description: String(inner.description) }, ...described(inner)];
    }),
  ];
}
