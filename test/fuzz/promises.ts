import { expect } from "vitest";
import { type Diagnostic, renderDiagnostic } from "../../src/diagnostics/index.ts";
import type { PlanResult } from "../../src/planner/index.ts";
import { planText } from "../../src/testing/plans/plan-kit.ts";
import { textOf, withinBudget } from "./target.ts";

const env = { FILE: "a.csv", SECRET_VALUE: "s3cr3t-value-of-a-variable" };

/** Parses and plans with the planner's kit; holds what is promised for any bytes whatever. */
export async function planWithPromises(bytes: Uint8Array): Promise<PlanResult> {
  const plan = (): PlanResult => planText(bytes, { env, file: "r.yaml", files: { "/here/a.csv": "a,b\n" } });
  const result = await withinBudget(plan);
  const diagnostics = result.ok ? result.warnings : result.diagnostics;
  if (!result.ok) expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
  for (const one of diagnostics) holdsPromises(one, textOf(bytes));
  const again = plan();
  expect(again.ok ? again.warnings : again.diagnostics).toEqual(diagnostics);
  return result;
}

function holdsPromises(one: Diagnostic, text: string): void {
  expect(one.code).toMatch(/^WCT_[A-Z_]+$/);
  expect(one.code).not.toBe("WCT_INTERNAL");
  const lines = text.split("\n");
  for (const location of [one.location, ...(one.related ?? []).map((related) => related.location)]) {
    if (location === undefined) throw new Error(`${one.code} has no place`);
    const { line, column, endLine, endColumn } = location;
    expect(lines.length).toBeGreaterThanOrEqual(endLine);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
    expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1] ?? "").length + 1);
    expect(line > 0 && column > 0 && (endLine > line || (endLine === line && endColumn >= column))).toBe(true);
  }
  const shown = renderDiagnostic(one, () => text);
  expect(shown).toContain("-->");
  if (one.hidesSource === undefined) expect(shown).toMatch(/\n *\| +\^+/);
  expect(`${one.message} ${one.hint ?? ""}`).not.toMatch(/\n {4}at |node_modules|undefined|\[object /);
  expect(shown).not.toContain(env.SECRET_VALUE);
}
