import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlannedArtifact } from "../domain/index.ts";
import { planText } from "../testing/plans/plan-kit.ts";
import { book } from "../testing/plans/planned.ts";

// Only a few methods, valid and invalid, so that some of several artifacts are made in the same way.
const sources = [
  "source: { type: csv, properties: { path: a.csv } }",
  "source: { type: csv, properties: { path: a.csv, limit: 1 } }",
  `source: { type: csv, properties: { path: a.csv, labels: { __proto__: x } } }`,
  `source: { type: csv, properties: { path: "\${FILE}" } }`,
  `source: { type: csv, properties: { path: "\${OTHER}", password: "\${TOKEN}" } }`,
  "source: { type: orders }",
  "source: { type: csv, properties: { path: gone.csv } }",
  "source: { type: csv, properties: { path: a.csv, password: literal } }",
  "source: { type: csv, properties: { path: a.csv, delimter: x } }",
  "source: { type: unknown }",
];
const derived = [
  "process: { type: find }",
  "process: { type: default_rules }",
  "process: { type: count }, output_schema: note:1.0.0",
  "process: { type: count }",
  "process: { type: find }, output_schema: personal_data_finding:2.0.0",
  "output: true",
];
const base = "  csv: { source: { type: csv, properties: { path: a.csv } } }\n  orders: { source: { type: orders } }\n";
const inputs = ["csv", "orders", "[csv, orders]", "[orders]", "absent"];

const made = fc.oneof(
  fc.constantFrom(...sources),
  fc.tuple(fc.constantFrom(...inputs), fc.constantFrom(...derived)).map(([from, how]) => `inputs: ${from}, ${how}`),
);
const env = { FILE: "a.csv", OTHER: "a.csv", TOKEN: "not for the record" };

const planOf = (artifacts: readonly string[]) => planText(book(base + artifacts.join("")), { env });

test("an artifact among others that are alike is planned, or refused, as it is alone", () => {
  fc.assert(
    fc.property(fc.array(made, { minLength: 1, maxLength: 12 }), (methods) => {
      const lines = methods.map((method, place) => `  a${place}: { ${method} }\n`);
      const whole = planOf(lines);
      const alone = lines.map((line) => planOf([line]));
      expect(problemsIn([whole])).toEqual(problemsIn(alone));
      if (!whole.ok) return;
      const expected = alone.flatMap((one) => (one.ok ? one.plan.artifacts.slice(2) : []));
      expect(whole.plan.artifacts.slice(2).map(unplaced)).toEqual(expected.map(unplaced));
      const secrets = new Set(
        alone.flatMap((one) => (one.ok ? one.bindings.secretValues : [])).map(({ name }) => name),
      );
      expect(new Set(whole.bindings.secretValues.map(({ name }) => name))).toEqual(secrets);
    }),
    { numRuns: 150 },
  );
});

/** Returns all problems, including repetitions, without their locations. */
function problemsIn(results: readonly ReturnType<typeof planText>[]): readonly string[] {
  const all = results.flatMap((result) => (result.ok ? result.warnings : result.diagnostics));
  return all.map(({ code, message }) => `${code} ${message}`).sort();
}

function unplaced({ location: _, ...rest }: PlannedArtifact) {
  return rest;
}
