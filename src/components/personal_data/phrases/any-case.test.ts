import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { anyCase } from "./any-case.ts";

test("letters match in any case, and what is no letter stays as it is", () => {
  const pattern = new RegExp(`^(?:${anyCase("né[eé]?|(?<one>pacjent(?:ka)?)\\d|ß\\.")}) \\p{Lu}$`, "u");
  for (const text of ["Né A", "NÉE A", "pacjentKA5 A", "PACJENT5 A", "ß. A"])
    expect(pattern.test(text), text).toBe(true);
  for (const text of ["né a", "pacjentX A", "ßx A"]) expect(pattern.test(text), text).toBe(false);
  expect(new RegExp(`^${anyCase("\\p{Lu}x")}$`, "u").test("aX")).toBe(true);
});

test("no pattern has a modifier for the case, which V8 compiles wrongly at times", () => {
  const folder = join(import.meta.dirname, "..");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!test)\.ts$/.test(name),
  );
  const withModifier = files.filter((name) => /[`"/(|]\(\?-?i:/.test(readFileSync(join(folder, name), "utf8")));
  expect(withModifier).toEqual([]);
});
