import { expect, test } from "vitest";
import { largeRun, reportOf, smallRun } from "../test/browser/made-up-report.ts";
import { readLargeReport } from "../test/browser/read-large-report.ts";
import { failureGroups, lineage, readReport, sectionsOf, warnings } from "./data.ts";

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

test("artifacts are listed by child runbook, those outside first, with counts of all", () => {
  const [one] = small.artifacts;
  const at = (id: string, group: readonly string[], status = "completed") =>
    ({ ...one!, id, group, status }) as (typeof small.artifacts)[number];
  const all = [at("a/x", ["a"]), at("a/b/y", ["a", "b"]), at("a/z", ["a"], "failed"), at("a", []), at("c/x", ["c"])];
  const told = sectionsOf(all, 3).map(({ runbook, artifacts, counts }) => {
    return [runbook, artifacts.map(({ id }) => id), Object.fromEntries(counts)];
  });
  expect(told).toEqual([
    [null, ["a"], { completed: 1 }],
    ["a", ["a/x", "a/z"], { completed: 1, failed: 1 }],
  ]);
});

test("what components warned of is told once, of what they made alone", () => {
  const note = { ms: 1, level: "warn", text: "3 places were not read in full" } as const;
  const notes = [note, { ...note, level: "info", text: "read 5 files" }, note] as const;
  const warned = { ...small, artifacts: small.artifacts.map((one) => ({ ...one, notes })) };
  const made = small.artifacts.filter(({ status }) => status === "completed").map(({ id }) => id);
  expect(warnings(warned).map(({ artifact, text }) => [artifact.id, text])).toEqual(made.map((id) => [id, note.text]));
  expect(made.length).toBeLessThan(small.artifacts.length);
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
