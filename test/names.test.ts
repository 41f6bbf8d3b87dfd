import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .toSorted();

/** The interfaces, type aliases, classes and enums that a text declares and exports; a re-export declares nothing. */
function exportedTypes(file: string, text: string): readonly string[] {
  return parseSync(file, text).program.body.flatMap((statement) => {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : null;
    switch (declaration?.type) {
      case "TSInterfaceDeclaration":
      case "TSTypeAliasDeclaration":
      case "TSEnumDeclaration":
      case "ClassDeclaration":
        return declaration.id?.name ?? [];
      default:
        return [];
    }
  });
}

test("an exported type has a name that no other has", () => {
  const homes = new Map<string, string[]>();
  for (const file of files) {
    for (const name of exportedTypes(file, readFileSync(join(src, file), "utf8"))) {
      homes.set(name, [...(homes.get(name) ?? []), file]);
    }
  }
  expect([...homes].filter(([, files]) => files.length > 1)).toEqual([]);
});

test("classes and the kinds of types are found, what is re-exported or local is not", () => {
  const text = `export interface A {}
export type B = A;
export class C {}
export enum D {}
export { E } from "./e.ts";
interface F {}
export const g = (): void => {};
`;
  expect(exportedTypes("sample.ts", text)).toEqual(["A", "B", "C", "D"]);
});
