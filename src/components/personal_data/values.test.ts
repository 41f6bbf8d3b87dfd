import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type StandardInputTable, standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { itemsIn } from "../../testing/files/file-items.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;

type Elements = Awaited<ReturnType<typeof itemsIn>>;

async function matchesIn(elements: Elements, tables?: StandardInputTable[], options: object = {}) {
  const source = { kind: "filesystem", connector: "test", location: "x" } as const;
  const structure =
    tables === undefined ? {} : { structure: { databases: [{ name: "db", engine: "sqlite", tables }] } };
  const rest = { name: "x", source, ...structure, limits: { truncated: false, notices: [] }, summary: {} };
  const ruleset = { uri: shipped.uri, path: fileURLToPath(shipped.file) };
  const config = { ...personalDataConfig.parse(options), ruleset };
  const inputs = { standard_input: inputOf(standardInput, [{ elements, rest }]) };
  const { elements: findings } = await collect(personalData.process(fakeContext({ config, inputs })));
  return Object.fromEntries(findings.map(({ category, matches }) => [category, matches]));
}

const rows = (count: number, row: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => row(at)).join("\n");

describe("the values that a finding stands for, in a file", () => {
  test.each([3, 3000])("are all values of a field that is found by its name: %i", async (count) => {
    const text = `first_name;last_name;city\n${rows(count, (at) => `Ada${at % 700};Byron${at};Rom`)}\n`;
    const { name } = await matchesIn(await itemsIn("people.csv", text));
    expect(name).toMatchObject({ count: 0, values: count });
  });

  test("are all values of a field of which the first are tested", async () => {
    const text = `email,note\n${rows(900, (at) => `p${at}@example.com,x`)}\n`;
    const { email } = await matchesIn(await itemsIn("people.csv", text));
    expect(email).toMatchObject({ count: 300, values: 900 });
  });

  test("are the matches of a field of which all values are tested", async () => {
    const text = `email,note\n${rows(100, (at) => (at % 4 === 0 ? "none" : `p${at}@example.com,x`))}\n`;
    const { email } = await matchesIn(await itemsIn("people.csv", text));
    expect(email).toMatchObject({ count: 75, values: 75 });
  });

  test("leave out empty and allowed values", async () => {
    const text = `first_name,note\nAda,x\nTest,x\n,x\nBob,x\n`;
    const { name } = await matchesIn(await itemsIn("people.csv", text), undefined, { allow: { values: ["test"] } });
    expect(name).toMatchObject({ values: 2 });
  });

  test("are not told of a text, in which every match is counted", async () => {
    const { email } = await matchesIn(await itemsIn("notes.txt", "Write to ada@example.com or bob@example.com.\n"));
    expect(email).toEqual(expect.not.objectContaining({ values: expect.anything() }));
  });
});

describe("the values that a finding stands for, in a database", () => {
  const columns = [
    { name: "last_name", type: "TEXT", nullable: true, key: null, default: null, references: null },
  ] as const;
  const table = (over: Partial<StandardInputTable>): StandardInputTable[] => [
    { name: "customer", kind: "table", rows: null, columns: [...columns], ...over },
  ];
  const sample = (total: number | null, read = 3): Elements => [
    {
      id: "1",
      kind: "column_sample",
      content: '"Byron"\n"Lovelace"',
      locator: { kind: "column", database: "db", table: "customer", column: "last_name" },
      sample: { type: "TEXT", rows_read: read, rows_total: total, non_null: 2, distinct: 2, counts: [1, 1] },
    },
  ];

  test.each<[string, Elements, Partial<StandardInputTable>, object]>([
    ["the values, if all rows were read", sample(3), { rows: 3 }, { values: 2 }],
    ["the rows of the table, if not", sample(5000), { rows: 5000 }, { values: 5000 }],
    [
      "an estimate, if the rows are one",
      sample(5000),
      { rows: 5000, rows_estimated: true },
      { values: 5000, values_estimated: true },
    ],
    ["the values read, if nobody counted the rows", sample(null), {}, { values: 2 }],
    ["the rows, if no values were read", [], { rows: 40 }, { values: 40 }],
  ])("are %s", async (_, elements, over, expected) => {
    const { name } = await matchesIn(elements, table(over));
    expect(name).toMatchObject({ count: 0, ...expected });
    if (!("values_estimated" in expected)) expect(name).not.toHaveProperty("values_estimated");
  });

  test("are unknown without values and rows", async () => {
    const { name } = await matchesIn([], table({}));
    expect(name).not.toHaveProperty("values");
  });
});
