import { describe, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, JsonObject } from "../../domain/index.ts";
import type { Review } from "../review/index.ts";
import { parseConditions } from "./conditions.ts";
import { createPolicyCheck, gapsOf, recordFacts } from "./index.ts";

const parse = (...values: string[]) => parseConditions("--fail-on", values);

function faults(...values: string[]) {
  try {
    parse(...values);
  } catch (error) {
    if (!isWctError(error)) throw error;
    return error.diagnostics.map(({ code, message, hint, location }) => {
      const at = `${location?.file}:${location?.line}:${location?.column}-${location?.endColumn}`;
      return { code, message, hint, at };
    });
  }
  return [];
}

describe("what can be written", () => {
  test("words and expressions, in lists and repeated", () => {
    expect(parse("new, gaps", 'finding.category in ["a", "b"] , high').map(({ text }) => text)).toEqual([
      "new",
      "gaps",
      'finding.category in ["a", "b"]',
      "high",
    ]);
  });

  test("a comma in a text or a bracket does not split", () => {
    expect(parse(`finding.path == "a,\\",b" || [1,2].exists(n, n == finding.count)`)).toHaveLength(1);
  });

  test.each([
    [["specal-category"], 'there is no condition "specal-category"', 'did you mean "special-category"?', "1:1-16"],
    [
      ["new,,high"],
      "a condition is empty",
      "write new, more, special-category, gaps, high, unread, or an expression over finding and record",
      "1:5-6",
    ],
    [["new", "finding.scre > 1"], 'no such key: "scre" in "finding.scre > 1"', 'did you mean "score"?', "2:9-13"],
    [["fnding.score > 1"], 'unknown variable: "fnding" in "fnding.score > 1"', 'did you mean "finding"?', "1:1-7"],
    [["record.gaps"], "the condition evaluates to int, not to true or false", "compare it", "1:1-12"],
    [["1 < 2"], "the condition does not depend on the run", "name finding.FIELD or record.FIELD", "1:1-6"],
    [
      ['finding.path.matches("(a+)+$")'],
      "conditions do not support regular expressions",
      "use contains, startsWith, endsWith or a comparison",
      "1:1-31",
    ],
  ])("%j is refused at its place", (values, message, hint, at) => {
    expect(faults(...values)).toEqual([{ code: "WCT_USAGE_CONDITION", message, hint, at: `--fail-on:${at}` }]);
  });

  test("every mistake comes at once", () => {
    expect(faults("hgih", "new,finding.").map(({ at }) => at)).toEqual(["--fail-on:1:1-5", "--fail-on:2:13-14"]);
  });
});

const origin = { artifact: "found" as ArtifactId, schema: "personal_data_finding:1.0.0" };
const health = {
  id: "1",
  category: "health",
  special_category: true,
  confidence: "high",
  score: 0.9,
  matches: { count: 3 },
};
const email = {
  id: "2",
  category: "email",
  special_category: false,
  confidence: "low",
  score: 0.3,
  matches: { count: 7 },
};
const record: JsonObject = {
  gaps: [{ item: "30(1)(f)", activity: null, message: "no time limit" }],
  activities: [{}, {}],
  unassigned: [],
  completeness: { overall: 0.75 },
};

const accepted = {
  artifact: "found",
  what: "health",
  id: "1",
  count: 2,
  distinct: 1,
  values: null,
  signature: null,
} as const;
const decision = { reason: null, reviewer: null, date: null };
const reviews: Readonly<Record<string, Review>> = {
  "1": {
    ...{ status: "accepted", isMoved: false, growth: { from: 2, to: 3, unit: "matches" } },
    entry: { ...accepted, ...decision, status: "accepted" },
  },
  "2": { status: "new", entry: null, isMoved: false, growth: null },
  "3": {
    ...{ status: "rejected", isMoved: false, growth: null },
    entry: { ...accepted, ...decision, id: "3", status: "rejected" },
  },
};

function broken(conditions: string, findings: readonly JsonObject[] = [health, email]) {
  const check = createPolicyCheck({
    conditions: parse(conditions),
    record: recordFacts([record]),
    gaps: gapsOf(origin.artifact, record),
    most: 1,
  });
  for (const finding of findings) check.take(origin, finding, reviews[String(finding["id"])] ?? null);
  return check.breaches().map(({ condition, count, findings: kept }) => ({
    condition: condition.text,
    count,
    ids: kept.map(({ element }) => (element as JsonObject)["id"]),
  }));
}

describe("what breaks them", () => {
  test.each([
    ["new", 1, ["2"]],
    ["high", 1, ["1"]],
    ["special-category", 1, ["1"]],
    ["gaps", 1, []],
    ["finding.is_new", 1, ["2"]],
    ["more", 1, ["1"]],
    ["finding.has_grown", 1, ["1"]],
    ["finding.count > finding.accepted_count", 2, ["1"]],
    ["finding.status == 'accepted'", 1, ["1"]],
    ["finding.count > 2", 2, ["1"]],
    ["finding.score >= 0.9 && finding.kind == 'personal_data'", 1, ["1"]],
    ["finding.vulnerable != ''", 0, []],
    ["record.gaps > 0", 1, []],
    ["record.completeness > 0.8", 0, []],
    ["record.activities == 2 && finding.category == 'email'", 1, ["2"]],
  ])("%s: %i, of which the first are kept", (condition, count, ids) => {
    expect(broken(condition)).toEqual([{ condition, count, ids }]);
  });

  test("a finding that a reviewer rejected is neither special nor high, but can be asked for", () => {
    const rejected = [{ ...health, id: "3" }];
    expect(broken("special-category,high,new,more", rejected).map(({ count }) => count)).toEqual([0, 0, 0, 0]);
    expect(broken("finding.status == 'rejected' && finding.special_category", rejected)[0]?.count).toBe(1);
  });

  test("a finding without what is asked for answers as empty", () => {
    expect(
      broken("finding.category == '' && finding.count == 0 && !finding.special_category", [{ x: 1 }])[0]?.count,
    ).toBe(1);
  });

  test("a condition that cannot be told is an error, not a pass", () => {
    expect(() => broken("1 / (finding.count - finding.count) > 1")).toThrow("cannot be evaluated: division by zero");
  });
});

test("several records count as one: sums, and the least completeness", () => {
  const other = { ...record, completeness: { overall: 0.5 } };
  expect(recordFacts([record, other])).toEqual({ gaps: 2, activities: 4, unassigned: 0, completeness: 0.5 });
  expect(recordFacts([])).toBeNull();
});
