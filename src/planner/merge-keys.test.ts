import fc from "fast-check";
import { expect, test } from "vitest";
import { planText } from "../testing/plans/plan-kit.ts";
import { book } from "../testing/plans/planned.ts";

const keys = fc.record(
  {
    path: fc.constantFrom("a.csv", "b.csv"),
    delimiter: fc.constantFrom(";", "${D}"),
    limit: fc.integer({ min: 1, max: 9 }),
    labels: fc.constantFrom({ en: "one" }, { de: "zwei" }, {}),
  },
  { requiredKeys: [] },
);
const files = { "/here/book/a.csv": "x", "/here/book/b.csv": "y" };

/** Plans one artifact for each configuration; returns what runs depend on. */
function planOf(common: readonly object[], configurations: readonly string[]) {
  const lines = configurations.map((text, index) => `  a${index}: { source: { type: csv, properties: ${text} } }\n`);
  const shared = common.map((one, index) => `x-${index}: &c${index} ${JSON.stringify(one)}\n`);
  const result = planText(shared.join("") + book(lines.join("")), { env: { D: ";" }, files });
  if (!result.ok) return expect.fail(JSON.stringify(result.diagnostics));
  return result.plan.artifacts.map(({ id, config, fingerprint }) => ({ id, config, fingerprint }));
}

test("a runbook with merge keys has the plan of the runbook in which they are written out", () => {
  const common = fc.array(keys, { minLength: 1, maxLength: 3 });
  const artifact = fc.record({ own: keys, from: fc.shuffledSubarray([0, 1, 2]), isFirst: fc.boolean() });
  fc.assert(
    fc.property(common, fc.array(artifact, { minLength: 1, maxLength: 4 }), (shared, artifacts) => {
      const all = artifacts.map((one) => ({ ...one, from: one.from.filter((index) => index < shared.length) }));
      const merging = all.map(({ own, from, isFirst }) => {
        const merge = `<<: [${[...from.map((index) => `*c${index}`), "{ path: a.csv }"].join(", ")}]`;
        const written = Object.entries(own).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
        return `{ ${(isFirst ? [merge, ...written] : [...written, merge]).join(", ")} }`;
      });
      const expanded = all.map(({ own, from }) =>
        JSON.stringify(Object.assign({ path: "a.csv" }, ...from.map((index) => shared[index]).toReversed(), own)),
      );
      expect(planOf(shared, merging)).toEqual(planOf([], expanded));
    }),
    { numRuns: 50, seed: 21 },
  );
});
