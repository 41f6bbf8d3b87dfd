import { expect } from "vitest";
import { type PlanTextOptions, planText } from "./plan-kit.ts";

/** Makes a runbook of these artifacts. */
export const book = (artifacts: string, config = "") =>
  `name: N\ndescription: D\n${config === "" ? "" : `config: ${config}\n`}artifacts:\n${artifacts}`;

/** Plans a runbook of these artifacts. Fails the test if there is a diagnostic. */
export function planned(artifacts: string, options: PlanTextOptions & { readonly config?: string } = {}) {
  const result = planText(book(artifacts, options.config), options);
  return result.ok ? result : expect.fail(result.diagnostics.map(({ message }) => message).join("\n"));
}

export const artifactOf = (result: ReturnType<typeof planned>, id: string) =>
  result.plan.artifacts.find((artifact) => artifact.id === id) ?? expect.fail(`no artifact ${id}`);

/** Artifact `a`, made by the connector `csv`. */
export const csvArtifact = (more = "") =>
  `  a: { source: { type: csv, properties: { path: a.csv${more && `, ${more}`} } } }\n`;
