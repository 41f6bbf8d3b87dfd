import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";

const runbook = `name: Letters
description: What people write
artifacts:
  letters: { source: { type: filesystem, properties: { path: ./texts, change_detection: content } } }
  found: { inputs: letters, process: { type: personal_data }, output: true }
`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-same-"));
  project("one");
});
afterEach(() => rmSync(dir, { recursive: true }));

function project(name: string): void {
  mkdirSync(join(dir, name, "texts"), { recursive: true });
  writeFileSync(join(dir, name, "runbook.yaml"), runbook);
  writeFileSync(join(dir, name, "texts/a.txt"), "Ada writes to ada@example.org\n");
}

async function reused(cwd: string, path: string, ...more: readonly string[]): Promise<number> {
  const args = ["run", path, "--incremental", "--json", "--store", join(dir, "store"), ...more];
  const { code, stdout } = await runCli(args, { cwd: join(dir, cwd) });
  expect(code).toBe(0);
  return stdout.split("\n").filter((line) => line.includes('"type":"artifact.reused"')).length;
}

test("--incremental finds earlier runs of a runbook under any path", async () => {
  expect(await reused("one", "runbook.yaml")).toBe(0);
  expect(await reused("one", "./runbook.yaml")).toBe(2);
  expect(await reused(".", "one/runbook.yaml")).toBe(2);
});

test("runs of another project in the same store, with a runbook of that name, are not taken for earlier ones", async () => {
  project("two");
  expect(await reused("two", "runbook.yaml")).toBe(0);
  expect(await reused("one", "runbook.yaml")).toBe(0);
  expect(await reused("two", "runbook.yaml")).toBe(2);
});

test("a run records what was selected, and shows it", async () => {
  await reused("one", "runbook.yaml", "--select", "letters");
  const { stdout } = await runCli(["runs", "show", "latest", "--store", join(dir, "store")], { cwd: dir });
  expect(stdout).toMatch(/^selected +letters$/m);
});
