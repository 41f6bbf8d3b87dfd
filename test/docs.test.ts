import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { validateRunbooks } from "../src/app/plan/index.ts";
import { expectTrue } from "./support/pages.ts";
import { makeProject, type Project } from "./support/project.ts";

const root = dirname(import.meta.dirname);
const data = join(root, "examples/webshop/data");

let project: Project;
beforeEach(() => {
  project = makeProject("wct-docs-");
  rmSync(project.path("shop.db"));
  cpSync(join(data, "shop.db"), project.path("shop.db"));
  cpSync(join(data, "files/exports"), project.path("exports"), { recursive: true });
});
afterEach(() => project[Symbol.dispose]());

test("the README: every wct command works, in its order, and prints what stands there", {
  timeout: 120_000,
}, async () => {
  cpSync(join(root, "examples"), project.path("examples"), { recursive: true });
  const called = await expectTrue({ page: join(root, "README.md"), cwd: project.dir, yaml: "shop.yaml" });
  expect(called.length).toBeGreaterThan(9);
});

test("the guide to finding out why prints what it shows", { timeout: 60_000 }, async () => {
  const codes = { "npx wct validate runbook.yaml": 2, "npx wct run runbook.yaml": 1 };
  const page = join(root, "docs/guide/find-out-why.md");
  const called = await expectTrue({ page, cwd: project.dir, yaml: "runbook.yaml", codes });
  expect(called.length).toBe(5);
});

test("the guide for auditors prints what it shows", { timeout: 60_000 }, async () => {
  const page = join(root, "docs/guide/auditor.md");
  const called = await expectTrue({ page, cwd: project.dir, yaml: "runbook.yaml" });
  expect(called.length).toBe(7);
});

test("the guide to reviewing findings prints what it shows", { timeout: 60_000 }, async () => {
  const page = join(root, "docs/guide/review-findings.md");
  const called = await expectTrue({ page, cwd: project.dir, yaml: "runbook.yaml" });
  expect(called.length).toBe(6);
});

test("the guide to dry runs prints what it shows", { timeout: 60_000 }, async () => {
  const codes = { "npx wct run runbook.yaml --dry-run --set personal_data.config.min_score=high": 2 };
  const page = join(root, "docs/guide/dry-run.md");
  const called = await expectTrue({ page, cwd: project.dir, yaml: "runbook.yaml", codes });
  expect(called.length).toBe(7);
});

test("the guide to child runbooks prints what it shows", { timeout: 60_000 }, async () => {
  const codes = { "npx wct run search.yaml": 2, "npx wct validate runbook.yaml": 2 };
  const page = join(root, "docs/guide/child-runbooks.md");
  const called = await expectTrue({ page, cwd: project.dir, yaml: "runbook.yaml", codes });
  expect(called.length).toBe(5);
});

test("the example of child runbooks is valid, and contains its child twice", async () => {
  const host = { cwd: root, env: new Map<string, string>() };
  const { diagnostics, plans } = await validateRunbooks(host, ["examples/composed/runbook.yaml"]);
  expect(diagnostics).toEqual([]);
  const { artifacts = [] } = plans.get("examples/composed/runbook.yaml") ?? {};
  expect(artifacts.map(({ id }) => id)).toContain("in_database/personal_data");
  expect(artifacts.map(({ id }) => id)).toContain("in_files/personal_data");
});

test("the guide for after a failure prints what it shows", { timeout: 120_000 }, async () => {
  const page = join(root, "docs/guide/after-a-failure.md");
  const codes = { "npx wct run runbook.yaml": 1 };
  const called = await expectTrue({ page, cwd: project.dir, yaml: "runbook.yaml", codes });
  expect(called.length).toBe(7);
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
