import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../src/diagnostics/index.ts";

const source = join(import.meta.dirname, "..", "src");

function sourceTexts(): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("catalogue"))
    .map((file) => readFileSync(join(source, file), "utf8"));
}

test("every code of the catalogue is used in src/", () => {
  const used = new Set(sourceTexts().flatMap((text) => text.match(/WCT_[A-Z_]+[A-Z]/g) ?? []));
  expect(Object.keys(catalogue).filter((code) => !used.has(code))).toEqual([]);
});
