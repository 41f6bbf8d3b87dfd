import { expect, test } from "vitest";
import { parseOverride } from "../runbook/index.ts";
import { type PlanTextOptions, planText } from "../testing/plans/plan-kit.ts";

const text = `name: R
description: R
artifacts:
  a: { source: { type: csv, properties: { path: a.csv, limit: 5 } } }
  b: { source: { type: csv, properties: { path: a.csv, limit: 5 } } }
  c: { inputs: a }
`;

function planned(overrides: readonly string[], options: PlanTextOptions = {}) {
  return planText(text, { ...options, context: { overrides: overrides.map((one) => parseOverride(one)) } });
}

function planOf(overrides: readonly string[], options?: PlanTextOptions) {
  const result = planned(overrides, options);
  return result.ok ? result : expect.fail(JSON.stringify(result.diagnostics));
}

function problemsOf(overrides: readonly string[], options?: PlanTextOptions) {
  const result = planned(overrides, options);
  return result.ok ? expect.fail("it is planned") : result.diagnostics;
}

test("an override changes the configuration and the fingerprint of its artifact only", () => {
  const before = planOf([]).plan.artifacts;
  const after = planOf(["a.config.limit=6"]).plan.artifacts;
  expect(after[0]?.config).toEqual({ path: "a.csv", limit: 6 });
  expect(after[0]?.fingerprint.digest).not.toBe(before[0]?.fingerprint.digest);
  expect(after.slice(1)).toEqual(before.slice(1));
});

test("an override of a merged value changes it in its artifact only", () => {
  const merged = `name: R
description: R
x-csv: &csv { path: a.csv, limit: 5, labels: { en: one } }
artifacts:
  a: { source: { type: csv, properties: { <<: *csv } } }
  b: { source: { type: csv, properties: { <<: *csv } } }
`;
  const overrides = ["a.config.limit=6", "a.config.labels.en=two"].map((one) => parseOverride(one));
  const result = planText(merged, { context: { overrides } });
  if (!result.ok) return expect.fail(JSON.stringify(result.diagnostics));
  expect(result.plan.artifacts.map(({ config }) => config)).toEqual([
    { path: "a.csv", limit: 6, labels: { en: "two" } },
    { path: "a.csv", limit: 5, labels: { en: "one" } },
  ]);
});

test("an override plans what the runbook with this value plans", () => {
  const written = planText(text.replace("limit: 5", 'delimiter: "${D}"'), { env: { D: ";" } });
  const given = planText(text.replace(", limit: 5", ""), {
    env: { D: ";" },
    context: { overrides: [parseOverride("a.config.delimiter=${D}")] },
  });
  if (!written.ok || !given.ok) return expect.fail("not planned");
  const [one, other] = [written.plan.artifacts[0], given.plan.artifacts[0]];
  expect(other?.config).toEqual(one?.config);
  expect(other?.fingerprint).toEqual(one?.fingerprint);
  expect(given.bindings.components.get("a" as never)?.config).toEqual(
    written.bindings.components.get("a" as never)?.config,
  );
  const key = new Uint8Array(32).fill(7);
  expect(given.rekeyed(key).artifacts[0]?.fingerprint).toEqual(written.rekeyed(key).artifacts[0]?.fingerprint);
});

test("the plan contains placeholders, never values", () => {
  const { plan, bindings } = planOf(["a.config.password=${PW}", "a.config.labels={ x: '${V}' }"], {
    env: { PW: "hunter2", V: "hunter3" },
  });
  expect(JSON.stringify(plan)).not.toMatch(/hunter/);
  expect(bindings.secretValues).toEqual([{ name: "PW", value: "hunter2" }]);
  expect(bindings.environmentValues).toEqual([{ name: "V", value: "hunter3" }]);
});

test.each([
  [
    "a.config.limit=x",
    'property "limit" of connector "csv": expected number, received string',
    "--set a.config.limit=x",
  ],
  ["a.config.path=gone.csv", 'names the file "gone.csv", which does not exist', "--set a.config.path=gone.csv"],
  ["a.config.pat=hunter2", 'connector "csv" has no property "pat"', "a.config.pat"],
  ["a.config.password=hunter2", "is a secret, but its value is written directly", "a.config.password"],
  [
    "a.config.columns=[{ name: hunter2, x: 1 }]",
    '"columns[0]" of connector "csv" has no property "x"',
    "a.config.columns",
  ],
  ["a.config.level=middle", 'property "level"', "--set a.config.level=middle"],
])("%s is refused in the planner's words, with what the user wrote and no line", (written, message, named) => {
  const [problem, ...others] = problemsOf([written]);
  expect(others).toEqual([]);
  expect(problem?.message).toContain(message);
  expect(problem?.message.endsWith(`(set for this run: ${named})`)).toBe(true);
  expect(problem?.location).toBeUndefined();
  expect(problem?.message).not.toContain("hunter2");
  expect(problem?.hint ?? "").not.toContain("without quotes");
});

test("the mistakes of the runbook and of overrides are reported together", () => {
  const wrong = planText(text.replace("limit: 5", "limit: x"), {
    context: { overrides: [parseOverride("b.config.limit=y"), parseOverride("d.config.x=1")] },
  });
  expect(wrong.ok || wrong.diagnostics.map(({ code }) => code)).toEqual([
    "WCT_USAGE_OVERRIDE",
    "WCT_COMPONENT_CONFIG_INVALID",
    "WCT_COMPONENT_CONFIG_INVALID",
  ]);
});

test("an override corrects a mistake of the runbook", () => {
  const corrected = planText(text.replace("limit: 5", "limit: x"), {
    context: { overrides: [parseOverride("a.config.limit=3")] },
  });
  expect(corrected.ok).toBe(true);
});
