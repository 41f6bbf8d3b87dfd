import { expect } from "vitest";
import type { Diagnostic } from "../../diagnostics/index.ts";
import { type PlanTextOptions, planText } from "./plan-kit.ts";

/** The runbook's text before its artifacts, which start in line 4. */
export const head = "name: N\ndescription: D\nartifacts:\n";

/** Returns all diagnostics of a runbook with these artifacts. */
export function diagnosticsOf(artifacts: string, options: PlanTextOptions = {}): readonly Diagnostic[] {
  const result = planText(head + artifacts, options);
  return result.ok ? expect.fail("nothing is wrong") : result.diagnostics;
}

/** Returns all diagnostics as `CODE line:column`. */
export function faults(artifacts: string, options: PlanTextOptions = {}): string[] {
  return diagnosticsOf(artifacts, options).map(({ code, location }) => `${code} ${location?.line}:${location?.column}`);
}

/** Returns the only diagnostic. */
export function only(artifacts: string, options: PlanTextOptions = {}): Diagnostic {
  const [first, ...others] = diagnosticsOf(artifacts, options);
  expect(others).toEqual([]);
  return first ?? expect.fail("nothing is wrong");
}

/** Artifact `a`, made by the connector `csv`. Its properties are in line 7. */
export const csv = (properties: string) => `  a:\n    source:\n      type: csv\n      properties: ${properties}\n`;
