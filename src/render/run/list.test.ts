import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { Digest, RunId, RunSummary } from "../../domain/index.ts";
import { paint } from "../text/paint.ts";
import { textWidth } from "../text/table.ts";
import { renderRunList } from "./list.ts";

const run = (id: string, path: string): RunSummary => ({
  id: id as RunId,
  uuid: "01940000-0000-7000-8000-000000000000",
  mode: "run",
  status: "interrupted",
  runbook: { name: "Audit", path },
  startedAt: "2025-12-09T14:30:22.000Z",
  finishedAt: null,
  durationMs: 3_723_000,
  artifacts: 20,
  counts: { completed: 4, reused: 7, failed: 2, skipped: 2, optionalFailed: 1 },
  events: 9,
  head: "0".repeat(64) as Digest,
});

const runs = [
  run("run_20251209_143022", "a.yaml"),
  run("run_20251209_143022_10", "somewhere/very/deep/in/文書/audit.yaml"),
];
const widest = (text: string): number => Math.max(...text.split("\n").map(textWidth));

test("the list says everything where there is room, and when it is piped on", () => {
  const text = renderRunList(runs, paint(false));
  expect(renderRunList(runs, paint(false), { columns: widest(text) })).toBe(text);
  expect(text).toContain("somewhere/very/deep/in/文書/audit.yaml");
  expect(text).toContain("4 completed, 7 reused, 2 failed (1 optional), 2 skipped");
});

test.each([80, 79, 78])("in %i columns it says less, and no line is longer", (columns) => {
  const text = renderRunList(runs, paint(false), { columns });
  expect(widest(text)).toBeLessThanOrEqual(columns);
  for (const said of ["run_20251209_143022_10", "interrupted", "audit.yaml", "11 of 20", "a.yaml "]) {
    expect(text).toContain(said);
  }
  expect(stripVTControlCharacters(renderRunList(runs, paint(true), { columns }))).toBe(text);
});

test("where there is no room at all, the end of the path stays", () => {
  expect(renderRunList(runs, paint(false), { columns: 20 })).toContain("…udit.yaml");
  expect(renderRunList(runs, paint(false), { columns: 20, ascii: true })).toContain("...it.yaml");
});
