import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { validateRunbooks } from "../../src/app/plan/index.ts";
import { dryRun } from "../../src/app/run/index.ts";
import { type Diagnostic, isWctError } from "../../src/diagnostics/index.ts";
import { makeProject, type Project } from "../support/project.ts";
import { type Mutation, mutations, validRunbook } from "./mutations.ts";

let project: Project;
beforeAll(() => {
  project = makeProject("wct-mutations-");
  project.write("letters/one.txt", "Dear customer\n");
  project.write("other.yaml", "- not an organisation\n");
  const organisation = join(import.meta.dirname, "../../examples/webshop/organisation.yaml");
  copyFileSync(organisation, project.path("organisation.yaml"));
});
afterAll(() => project[Symbol.dispose]());

const host = () => ({ cwd: project.dir, env: new Map<string, string>() });

/** Errors of a dry run; none if it succeeds. */
async function errorsOf(file: string): Promise<readonly Diagnostic[]> {
  try {
    await dryRun(host(), file);
    return [];
  } catch (error) {
    if (!isWctError(error)) throw error;
    return error.diagnostics;
  }
}

const all: readonly Mutation[] = mutations();

test("there are at least 300 mutations, each of its own", () => {
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(300);
  expect(all.map(({ text }) => text)).not.toContain(stringify(validRunbook()));
});

test("the runbook without mutations is valid", async () => {
  project.write("valid.yaml", stringify(validRunbook()));
  expect(await errorsOf("valid.yaml")).toEqual([]);
});

test("each mutation is caught, with the right code and a place in the file", { timeout: 120_000 }, async () => {
  const wrong: unknown[] = [];
  for (const { about, text, code } of all) {
    project.write("mutated.yaml", text);
    const errors = (await errorsOf("mutated.yaml")).filter(({ severity }) => severity === "error");
    const isFound = errors.some((error) => error.code === code && error.location?.file !== undefined);
    if (!isFound) wrong.push({ about, code, errors: errors.map((error) => `${error.code} ${error.message}`) });
  }
  expect(wrong).toEqual([]);
});

test("validate reports the same as a dry run", { timeout: 120_000 }, async () => {
  const differing: unknown[] = [];
  for (const [place, { about, text }] of all.entries()) {
    // Every fifth is enough: both plan in the same way.
    if (place % 5 !== 0) continue;
    project.write("mutated.yaml", text);
    const { diagnostics } = await validateRunbooks(host(), ["mutated.yaml"], {});
    const validated = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
    const tried = (await errorsOf("mutated.yaml")).filter(({ severity }) => severity === "error");
    if (validated.join() !== tried.map(({ code }) => code).join()) differing.push({ about, validated, tried });
  }
  expect(differing).toEqual([]);
});
