import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Limits,
  type Locator,
  personalDataFinding,
  type StandardInputItem,
  type StandardInputTable,
  standardInput,
} from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { itemsIn } from "../../testing/files/file-items.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;

type Column = readonly [name: string, type: string, values: readonly string[]];
type Tables = Readonly<Record<string, readonly Column[]>>;

function table(name: string, columns: readonly Column[]): StandardInputTable {
  const described = columns.map(([column, type]) => {
    const target = /^(.*)_id$/.exec(column)?.[1];
    const references = target === undefined ? null : { table: `${target}s`, column: "id" };
    return { name: column, type, nullable: true, key: references && ("foreign" as const), default: null, references };
  });
  return { name, kind: "table", rows: null, columns: described };
}

function sample(locator: Locator, type: string, values: readonly string[]): StandardInputItem {
  const counted = { rows_read: values.length, rows_total: null, non_null: values.length, distinct: values.length };
  return {
    id: JSON.stringify(locator),
    kind: "column_sample",
    content: values.map((value) => JSON.stringify(value)).join("\n"),
    locator,
    sample: { type, ...counted, counts: values.map(() => 1) },
  };
}

const limits: Limits = { truncated: false, notices: [] };
const source = { kind: "database", connector: "test", location: "x" } as const;

function database(tables: Tables) {
  const all = Object.entries(tables);
  const elements = all.flatMap(([name, columns]) =>
    columns.map(([column, type, values]) =>
      sample({ kind: "column", database: "db", table: name, column }, type, values),
    ),
  );
  const structure = {
    databases: [{ name: "db", engine: "sqlite", tables: all.map(([name, columns]) => table(name, columns)) }],
  };
  return { elements, rest: { name: "db", source, structure, limits, summary: {} } };
}

function file(path: string, text: string, { size = 65_536, overlap = 256 } = {}) {
  const elements: StandardInputItem[] = [];
  for (let start = 0, part = 1; part === 1 || start + overlap < text.length; start += size - overlap, part++) {
    const line = text.slice(0, start).split("\n").length;
    elements.push({
      id: `${path}:${part}`,
      kind: "text",
      content: text.slice(start, start + size),
      locator: { kind: "file", path, line, offset: start },
      file: { encoding: "utf-8", bytes: text.length, part, parts: null, overlap: part === 1 ? 0 : overlap },
    });
  }
  return { elements, rest: { name: path, source: { ...source, kind: "filesystem" as const }, limits, summary: {} } };
}

async function analyse(parts: readonly ReturnType<typeof database | typeof file>[], options: object = {}) {
  const config = {
    ...personalDataConfig.parse(options),
    ruleset: { uri: shipped.uri, path: fileURLToPath(shipped.file) },
  };
  return collect(
    personalData.process(fakeContext({ config, inputs: { standard_input: inputOf(standardInput, parts) } })),
  );
}

const mails = ["ann.roe@gmail.com", "bo.lind@web.de", "c.diaz@orange.fr"];
const shop: Tables = {
  customers: [
    ["id", "INTEGER", ["1", "2", "3"]],
    ["name", "TEXT", ["Annabel Roeder", "Bodo Lindqvist", "Carla Diazgarcia"]],
    ["email", "TEXT", mails],
    ["email_verified", "INTEGER", ["0", "1"]],
    ["religion", "TEXT", ["catholic", "muslim", "jewish"]],
    ["notes", "TEXT", ["call +49 171 2345678 or write to dora.ende@posteo.de please"]],
  ],
  orders: [
    ["id", "INTEGER", ["7"]],
    ["customer_id", "INTEGER", ["1"]],
    ["state", "TEXT", ["paid", "open", "sent"]],
    ["public_id", "TEXT", ["550e8400-e29b-41d4-a716-446655440000"]],
  ],
  albums: [["title", "TEXT", ["Safari", "Safari Two", "Faith"]]],
};

const places = (elements: Awaited<ReturnType<typeof analyse>>["elements"]) =>
  elements.map(({ locator, category }) =>
    locator.kind === "column"
      ? `${locator.table}.${locator.column} ${category}`
      : locator.kind === "field"
        ? `${locator.path}#${locator.field} ${category}`
        : `${locator.kind === "file" ? locator.path : ""} ${category}`,
  );

describe("a database", () => {
  test("is analysed by column: names, values, tables", async () => {
    const { elements } = await analyse([database(shop)]);
    expect(places(elements)).toEqual([
      "customers.email email",
      "customers.name name",
      "customers.notes email",
      "customers.notes phone",
      "customers.notes user_content",
      "customers.religion religious",
    ]);
  });
  test("has the same columns found without any values, texts within values aside", async () => {
    const empty = Object.fromEntries(
      Object.entries(shop).map(([name, columns]) => [
        name,
        columns.map(([column, type]) => [column, type, []] as const),
      ]),
    );
    const part = database(empty);
    const { elements } = await analyse([{ ...part, elements: [] }]);
    expect(places(elements)).toEqual([
      "customers.email email",
      "customers.name name",
      "customers.notes user_content",
      "customers.religion religious",
    ]);
  });
  test("has special categories marked for review", async () => {
    const { elements } = await analyse([database(shop)]);
    expect(elements.find(({ category }) => category === "religious")).toMatchObject({
      special_category: true,
      review: { required: true },
    });
  });
  test("has a value that is repeated counted once", async () => {
    const repeated = { t: [["c1", "TEXT", ["ann.roe@gmail.com"]] as const] };
    const part = database(repeated);
    const elements = part.elements.map((item) => ({ ...item, sample: { ...item.sample!, counts: [5000] } }));
    expect((await analyse([{ ...part, elements }])).elements).toEqual([]);
  });
  test("whose values contradict a name loses the finding, and the explanation says why when it stays", async () => {
    const lie = await analyse([database({ t: [["email", "TEXT", ["red", "green", "blue"]]] })]);
    expect(lie.elements).toEqual([]);
    const doubt = await analyse([database({ customers: [["phone", "TEXT", ["red", "green", "blue"]]] })]);
    expect(doubt.elements[0]?.explain.vetoes).toEqual(["no value has the form that the name promises"]);
  });
});

describe("a file", () => {
  const text = "Dear Ms Lindqvist,\nwrite to ann.roe@gmail.com or ann.roe@gmail.com,\nor call +49 171 2345678.\n";
  test("has one finding for each category, with counts and the first line", async () => {
    const { elements } = await analyse([file("a.txt", text)]);
    expect(
      elements.map(({ category, matches, locator }) => [category, matches.count, matches.distinct, locator]),
    ).toEqual([
      ["email", 2, 1, { kind: "file", path: "a.txt", line: 2, column: 10 }],
      ["name", 1, 1, { kind: "file", path: "a.txt", line: 1, column: 9 }],
      ["phone", 1, 1, { kind: "file", path: "a.txt", line: 3, column: 9 }],
    ]);
  });
  test("gives the same counts however it is cut into chunks", async () => {
    const long = Array.from(
      { length: 60 },
      (_, i) =>
        `row ${i}: user${i}@gmail.com, card 4539 1488 0343 6467, +49 171 23456${10 + (i % 80)}, DE89 3704 0044 0532 0130 00`,
    ).join("\n");
    const counts = async (size: number) => {
      const { elements } = await analyse([file("a.txt", long, { size, overlap: 256 })]);
      return elements.map(({ category, matches }) => [category, matches.count, matches.distinct, matches.sample]);
    };
    const whole = await counts(1 << 20);
    expect(whole.map(([category, count]) => [category, count])).toEqual([
      ["bank_account", 60],
      ["email", 60],
      ["payment_card", 60],
      ["phone", 60],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 600, max: 5000 }), async (size) => {
        expect(await counts(size)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});

describe("the output", () => {
  const planted = [
    ...mails,
    "Annabel Roeder",
    "Lindqvist",
    "Diazgarcia",
    "catholic",
    "2345678",
    "dora.ende",
    "4539",
    "0344",
  ];
  const text =
    "Mr Annabel Roeder <ann.roe@gmail.com>\niban de89 3704 0344 0532 0130 00 card 4539 1488 0343 6467 phone 0171 2345678\n";
  const people = JSON.stringify({
    "ann.roe@gmail.com": { phone: "+49 171 2345678" },
    list: mails.map((email) => ({ email, name: "Bodo Lindqvist" })),
  });
  const inputs = async () => [
    database(shop),
    file("a.txt", text),
    { ...file("a.json", ""), elements: [...(await itemsIn("people.json", people))] },
  ];

  test("holds none of the values", async () => {
    const bytes = JSON.stringify(await analyse(await inputs()));
    for (const value of planted) expect(bytes.toLowerCase()).not.toContain(value.toLowerCase());
    expect(bytes).toContain("a***@***.com");
  });
  test("is the same twice", async () => {
    expect(JSON.stringify(await analyse(await inputs()))).toBe(JSON.stringify(await analyse(await inputs())));
  });
  test("fits its schema, and the summary counts it", async () => {
    const { elements, rest } = await analyse(await inputs());
    const validate = new Ajv2020({ strict: false }).compile(personalDataFinding.jsonSchema);
    expect(validate({ findings: elements, ...rest }), JSON.stringify(validate.errors)).toBe(true);
    expect(rest.summary.findings).toBe(elements.length);
    expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length);
  });
  test("joins what two sources say of the same place", async () => {
    const { elements } = await analyse([file("a.txt", "ann.roe@gmail.com"), file("a.txt", "bo.lind@web.de")]);
    expect(elements.map(({ matches }) => matches.count)).toEqual([2]);
  });
  test("tells what the inputs left out", async () => {
    const notices = [{ what: "a.txt", reason: "too large" }];
    const part = file("a.txt", "x");
    const { rest } = await analyse([{ ...part, rest: { ...part.rest, limits: { truncated: true, notices } } }]);
    expect(rest.analysis.limits).toEqual({ truncated: true, notices });
  });
});

describe("the configuration", () => {
  const text = "ann.roe@gmail.com, bo.lind@web.de, +49 171 2345678";
  const categories = async (options: object) =>
    (await analyse([file("a.txt", text)], options)).elements.map(
      ({ category, matches }) => `${category} ${matches.count}`,
    );
  test.each([
    [{}, ["email 2", "phone 1"]],
    [{ recognisers: { include: ["phone"] } }, ["phone 1"]],
    [{ recognisers: { exclude: ["phone"] } }, ["email 2"]],
    [{ thresholds: { email: 0.99 } }, ["phone 1"]],
    [{ min_score: 0.9 }, ["email 2"]],
    [{ allow: { values: ["Ann.Roe@gmail.com"] } }, ["email 1", "phone 1"]],
    [{ allow: { patterns: ["*@web.de", "+49*"] } }, ["email 1"]],
    [{ allow: { paths: ["*.txt"] } }, []],
  ])("%j", async (options, expected) => expect(await categories(options)).toEqual(expected));

  test("without evidence shows none", async () => {
    const { elements } = await analyse([file("a.txt", text)], { evidence: { mode: "none" } });
    expect(elements.map(({ evidence }) => evidence)).toEqual([[], []]);
  });
  test("can leave out a column", async () => {
    const { elements } = await analyse([database(shop)], { allow: { paths: ["customers.*"] } });
    expect(elements).toEqual([]);
  });
});
