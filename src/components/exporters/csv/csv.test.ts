import fc from "fast-check";
import { expect, test } from "vitest";
import { type ExportContext, gdprArticle30, personalDataFinding } from "../../../plugin/index.ts";
import { sampleRecord } from "../../../testing/article-30-record.ts";
import { ofUnknownOrigin } from "../../../testing/component-context.ts";
import { samplePersonalData } from "../../../testing/findings.ts";
import { csv, ndjson } from "../index.ts";

type Context = ExportContext<"any">;
type Schema = Context["contentSchema"];

const signal = new AbortController().signal;

function contextOf(elements: readonly object[] | null, contentSchema: Schema = null, rest: object = {}): Context {
  const all = (elements ?? []) as never[];
  return {
    input: {
      artifact: "made",
      schema: "thing:1.0.0",
      digest: "ab".repeat(32),
      size: elements === null ? null : all.length,
      async *elements() {
        yield* all;
      },
      async *batches() {
        for (let start = 0; start < all.length; start += 2) yield all.slice(start, start + 2);
      },
      rest: async () => rest,
    },
    stream: elements === null ? null : "items",
    contentSchema,
    ...ofUnknownOrigin,
    signal,
  };
}

async function textOf(pieces: AsyncGenerator<string | Uint8Array, void, void>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const table = async (context: Context) => parseCsv(await textOf(csv.export(context)));

/** Parses RFC 4180 strictly: rows end in CRLF, quotes are doubled, and a quoted cell has no text outside its quotes. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let end = 0;
  for (const [whole, quoted, bare, after] of text.matchAll(pattern)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    end += whole.length;
    if (after === ",") continue;
    rows.push(row);
    row = [];
  }
  expect(end).toBe(text.length);
  return rows;
}

const itemsOf = (items: NonNullable<Schema>): Schema => ({
  type: "object",
  properties: { items: { type: "array", items } },
});
const closed = (properties: NonNullable<Schema>) => ({ type: "object", properties, additionalProperties: false });

test("columns are those of the schema in its order, nested keys by their path", async () => {
  const schema = itemsOf(
    closed({ id: { type: "string" }, at: closed({ line: { type: "integer" }, path: {} }), n: {} }),
  );
  const elements = [{ n: -5, id: "a", at: { path: "p", line: 2 } }, { id: "b" }];
  expect(await table(contextOf(elements, schema))).toEqual([
    ["id", "at.line", "at.path", "n"],
    ["a", "2", "p", "-5"],
    ["b", "", "", ""],
  ]);
});

test("alternatives share their columns, and references are followed", async () => {
  const schema = {
    ...itemsOf({ $ref: "#/$defs/one" }),
    $defs: {
      one: { oneOf: [closed({ kind: {}, a: {} }), closed({ kind: {}, b: { anyOf: [{ type: "null" }, {}] } })] },
    },
  };
  expect(await table(contextOf([{ kind: "x", b: 1 }], schema))).toEqual([
    ["kind", "a", "b"],
    ["x", "", "1"],
  ]);
});

test("keys that the schema leaves open follow in the order in which they first appear", async () => {
  const schema = itemsOf({ type: "object", properties: { id: {} } });
  expect(await table(contextOf([{ id: 1, z: 2 }, { y: { deep: true } }, { z: 3 }], schema))).toEqual([
    ["id", "z", "y"],
    ["1", "2", ""],
    ["", "", '{"deep":true}'],
    ["", "3", ""],
  ]);
});

test("findings have a column for each key of their evidence", async () => {
  const schema = { ...personalDataFinding.jsonSchema };
  const context = { ...contextOf(samplePersonalData, schema), stream: "findings" };
  const [head = [], ...rows] = await table(context);
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(head.slice(0, 8)).toEqual([
    "id",
    "category",
    "special_category",
    "rule",
    "score",
    "confidence",
    "locator.kind",
    "locator.path",
  ]);
  expect(column("evidence.text")).toEqual(["'=j***@e***.example; k***@e***.example", "", "{x***} [y](2)"]);
  expect(column("explain.signals")).toEqual(["value: email", "name: diagnosis; second", ""]);
  expect(column("locator.column")).toEqual(["12", "diagnosis", ""]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"])("%j is never a formula", async (text) => {
  const [, row] = await table(contextOf([{ [text]: text, list: [text, "b"] }]));
  expect(row).toEqual([`'${text}`, `'${text}; b`]);
  expect((await table(contextOf([{ [text]: text }])))[0]).toEqual([`'${text}`]);
});

test("any text comes back as it was, but for the apostrophe", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.string()), { minLength: 1 }),
      async (pairs) => {
        const elements = pairs.map(([a, b]) => ({ a, b }));
        const [, ...rows] = await table(contextOf(elements));
        const guarded = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
        expect(rows).toEqual(pairs.map((pair) => pair.map(guarded)));
      },
    ),
  );
});

test("a spreadsheet of a system with decimal commas gets its mark, semicolons and decimal commas", async () => {
  const context = contextOf([{ Größe: 0.85, list: [1.5, 2], text: "1.5; a,b", quote: "x;y" }]);
  const options = { bom: "", delimiter: ";", decimal: "," };
  expect(await textOf(csv.export({ ...context, options }))).toBe(
    '\uFEFFGröße;list;text;quote\r\n0,85;1.5; 2;"1.5; a,b";"x;y"\r\n'.replace("1.5; 2", '"1.5; 2"'),
  );
});

test("tabs set cells apart, and a text with a tab is quoted", async () => {
  const context = { ...contextOf([{ a: "x\ty", b: "1,5" }]), options: { delimiter: "\t" } };
  expect(await textOf(csv.export(context))).toBe('a\tb\r\n"x\ty"\t1,5\r\n');
});

test("every row ends in CRLF, and a single empty cell is a row too", async () => {
  expect(await textOf(csv.export(contextOf([{ a: "" }, { a: "x" }])))).toBe('a\r\n""\r\nx\r\n');
});

test("no elements: the columns alone", async () => {
  expect(await textOf(csv.export(contextOf([], itemsOf(closed({ a: {}, b: {} })))))).toBe("a,b\r\n");
});

test("without a stream the content is one row", async () => {
  const schema = closed({ name: {}, counts: closed({ all: {} }) });
  expect(await table(contextOf(null, schema, { name: "n", counts: { all: 3 } }))).toEqual([
    ["name", "counts.all"],
    ["n", "3"],
  ]);
});

test("the record of processing has a row for each activity, and what no activity claims", async () => {
  const context = { ...contextOf(null, gdprArticle30.jsonSchema, sampleRecord) };
  const [head = [], ...rows] = await table({ ...context, input: { ...context.input, schema: gdprArticle30.ref } });
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(rows).toHaveLength(sampleRecord.activities.length + sampleRecord.unassigned.length);
  expect(column("activity")).toEqual([
    ...sampleRecord.activities.map(({ id }) => id),
    ...sampleRecord.unassigned.map(() => ""),
  ]);
  expect(column("controller")[0]).toBe("Bergkristall Versand GmbH");
  expect(column("sources")[0]).toContain("shop.customers.email");
  expect(column("gaps").at(-1)).toBe("no activity covers this personal data");
  expect(column("personal_data").at(-1)).toBe("IP address");
  expect(column("retention")[0]).toBe("Email: Three years after the last order; Date of birth: To be completed");
});

test("CSV is written while batches arrive", async () => {
  let taken = 0;
  const context = contextOf([], itemsOf(closed({ text: {} })));
  async function* batches() {
    for (; taken < 1000; taken += 1) yield Array.from({ length: 100 }, () => ({ text: "x".repeat(100) }) as never);
  }
  const exported = csv.export({ ...context, input: { ...context.input, batches } });
  await exported.next();
  await exported.next();
  expect(taken).toBeLessThan(3);
  await exported.return();
});

test("NDJSON has an element a line, as it is in the record", async () => {
  const elements = [{ a: "x\ny" }, { b: [1, { c: null }] }, { d: "ü" }];
  const text = await textOf(ndjson.export(contextOf(elements)));
  expect(text.endsWith("\n")).toBe(true);
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(elements);
});

test("NDJSON of content without a stream is one line, and of no elements nothing", async () => {
  expect(await textOf(ndjson.export(contextOf(null, null, { a: 1 })))).toBe('{"a":1}\n');
  expect(await textOf(ndjson.export(contextOf([])))).toBe("");
});

test("a value that all objects of a list share is written once, the others side by side", async () => {
  const places = [2, 3, 5].map((row) => ({ kind: "field", path: "a.csv", row }));
  const rows = await table(contextOf([{ id: 1, places }]));
  expect(rows).toEqual([
    ["id", "places"],
    ["1", JSON.stringify(places)],
  ]);
  const items = { type: "object", properties: { kind: {}, path: {}, row: {} } };
  const element = { type: "object", properties: { id: {}, places: { type: "array", items } } };
  const schema = { type: "object", properties: { items: { type: "array", items: element } } };
  expect(await table(contextOf([{ id: 1, places }], schema))).toEqual([
    ["id", "places.kind", "places.path", "places.row"],
    ["1", "field", "a.csv", "2; 3; 5"],
  ]);
});
