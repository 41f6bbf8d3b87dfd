// Writes schemas/*.schema.json, and their table in docs/reference/json.md, from src/render/shapes.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type AnswerShape, answerShapes } from "../src/render/shapes/index.ts";
import { jsonSchemaOf } from "../src/shape/index.ts";
import { markdownTable } from "./markdown-table.ts";

const root = dirname(import.meta.dirname);
export const schemasDir = join(root, "schemas");
export const jsonReferencePath = join(root, "docs", "reference", "json.md");

/** Returns the text of each file by its name. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(Object.entries(answerShapes).map(([kind, answer]) => [fileOf(kind), schemaText(kind, answer)]));
}

/** Converts `RunList` to `run-list.schema.json`. */
export const fileOf = (kind: string): string =>
  `${kind.replaceAll(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.schema.json`;

function schemaText(kind: string, { shape, about }: AnswerShape): string {
  const rest = jsonSchemaOf(shape);
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:wct:v1:${kind}`,
    title: kind,
    description: about,
    ...rest,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const [begin, end] = ["<!-- table of shapes, written by scripts/json-schemas.ts -->", "<!-- end of table -->"];

/** Returns the page with its table up to date. Throws if the page has no markers for the table. */
export function withTable(page: string): string {
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before === -1 || after < before) throw new Error("docs/reference/json.md has no place for the table");
  return `${page.slice(0, before)}${begin}\n\n${table()}\n\n${page.slice(after)}`;
}

function table(): string {
  const rows = Object.entries(answerShapes).map(([kind, { about, from }]) => [
    `[${kind}](../../schemas/${fileOf(kind)})`,
    about,
    from.map((line) => `\`wct ${line}\``).join(", "),
  ]);
  return markdownTable([["kind", "what it is", "printed by"], ...rows]);
}

/** Writes schemas/, and deletes files that no longer belong to any output. */
export function writeSchemas(): void {
  mkdirSync(schemasDir, { recursive: true });
  const files = schemaFiles();
  for (const name of readdirSync(schemasDir)) if (!files.has(name)) rmSync(join(schemasDir, name));
  for (const [name, text] of files) writeFileSync(join(schemasDir, name), text);
}

if (import.meta.main) {
  writeSchemas();
  writeFileSync(jsonReferencePath, withTable(readFileSync(jsonReferencePath, "utf8")));
}
