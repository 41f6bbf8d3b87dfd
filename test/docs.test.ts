import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = dirname(import.meta.dirname);
const readme = readFileSync(join(root, "README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "wct-docs-"));
const bin = join(root, "src/cli/bin.ts");

/** Lines of the shell blocks that call wct, without comments. */
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block = ""]) => block.split("\n"))
  .map((line) => line.replace(/\s+#.*$/, "").trim())
  .filter((line) => line.startsWith("npx wct "));

const run = (line: string) => {
  const args = line.replace("npx wct ", "").split(/\s+/);
  return spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
};

beforeAll(() => {
  cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });
  const [yaml = ""] = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? "");
  execFileSync(
    process.execPath,
    ["-e", "require('fs').mkdirSync('exports'); require('fs').writeFileSync('runbook.yaml', process.argv[1])", yaml],
    { cwd: folder },
  );
  cpSync(join(root, "examples/webshop/data/shop.db"), join(folder, "shop.db"));
  cpSync(join(root, "examples/webshop/data/files/exports"), join(folder, "exports"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the README shows commands", () => {
  expect(commands.length).toBeGreaterThan(7);
});

test("every wct command of the README works, in the order in which it stands there", { timeout: 120_000 }, () => {
  for (const line of commands) {
    const { status, stderr } = run(line);
    expect({ line, status, stderr: status === 0 ? "" : stderr }).toEqual({ line, status: 0, stderr: "" });
  }
});

test("links of the README and of docs lead to files that are there", () => {
  const tracked = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  const dead = tracked.flatMap((page) => {
    const text = readFileSync(join(root, page), "utf8");
    return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, target = ""]) => join(dirname(page), target))
      .filter((target) => spawnSync("test", ["-e", join(root, target)]).status !== 0)
      .map((target) => `${page}: ${target}`);
  });
  expect(dead).toEqual([]);
});
