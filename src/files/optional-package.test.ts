import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importOptionalPackage } from "./optional-package.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-optional-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function install(name: string, code: string): void {
  const place = join(folder, "node_modules", name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.cjs" }));
  writeFileSync(join(place, "index.cjs"), code);
}

test("a package that is not installed is named", async () => {
  expect(await importOptionalPackage("wct-no-such-driver", folder)).toEqual({ missing: "wct-no-such-driver" });
});

test("a package in the given folder is imported", async () => {
  install("wct-test-driver", "exports.answer = 42;");
  expect(await importOptionalPackage("wct-test-driver", folder)).toMatchObject({ answer: 42 });
});

test("a package beside wct comes before one of the same name in the given folder", async () => {
  install("picomatch", "exports.answer = 42;");
  expect(await importOptionalPackage("picomatch", folder)).not.toHaveProperty("answer");
});

test("what a package throws while it loads is thrown", async () => {
  install("wct-broken-driver", 'throw new Error("broken");');
  await expect(importOptionalPackage("wct-broken-driver", folder)).rejects.toThrow("broken");
});
