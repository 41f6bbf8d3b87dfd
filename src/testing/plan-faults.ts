import { expect } from "vitest";
import type { Diagnostic } from "../diagnostics/index.ts";
import { type PlanTextOptions, planText } from "./plan-kit.ts";

/** What stands before the artifacts: they begin in line 4. */
export const head = "name: N\ndescription: D\nartifacts:\n";

/** Everything that is wrong with a runbook of these artifacts. */
export function diagnosticsOf(artifacts: string, options: PlanTextOptions = {}): readonly Diagnostic[] {
  const result = planText(head + artifacts, options);
  return result.ok ? expect.fail("nothing is wrong") : result.diagnostics;
}

/** `CODE line:column` of everything that is wrong. */
export function faults(artifacts: string, options: PlanTextOptions = {}): string[] {
  return diagnosticsOf(artifacts, options).map(({ code, location }) => `${code} ${location?.line}:${location?.column}`);
}

/** The only thing that is wrong. */
export function only(artifacts: string, options: PlanTextOptions = {}): Diagnostic {
  const [first, ...others] = diagnosticsOf(artifacts, options);
  expect(others).toEqual([]);
  return first ?? expect.fail("nothing is wrong");
}

/** Artifact `a`, made by the connector `csv`; its properties stand in line 7. */
export const csv = (properties: string) => `  a:\n    source:\n      type: csv\n      properties: ${properties}\n`;
