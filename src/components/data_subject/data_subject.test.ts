import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  type DataSubjectFinding,
  type Locator,
  type StandardInputItem,
  standardInput,
  toJsonSchema,
} from "../../plugin/index.ts";
import { ComponentFailure, collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { dataSubject, dataSubjectConfig } from "./index.ts";

const shipped = fileURLToPath(new URL("../rulesets/data_subjects.yaml", import.meta.url));
const rest = {
  name: "files",
  source: { kind: "filesystem" as const, connector: "filesystem", location: "./files" },
  limits: { truncated: true, notices: [{ what: "big.log", reason: "larger than the limit" }] },
  summary: {},
};
const fileItem = (path: string, content = ""): StandardInputItem => {
  const locator: Locator = { kind: "file", path };
  return { id: path, kind: "text", content, locator };
};

async function find(items: readonly StandardInputItem[], config: object = {}) {
  const context = fakeContext({
    config: dataSubjectConfig.parse({ ruleset: shipped, ...config }),
    inputs: {
      standard_input: inputOf(standardInput, [{ elements: items, rest }]),
      personal_data_finding: undefined,
    },
  });
  const { elements, rest: made } = await collect(dataSubject.process(context));
  const findings: readonly DataSubjectFinding[] = elements;
  return { findings, ...made, told: context.told };
}

test("finds whose data it is, in an order that does not depend on that of the input", async () => {
  const items = [fileItem("hr/staff.txt"), fileItem("exports/customers.csv"), fileItem("readme.txt")];
  const { findings, summary } = await find(items);
  expect(findings.map(({ entity, subject }) => [entity.name, subject])).toEqual([
    ["exports/customers.csv", "customer"],
    ["hr/staff.txt", "employee"],
  ]);
  expect(summary).toEqual({
    findings: 2,
    by_subject: { customer: 1, employee: 1 },
    by_confidence: { medium: 2 },
  });
  expect((await find(items.toReversed())).findings).toEqual(findings);
});

test("a phrase alone is below the least score, two are not", async () => {
  expect((await find([fileItem("a.txt", "a refund")])).findings).toEqual([]);
  expect((await find([fileItem("a.txt", "a refund for my order")])).findings).toMatchObject([{ score: 0.6 }]);
});

test("min_score sets the least score", async () => {
  const items = [fileItem("a.txt", "a refund"), fileItem("customers.csv")];
  expect((await find(items, { min_score: 0.3 })).findings).toHaveLength(2);
  expect((await find(items, { min_score: 0.8 })).findings).toEqual([]);
});

test("people who need special care are marked for review", async () => {
  const { findings } = await find([fileItem("patients.csv"), fileItem("customers.csv")]);
  expect(findings.map(({ vulnerable, review }) => [vulnerable, review?.required])).toEqual([
    [null, undefined],
    ["patient", true],
  ]);
});

test("says which ruleset it used, and what the input left out", async () => {
  const { analysis } = await find([]);
  expect(analysis.ruleset.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(analysis.limits).toEqual(rest.limits);
});

test("the log holds counts, no content", async () => {
  const { told } = await find([fileItem("customers.csv", "Erika Mustermann")]);
  expect(told.notes.map(({ text }) => text)).toEqual(["1 finding"]);
});

test("a ruleset that is not one of data subjects is refused", async () => {
  const other = fileURLToPath(new URL("../rulesets/processing_purposes.yaml", import.meta.url));
  await expect(find([], { ruleset: other })).rejects.toThrow(ComponentFailure);
});

test("the shipped ruleset is the default that the host sees", () => {
  expect(toJsonSchema(dataSubjectConfig)).toMatchObject({
    properties: { ruleset: { default: "local/data_subjects/1.0.0", "x-wct": "ruleset" } },
  });
});
