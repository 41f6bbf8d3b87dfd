import { expect, test } from "vitest";
import { readerWarning } from "./exporter-options.ts";

test("a file with more elements than its reader takes is warned of", () => {
  expect(readerWarning("sarif", 25_000)).toBeNull();
  expect(readerWarning("sarif", 25_001)).toBe("has 25,001 elements, and GitHub takes at most 25,000");
  expect(readerWarning("csv", 1_048_576)).toContain("Excel takes at most 1,048,575");
  expect(readerWarning("ndjson", 1e9)).toBeNull();
});
