import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";

const folder = join(import.meta.dirname, "..", "golden");

/**
 * Compares a text with `test/golden/<path>`. A golden that is missing fails, so that a forgotten one proves nothing by
 * accident; UPDATE_GOLDEN=1 writes it.
 */
export function expectGolden(path: string, text: string): void {
  const file = join(folder, path);
  const actual = text.endsWith("\n") ? text : `${text}\n`;
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  if (!existsSync(file)) expect.fail(`golden ${path} is missing; UPDATE_GOLDEN=1 writes it`);
  expect(actual).toBe(readFileSync(file, "utf8"));
}
