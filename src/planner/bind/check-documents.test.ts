import { expect, test } from "vitest";
import * as z from "zod";
import { type ConfigSchema, defineConnector, definePlugin, file } from "../../plugin/index.ts";
import { createRegistry } from "../../registry/index.ts";
import { digestOf, planText } from "../../testing/plans/plan-kit.ts";
import type { CheckedDocuments } from "../checked-documents.ts";

const text = `name: Book
description: Names a document
artifacts:
  a:
    source: { type: documented, properties: { path: a.yaml } }
`;

/** Returns what planning reports about `a.yaml` if a component expects it to match the schema. */
function said(schema: ConfigSchema, content: string, checkedDocuments?: CheckedDocuments) {
  const definition = definePlugin({
    name: "documented",
    version: "1.0.0",
    wct: "^0.1.0",
    components: [
      defineConnector({
        type: "documented",
        description: "Names a document",
        output: "standard_input:1.0.0",
        config: z.strictObject({ path: file() }),
        documents: { path: schema },
        // biome-ignore lint/correctness/useYield: a plan never calls it
        async *extract() {
          throw new Error("a plan never calls a component");
        },
      }),
    ],
  });
  const home = { plugin: "documented", module: "file:///documented.js", digest: digestOf("documented") };
  const made = createRegistry([{ definition, home }]);
  if (!made.ok) throw new Error(made.diagnostics.map(({ message }) => message).join("\n"));
  const planned = planText(text, {
    context: { registry: made.registry, ...(checkedDocuments && { checkedDocuments }) },
    files: { "/here/book/a.yaml": content },
  });
  if (planned.ok) return [];
  return planned.diagnostics.map(({ code, message }) => `${code} ${message}`);
}

test("a document that holds what the component expects is no problem", () => {
  expect(said(z.strictObject({ name: z.string() }), "name: Ada\n")).toEqual([]);
});

test("a schema that throws is told, without what it says: that may quote the document", () => {
  const throwing = z.strictObject({
    name: z.string().refine((name) => {
      throw new Error(`no ${name}`);
    }),
  });
  const found = said(throwing, "name: Ada\n");
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    /^WCT_COMPONENT_FILE_INVALID file "a\.yaml" of connector "documented": the configuration schema .*threw an exception$/,
  );
  expect(found[0]).not.toContain("Ada");
});

test("a schema that validates asynchronously is told, not taken for one that agrees", () => {
  const asynchronous = z.strictObject({ name: z.string().refine(async (name) => name === "Bob") });
  expect(said(asynchronous, "name: Ada\n")).toEqual([
    expect.stringMatching(/: the configuration schema validates asynchronously/),
  ]);
});

test("a document without mistakes is not checked twice, one with mistakes each time", () => {
  const known = new Set<string>();
  const checked: CheckedDocuments = {
    has: ({ bytes }) => known.has(Buffer.from(bytes).toString()),
    add: ({ bytes }) => known.add(Buffer.from(bytes).toString()),
  };
  const seen: string[] = [];
  const schema = z.strictObject({ name: z.string().refine((name) => seen.push(name) > 0) });
  for (const content of ["name: Ada\n", "name: Ada\n", "nam: Ada\n", "nam: Ada\n"]) {
    expect(said(schema, content, checked)).toHaveLength(content.startsWith("name") ? 0 : 1);
  }
  expect(seen).toEqual(["Ada"]);
  expect([...known]).toEqual(["name: Ada\n"]);
});
