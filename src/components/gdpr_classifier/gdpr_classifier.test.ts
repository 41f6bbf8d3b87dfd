import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type GdprFinding, type PersonalDataFinding, personalDataFinding } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { gdprClassifier, gdprClassifierConfig } from "./index.ts";

const file = (name: string): string => fileURLToPath(new URL(`../rulesets/${name}`, import.meta.url));
const limits = { truncated: true, notices: [{ what: "a.log", reason: "larger than the limit" }] };

const findingOf = (category: string, more: Partial<PersonalDataFinding> = {}): PersonalDataFinding => ({
  id: `id-${category}`,
  category,
  special_category: false,
  rule: category,
  score: 0.9,
  confidence: "high",
  locator: { kind: "column", database: "shop", table: "customers", column: category },
  matches: { count: 1, distinct: 1, sample: 1, share: 1 },
  evidence: [],
  explain: { base: 0.7, signals: [], vetoes: [] },
  ...more,
});

async function classified(findings: readonly PersonalDataFinding[], config: object = {}) {
  const summary = { findings: 0, special_category: 0, by_category: {}, by_confidence: {}, items: 0, characters: 0 };
  const analysis = { ruleset: { uri: "local/x/1.0.0", digest: "d" }, limits };
  const context = fakeContext({
    config: gdprClassifierConfig.parse({ ruleset: file("gdpr_classes.yaml"), ...config }),
    inputs: {
      personal_data_finding: inputOf(personalDataFinding, [{ elements: findings, rest: { summary, analysis } }]),
      data_subject_finding: undefined,
      processing_purpose_finding: undefined,
    },
  });
  const { elements, rest } = await collect(gdprClassifier.process(context));
  const all: readonly GdprFinding[] = elements;
  return { findings: all, ...rest };
}

describe("the classifier of findings", () => {
  test("names the articles and the group of a category, and keeps id, score and location", async () => {
    const { findings } = await classified([findingOf("email")]);
    expect(findings).toMatchObject([
      {
        ...{ id: "id-email", kind: "personal_data", class: "email", score: 0.9 },
        locator: { table: "customers", column: "email" },
        gdpr: { law: "GDPR", articles: ["4(1)"], group: "contact data", condition: null, special_category: false },
      },
    ]);
    expect(findings[0]?.review).toBeUndefined();
  });

  test("asks a person for the condition of a special category, and never names one", async () => {
    const { findings, summary } = await classified([findingOf("health"), findingOf("criminal")]);
    expect(findings.map(({ gdpr }) => gdpr.condition)).toEqual([
      { article: "10", status: "needs_human" },
      { article: "9(2)", status: "needs_human" },
    ]);
    expect(findings.map(({ review }) => review?.required)).toEqual([true, true]);
    expect(summary).toMatchObject({ special_category: 1, criminal_data: 1, dpia_recommended: 2 });
  });

  test("in the United Kingdom, conditions include those of the Data Protection Act", async () => {
    const { findings } = await classified([findingOf("health")], { jurisdiction: "uk" });
    expect(findings[0]?.gdpr).toMatchObject({ law: "UK GDPR", condition: { article: "9(2), DPA 2018 Sch. 1" } });
  });

  test("a category of the user's own rules is personal data of the group other", async () => {
    const { findings } = await classified([findingOf("locker")]);
    expect(findings[0]?.gdpr).toMatchObject({ group: "other", articles: ["4(1)"] });
  });

  test("a reason for a review that the finding has already is kept", async () => {
    const review = { required: true, reason: "the values are hidden" };
    const { findings } = await classified([findingOf("email", { review })]);
    expect(findings[0]?.review).toEqual(review);
  });

  test("says which ruleset it used, and what was not read", async () => {
    const { analysis } = await classified([]);
    expect(analysis.ruleset.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(analysis.limits).toEqual(limits);
  });
});

interface AnyRuleset {
  readonly rules: readonly { readonly [key: string]: unknown }[];
}

const rulesOf = (name: string): AnyRuleset["rules"] => (parse(readFileSync(file(name), "utf8")) as AnyRuleset).rules;

describe("the built-in classes", () => {
  const named = (of: string) =>
    new Set(rulesOf("gdpr_classes.yaml").flatMap((rule) => (rule["of"] === of ? (rule["classes"] as string[]) : [])));

  test.each([
    ["personal_data", "personal_data.yaml", "category"],
    ["data_subject", "data_subjects.yaml", "subject"],
    ["purpose", "processing_purposes.yaml", "purpose"],
  ])("cover everything that the built-in rules of %s find", (of, ruleset, key) => {
    const found = new Set(rulesOf(ruleset).map((rule) => rule[key]));
    expect([...found].filter((one) => !named(of).has(String(one)))).toEqual([]);
  });

  test("special categories are those of the rules for personal data", () => {
    const special = new Set(
      rulesOf("personal_data.yaml").flatMap((rule) => (rule["special_category"] === true ? [rule["category"]] : [])),
    );
    const classes = rulesOf("gdpr_classes.yaml").flatMap((rule) =>
      rule["special"] === undefined ? [] : (rule["classes"] as string[]),
    );
    expect([...special].filter((one) => !classes.includes(String(one)))).toEqual([]);
  });
});
