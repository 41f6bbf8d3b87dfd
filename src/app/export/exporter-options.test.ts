import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readerWarning, sizeWarning } from "./exporter-options.ts";

test("a file with more elements than its reader takes is warned of", () => {
  expect(readerWarning("sarif", 5_000)).toBeNull();
  expect(readerWarning("sarif", 5_001)).toBe("has 5,001 elements, and GitHub shows only the 5,000 most severe");
  expect(readerWarning("sarif", 25_001)).toContain("has 25,001 elements, and GitHub takes at most 25,000: ");
  expect(readerWarning("csv", 1_048_576)).toContain("Excel takes at most 1,048,575");
  expect(readerWarning("ndjson", 1e9)).toBeNull();
});

test("a SARIF file that GitHub refuses for its size after gzip is told", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wct-size-"));
  const path = join(folder, "big.sarif");
  try {
    writeFileSync(path, randomBytes(10_100_000));
    expect(await sizeWarning("sarif", path)).toMatch(/^has 10\.\d MB after gzip, and GitHub takes at most 10\.0 MB: /);
    expect(await sizeWarning("json", path)).toBeNull();
    writeFileSync(path, Buffer.alloc(11_000_000));
    expect(await sizeWarning("sarif", path)).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
