import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type StandardInputTable, standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0") ?? expect.fail("it is shipped");

/** Returns the locations of personal data in tables without samples. */
async function found(tables: readonly StandardInputTable[]) {
  const rest = {
    name: "db",
    source: { kind: "database", connector: "test", location: "x" } as const,
    structure: { databases: [{ name: "db", engine: "postgres", tables: [...tables] }] },
    limits: { truncated: false, notices: [] },
    summary: {},
  };
  const ruleset = { uri: shipped.uri, path: fileURLToPath(shipped.file) };
  const inputs = { standard_input: inputOf(standardInput, [{ elements: [], rest }]) };
  const context = fakeContext({ config: { ...personalDataConfig.parse({}), ruleset }, inputs });
  return (await collect(personalData.process(context))).elements.map(({ locator }) => locator);
}

const plain = { type: "text", nullable: true, key: null, default: null, references: null };
const customers: StandardInputTable = {
  ...{ schema: "crm", name: "customers", kind: "table", rows: null },
  columns: [{ ...plain, name: "email" }],
};
const view = (from: string): StandardInputTable => ({
  ...{ schema: "crm", name: "contacts", kind: "view", rows: null },
  columns: [
    { ...plain, name: "email", from: { table: "customers", column: from } },
    { ...plain, name: "phone" },
  ],
});
const at = (table: string, column: string) => ({ kind: "column", database: "db", schema: "crm", table, column });

test("the column that a view shows is counted once, at its table", async () => {
  expect(await found([customers, view("email")])).toEqual([at("contacts", "phone"), at("customers", "email")]);
});

test("a view's column whose table is not in the structure is counted at the view", async () => {
  expect(await found([view("email")])).toContainEqual(at("contacts", "email"));
  expect(await found([{ ...customers, schema: "old" }, view("email")])).toContainEqual(at("contacts", "email"));
});
