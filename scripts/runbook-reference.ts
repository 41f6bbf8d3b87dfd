// Writes the tables of docs/reference/runbook.md from the grammar of runbooks. The rest of the page is written by hand.
import { dirname, join } from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "../src/domain/index.ts";
import { runbookJsonSchema } from "../src/runbook/index.ts";
import { markdownTable } from "./markdown-table.ts";
import { schemaRows } from "./schema-rows.ts";

export const runbookReferencePath = join(dirname(import.meta.dirname), "docs", "reference", "runbook.md");

/** Returns the page with its tables up to date. Throws if the page has no markers for a table. */
export function withKeyTables(page: string): string {
  const schema = runbookJsonSchema({ connectors: [], processors: [] });
  const definitions = object(schema["$defs"]);
  const tables: Readonly<Record<string, JsonObject>> = {
    runbook: withoutTree(schema),
    config: object(definitions["config"]),
    artifact: object(definitions["artifact"]),
    input: elementOf(schema, "inputs"),
    output: elementOf(schema, "outputs"),
  };
  return Object.entries(tables).reduce((text, [name, table]) => withPart(text, name, keyTable(table)), page);
}

const object = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** Returns the schema of one input or output of a child runbook. */
const elementOf = (schema: JsonObject, key: string): JsonObject =>
  object(object(object(schema["properties"])[key])["additionalProperties"]);

/** Returns only the top level, because `config` and `artifacts` have separate tables. */
function withoutTree(schema: JsonObject): JsonObject {
  const { config, artifacts, inputs, outputs, ...rest } = object(schema["properties"]);
  const plain = (value: JsonValue | undefined) => ({ type: "object", description: object(value)["description"] ?? "" });
  const trees = { inputs: plain(inputs), outputs: plain(outputs), config: plain(config), artifacts: plain(artifacts) };
  return { ...schema, properties: { ...rest, ...trees } };
}

function keyTable(schema: JsonObject): string {
  const rows = schemaRows(schema).map(([key, type, fallback, about]) => [
    key,
    // Any setting may be a placeholder. The page states that once.
    type.replace(" or text like `\\$\\{`", ""),
    fallback === "required" ? "yes" : "",
    about,
  ]);
  return markdownTable([["key", "type", "required", "what it is"], ...rows]);
}

function withPart(page: string, name: string, part: string): string {
  const [begin, end] = [`<!-- keys of ${name}, written by \`npm run docs\` -->`, `<!-- end of ${name} -->`];
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before === -1 || after < before)
    throw new Error(`docs/reference/runbook.md has no place for the keys of ${name}`);
  return `${page.slice(0, before)}${begin}\n\n${part}\n\n${page.slice(after)}`;
}
