import { expect, test } from "vitest";
import { largeRun, reportOf, smallRun } from "../test/browser/made-up-report.ts";
import { readLargeReport } from "../test/browser/read-large-report.ts";
import { failureGroups, lineage, readReport } from "./data.ts";

const small = readReport(JSON.stringify(reportOf(smallRun())));

test("lineage goes as far as there are inputs, or users", () => {
  expect([...lineage(small, "record", "up")].sort()).toEqual(["crm", "orders", "personal_data"]);
  expect([...lineage(small, "crm", "down")].sort()).toEqual(["personal_data", "record"]);
  expect([...lineage(small, "no_such_artifact", "up")]).toEqual([]);
});

test("artifacts that failed in the same way are told together, others apart", () => {
  const [mail] = small.artifacts.filter(({ error }) => error !== null);
  const again = { ...mail!, id: "again" as never };
  const other = { ...mail!, id: "other" as never, error: { ...mail!.error!, message: "another message" } };
  const groups = failureGroups({ ...small, artifacts: [...small.artifacts, again, other] });
  expect(groups.map((group) => group.map(({ id }) => id))).toEqual([["mail", "again"], ["other"]]);
});

test("of many artifacts each shows something, and what is left out is counted", async () => {
  const run = largeRun(600);
  const { contents, findings } = await readLargeReport(run);
  expect(contents.size).toBe(600);
  for (const content of contents.values()) expect(content).toMatchObject({ state: "shown", total: 200 });
  expect(findings.every(({ rows, total }) => rows.length >= 1 && total === 200)).toBe(true);
});

test("findings that only pass through are told once, where they were made", async () => {
  const run = largeRun(50);
  const passing = run.plan.artifacts.at(-1)!;
  const artifacts = [...run.plan.artifacts.slice(0, -1), { ...passing, method: { kind: "pass-through" } as const }];
  const { findings } = await readLargeReport({ ...run, plan: { ...run.plan, artifacts } });
  expect(findings).toHaveLength(49);
  expect(findings.map(({ artifact }) => artifact)).not.toContain(passing.id);
});
