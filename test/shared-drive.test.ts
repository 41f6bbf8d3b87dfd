import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeDrive } from "./support/drive.ts";
import { expectTrue } from "./support/pages.ts";
import { makeProject } from "./support/project.ts";

const page = join(dirname(import.meta.dirname), "docs/guide/shared-drive.md");

test("the guide to shared drives prints what it shows, and the record says what was not read", {
  timeout: 120_000,
}, async () => {
  using project = makeProject("wct-drive-");
  const cwd = project.path("audit");
  mkdirSync(cwd);
  makeDrive(join(cwd, "drive"));
  const called = await expectTrue({ page, cwd, yaml: "places.yaml" });
  expect(called.length).toBe(7);
  const [, section = ""] = /```markdown\n([\s\S]*?)```/.exec(readFileSync(page, "utf8")) ?? [];
  const records = readdirSync(join(cwd, "outputs"))
    .filter((run) => run.startsWith("run_"))
    .map((run) => join(cwd, "outputs", run, "gdpr_article_30.md"));
  expect(readFileSync(records[0] ?? "", "utf8")).toContain(section);
});
