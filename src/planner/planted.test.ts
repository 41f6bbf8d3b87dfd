import fc from "fast-check";
import { expect, test } from "vitest";
import { renderDiagnostics } from "../diagnostics/index.ts";
import type { Digest, JsonValue, RunId, SchemaRef } from "../domain/index.ts";
import { digestOf, planText } from "../testing/plans/plan-kit.ts";
import type { PastArtifact } from "./past.ts";
import { serialisePlan } from "./stored/serialise.ts";

/** Contains every key that a runbook may have, with a valid value. */
const runbook = {
  ...{ name: "N", description: "D", contact: "C" },
  config: {
    ...{ timeout: 60, max_concurrency: 4, workers: 2, cost_limit: 1.5 },
    ...{ retain: "all", secrets: ["TOKEN"], template_paths: ["templates"] },
  },
  artifacts: {
    a: {
      ...{ name: "A", description: "D", contact: "C", output: true, optional: true, breakpoint: "both", timeout: 5 },
      ...{ retain: true, tags: ["x"], output_schema: "standard_input:1.0.0" },
      source: {
        type: "csv",
        properties: {
          ...{ path: "a.csv", delimiter: ";", limit: 5, header: true, level: "low", amount: 1, either: 2 },
          ...{ password: "${TOKEN}", folder: "data", labels: { key: "label" }, include: ["i", "j"] },
          columns: [{ name: "c", lookup: "a.csv" }],
        },
      },
    },
    found: { inputs: ["a"], process: { type: "find", properties: { rules: "kit/rules/1.0.0" } } },
    joined: { inputs: "a" },
    old: { reuse: { from_run: "latest", artifact: "a" } },
  },
};

type Path = readonly string[];

const scalarsIn = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, child]) => scalarsIn(child, [...path, key]))
    : [path];

/** Returns the runbook with a text at a path. */
function planted(path: Path, text: string): string {
  const copy = structuredClone(runbook) as Record<string, unknown>;
  let reached: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) reached = reached[key] as Record<string, unknown>;
  reached[path.at(-1) ?? ""] = text;
  return JSON.stringify(copy);
}

const copied: PastArtifact = {
  kind: "found",
  run: "run_20260101_000000" as RunId,
  artifact: "a" as never,
  message: {
    ...{ schema: "standard_input:1.0.0" as SchemaRef, digest: digestOf("x") as Digest, bytes: 1, elements: 1 },
    ...{ summary: null, kept: true },
  },
  stream: "items",
};

/** Returns as one text everything that planning returns and that is stored, printed or sent; digests are left out, which contain any short number by chance. */
function channels(text: string, value: string, noEnv: boolean): string {
  const files = { [`/here/book/${value}`]: "a", [`/here/book/${value}/`]: "", [`/here/book/x${value}y`]: "a" };
  const context = { past: { find: () => copied } };
  const planned = planText(text, { env: { PLANTED: value, TOKEN: "t0ken-of-mine" }, noEnv, files, context });
  const told = planned.ok ? planned.warnings : planned.diagnostics;
  const plans: readonly JsonValue[] = planned.ok
    ? [serialisePlan(planned.plan), serialisePlan(planned.rekeyed(new Uint8Array(32).fill(1)))]
    : [];
  const said = JSON.stringify([plans, told]) + renderDiagnostics(told, () => text);
  return said.replaceAll(/\b[0-9a-f]{64}\b/g, "<digest>");
}

test("the runbook into which values are planted is valid", () => {
  expect(channels(JSON.stringify(runbook), "unused", false)).toMatch(/^\[\[\{.*\}\],\[\]\]$/);
});

test("a variable's value, wherever its placeholder stands, is in no plan and in nothing that is said", () => {
  const value = fc.oneof(
    fc.stringMatching(/^[a-z]{4}-[a-z0-9]{8}$/),
    fc.integer({ min: 7_000_001, max: 9_999_999 }).map(String),
    fc.integer({ min: 700_000, max: 999_999 }).map((digits) => `0.${digits}7`),
  );
  const written = fc.constantFrom("${PLANTED}", "${PLANTED:-other}", "x${PLANTED}y", "$${${PLANTED}");
  fc.assert(
    fc.property(fc.constantFrom(...scalarsIn(runbook)), written, value, fc.boolean(), (path, text, secret, noEnv) => {
      const said = channels(planted(path, text), secret, noEnv);
      expect(said).not.toContain(secret);
      // A timeout in seconds is stored in milliseconds.
      expect(said).not.toContain(String(Number(secret) * 1000));
    }),
    { numRuns: 600 },
  );
});

test.each(["timeout", "cost_limit", "max_concurrency", "workers"])("the plan keeps config.%s as written", (key) => {
  const value = key === "workers" ? 613 : 7_340_213;
  const planned = planText(planted(["config", key], "${PLANTED}"), {
    env: { PLANTED: String(value), TOKEN: "t" },
    context: { past: { find: () => copied } },
  });
  if (!planned.ok) expect.fail(planned.diagnostics.map(({ message }) => message).join("\n"));
  expect(planned.plan.config.placeholders).toEqual({ [key]: "${PLANTED}" });
  expect(Object.values(planned.limits)).toContain(key === "timeout" ? value * 1000 : value);
});
