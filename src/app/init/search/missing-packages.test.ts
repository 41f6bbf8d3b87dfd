import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { missingPackages } from "./missing-packages.ts";

test("a driver is missing if it is installed neither in the folder, nor above it, nor beside wct", () => {
  const dir = mkdtempSync(join(tmpdir(), "wct-drivers-"));
  const sources = [{ kind: "mysql" }, { kind: "postgres" }, { kind: "postgres" }, { kind: "sqlite" }] as const;
  expect(missingPackages(sources, dir, dir)).toEqual(["mysql2", "pg"]);
  mkdirSync(join(dir, "node_modules/pg"), { recursive: true });
  writeFileSync(join(dir, "node_modules/pg/index.js"), "");
  expect(missingPackages(sources, join(dir, "audit"), tmpdir())).toEqual(["mysql2"]);
  expect(missingPackages(sources, tmpdir(), dir)).toEqual(["mysql2"]);
  expect(missingPackages([{ kind: "sqlite" }], tmpdir(), tmpdir())).toEqual([]);
  rmSync(dir, { recursive: true });
});
