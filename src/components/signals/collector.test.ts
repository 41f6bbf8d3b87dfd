import fc from "fast-check";
import { expect, test } from "vitest";
import type { Locator, StandardInputItem, StandardInputTable } from "../../plugin/index.ts";
import { emptySignalRule } from "../../testing/signal-rule.ts";
import { signalCollector } from "./collector.ts";

const weights = {
  table: 0.7,
  mention: 0.4,
  column: 0.3,
  relation: 0.6,
  text: 0.3,
  said: 0.4,
  role: 0.4,
  personal_data: 0.1,
};
const rule = {
  ...emptySignalRule,
  ...{ id: "customer", tables: ["customer"], columns: ["loyalty"], text: ["your order", "refund"] },
};
const file: Locator = { kind: "file", path: "a/b.txt", line: 10 };

const textOf = (content: string, locator: Locator = file): StandardInputItem => ({
  id: content,
  kind: "text",
  content,
  locator,
});
const sampleOf = (locator: Locator): StandardInputItem => ({ ...textOf("", locator), kind: "column_sample" });
const tableOf = (name: string, columns: readonly string[], references: string | null = null): StandardInputTable => ({
  name,
  kind: "table",
  rows: 1,
  columns: columns.map((column) => ({
    name: column,
    type: "",
    nullable: true,
    key: null,
    default: null,
    references: references === null ? null : { table: references, column: "id" },
  })),
});

test("what is said twice counts once, however many pieces say it", () => {
  const collector = signalCollector([rule], weights);
  for (let piece = 0; piece < 5; piece++) collector.item(textOf("Refund. refund! REFUND?"));
  const [only, ...others] = collector.done();
  expect(others).toEqual([]);
  expect(only?.score).toBe(0.3);
  expect(only?.signals).toHaveLength(1);
});

test("a cue in a text tells its line", () => {
  const collector = signalCollector([rule], weights);
  collector.item(textOf("one\ntwo\nyour order"));
  expect(collector.done()[0]?.signals).toEqual([
    { kind: "text", rule: "customer", weight: 0.3, locator: { kind: "file", path: "a/b.txt", line: 12 } },
  ]);
});

test("the score is the sum of the signals, and at most 1", () => {
  const collector = signalCollector([rule], weights);
  collector.table("shop", tableOf("customers", ["loyalty", "customer_id"], "customers"));
  expect(collector.done()[0]).toMatchObject({ score: 1, entity: { kind: "table", name: "customers" } });
});

test("values of columns are not read", () => {
  const collector = signalCollector([rule], weights);
  collector.item({ ...sampleOf({ kind: "column", database: "d", table: "t", column: "c" }), content: '"your order"' });
  expect(collector.done()).toEqual([]);
});

test("structure and samples of one table are one place, with the samples' schema", () => {
  const collector = signalCollector([rule], weights);
  collector.table("shop", tableOf("customers", ["id"]));
  collector.item(sampleOf({ kind: "column", database: "shop", schema: "s", table: "customers", column: "loyalty" }));
  const found = collector.done();
  expect(found.map(({ locator, score }) => ({ locator, score }))).toEqual([
    { locator: { kind: "table", database: "shop", schema: "s", table: "customers" }, score: 1 },
  ]);
});

test("tables of the same name in two schemas are two places, each with its own columns", () => {
  const collector = signalCollector([rule], weights);
  collector.table("shop", { ...tableOf("customers", ["loyalty"]), schema: "a" });
  collector.table("shop", { ...tableOf("customers", ["id"]), schema: "b" });
  collector.item(sampleOf({ kind: "column", database: "shop", schema: "b", table: "customers", column: "id" }));
  const found = collector.done().map(({ locator, score }) => [locator, score]);
  expect(found).toContainEqual([{ kind: "table", database: "shop", schema: "a", table: "customers" }, 1]);
  expect(found).toContainEqual([{ kind: "table", database: "shop", schema: "b", table: "customers" }, 0.7]);
});

test("tables of the same name in two databases are two places", () => {
  const collector = signalCollector([rule], weights);
  collector.table("b", tableOf("customers", []));
  collector.table("a", tableOf("customers", []));
  expect(collector.done().map(({ locator }) => "database" in locator && locator.database)).toEqual(["a", "b"]);
});

test("personal data at the same place is linked and speaks for what is there; elsewhere it makes nothing", () => {
  const collector = signalCollector([rule], weights);
  const column: Locator = { kind: "column", database: "shop", table: "customers", column: "email" };
  collector.personal({ id: "2", locator: column });
  collector.personal({ id: "1", locator: { ...column, column: "name" } });
  collector.personal({ id: "3", locator: { ...column, table: "people" } });
  collector.table("shop", tableOf("customers", []));
  const found = collector.done();
  expect(found.map(({ personalData, score }) => ({ personalData, score }))).toEqual([
    { personalData: ["1", "2"], score: 0.8 },
  ]);
});

test("the order of the pieces changes nothing but which of the same cues is told of", () => {
  const pieces = ["your order", "a refund", "nothing", "your order and a refund"];
  const locators: Locator[] = [
    { kind: "file", path: "b.txt" },
    { kind: "file", path: "a.txt" },
  ];
  const items = pieces.flatMap((content) => locators.map((locator) => textOf(content, locator)));
  const collected = (given: readonly StandardInputItem[]) => {
    const collector = signalCollector([rule], weights);
    for (const item of given) collector.item(item);
    return collector.done();
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (shuffled) => {
      expect(collected(shuffled)).toEqual(collected(items));
    }),
  );
});
