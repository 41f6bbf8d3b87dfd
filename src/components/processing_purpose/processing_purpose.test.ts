import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  type PersonalDataFinding,
  type ProcessingPurposeFinding,
  personalDataFinding,
  type StandardInputTable,
  standardInput,
  toJsonSchema,
} from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { processingPurpose, processingPurposeConfig } from "./index.ts";

const shipped = fileURLToPath(new URL("../rulesets/processing_purposes.yaml", import.meta.url));
const limits = { truncated: false, notices: [] };

const tableOf = (name: string, columns: readonly string[]): StandardInputTable => ({
  name,
  kind: "table",
  rows: 1,
  columns: columns.map((column) => ({
    name: column,
    type: "TEXT",
    nullable: true,
    key: null,
    default: null,
    references: null,
  })),
});
const personalAt = (table: string): PersonalDataFinding => ({
  id: `email-${table}`,
  category: "email",
  special_category: false,
  rule: "email_address",
  score: 0.9,
  confidence: "high",
  locator: { kind: "column", database: "shop", table, column: "email" },
  matches: { count: 1, distinct: 1, sample: 1, share: 1 },
  evidence: [],
  explain: { base: 0.7, signals: [], vetoes: [] },
});

const tables = [
  tableOf("staff", ["id", "salary"]),
  tableOf("orders", ["id", "order_number"]),
  tableOf("products", ["id", "name"]),
];

async function find(personal: readonly PersonalDataFinding[] | undefined, config: object = {}) {
  const source = { kind: "database" as const, connector: "sqlite", location: "./shop.db" };
  const structure = { databases: [{ name: "shop", engine: "sqlite", tables }] };
  const summary = { findings: 0, special_category: 0, by_category: {}, by_confidence: {}, items: 0, characters: 0 };
  const analysis = { ruleset: { uri: "local/x/1.0.0", digest: "d" }, limits };
  const context = fakeContext({
    config: processingPurposeConfig.parse({ ruleset: shipped, ...config }),
    inputs: {
      standard_input: inputOf(standardInput, [{ rest: { name: "shop", source, structure, limits, summary: {} } }]),
      personal_data_finding:
        personal === undefined
          ? undefined
          : inputOf(personalDataFinding, [{ elements: personal, rest: { summary, analysis } }]),
    },
  });
  const { elements, rest } = await collect(processingPurpose.process(context));
  const findings: readonly ProcessingPurposeFinding[] = elements;
  return { findings, ...rest };
}

const named = (findings: readonly ProcessingPurposeFinding[]) =>
  findings.map(({ entity, purpose }) => [entity.name, purpose]);

test("suggests what tables are used for, with the purpose's name in the vocabulary", async () => {
  const { findings, summary } = await find(undefined);
  expect(named(findings)).toEqual([
    ["orders", "order_fulfilment"],
    ["staff", "payroll_hr"],
  ]);
  expect(findings[0]).toMatchObject({ dpv: "dpv:CustomerOrderManagement", score: 1, personal_data: [] });
  expect(summary.by_purpose).toEqual({ order_fulfilment: 1, payroll_hr: 1 });
});

test("with findings of personal data, tables without any are left out", async () => {
  const { findings } = await find([personalAt("staff"), personalAt("products")]);
  expect(named(findings)).toEqual([["staff", "payroll_hr"]]);
  expect(findings[0]?.personal_data).toEqual(["email-staff"]);
});

test("require_personal_data: false keeps them", async () => {
  const { findings } = await find([personalAt("staff")], { require_personal_data: false });
  expect(named(findings)).toEqual([
    ["orders", "order_fulfilment"],
    ["staff", "payroll_hr"],
  ]);
});

test("a finding has the same id whether personal data is linked or not", async () => {
  const ids = async (personal?: readonly PersonalDataFinding[]) =>
    (await find(personal)).findings.filter(({ purpose }) => purpose === "payroll_hr").map(({ id }) => id);
  expect(await ids([personalAt("staff")])).toEqual(await ids());
});

test("a purpose that may weigh on people is marked for review", async () => {
  const { findings } = await find(undefined);
  expect(findings.map(({ sensitive, review }) => [sensitive, review?.required])).toEqual([
    [false, undefined],
    [true, true],
  ]);
});

test("the shipped ruleset is the default that the host sees", () => {
  expect(toJsonSchema(processingPurposeConfig)).toMatchObject({
    properties: { ruleset: { default: "local/processing_purposes/1.0.0", "x-wct": "ruleset" } },
  });
});
