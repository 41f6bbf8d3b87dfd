import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pluginDigest } from "./plugin-digest.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-digest-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string): string => {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
};

describe("of a package", () => {
  const digest = () => pluginDigest({ entry: join(folder, "index.js"), folder });

  beforeEach(() => {
    write("package.json", "{}");
    write("index.js", 'import "./lib/a.js";');
    write("lib/rules.yaml", "rules: []");
  });

  test.each(["index.js", "package.json", "lib/rules.yaml", "lib/new.txt"])("changes with %s", (path) => {
    const before = digest();
    write(path, "changed");
    expect(digest()).not.toBe(before);
  });

  test.each(["node_modules/zod/index.js", ".git/HEAD", ".wct/wct.db"])("does not change with %s", (path) => {
    const before = digest();
    write(path, "changed");
    expect(digest()).toBe(before);
  });

  test("does not change with a folder that ignores itself", () => {
    const before = digest();
    write("outputs/.gitignore", "*\n");
    write("outputs/run_1/report.json", "{}");
    expect(digest()).toBe(before);
  });

  test("changes when a file gets another name, and not when the folder does", () => {
    const before = digest();
    const copy = mkdtempSync(join(tmpdir(), "wct-digest-"));
    cpSync(folder, copy, { recursive: true });
    expect(pluginDigest({ entry: join(copy, "index.js"), folder: copy })).toBe(before);
    cpSync(join(copy, "lib/rules.yaml"), join(copy, "lib/other.yaml"));
    rmSync(join(copy, "lib/rules.yaml"));
    expect(pluginDigest({ entry: join(copy, "index.js"), folder: copy })).not.toBe(before);
    rmSync(copy, { recursive: true });
  });
});

describe("of a file", () => {
  const digest = () => pluginDigest({ entry: join(folder, "plugin.ts"), folder: null });

  beforeEach(() => {
    write("plugin.ts", 'import { a } from "./lib/a.ts";\nconst rules = new URL("./rules.yaml", import.meta.url);\n');
    write("lib/a.ts", 'export * from "../shared.ts";\nexport const b = import("../plugin.ts");\n');
    write("shared.ts", "export const a = 1;\n");
    write("rules.yaml", "rules: [] # ./unrelated.txt\n");
    write("unrelated.txt", "one");
  });

  test.each(["plugin.ts", "lib/a.ts", "shared.ts", "rules.yaml"])("changes with %s", (path) => {
    const before = digest();
    write(path, "export const changed = 1;");
    expect(digest()).not.toBe(before);
  });

  test("does not change with what it names nowhere", () => {
    const before = digest();
    write("unrelated.txt", "two");
    expect(digest()).toBe(before);
  });
});
