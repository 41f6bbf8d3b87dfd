import { expect, test } from "vitest";
import { emptySignalRule } from "../../testing/signal-rule.ts";
import { nameRule } from "./name-rules.ts";
import { nameSignals } from "./names.ts";

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
const rule = (id: string, tables: string[], columns: string[] = [], exclude: string[] = []) =>
  nameRule({ ...emptySignalRule, id, tables, columns, exclude });
const customer = rule("customer", ["customer"], ["loyalty"], ["guide"]);
const staff = rule("staff", ["staff"]);

const signals = (entity: Parameters<typeof nameSignals>[0], rules = [customer, staff]) =>
  nameSignals(entity, rules, weights).map((all) => all.map(({ kind, cue, weight }) => [kind, cue, weight]));

test("the last word of a name says what a row is, another word only mentions it", () => {
  expect(signals({ name: "Customers", columns: [] })).toEqual([[["name", "customer", 0.7]], []]);
  expect(signals({ name: "customer_notes", columns: [] })).toEqual([[["name", "customer", 0.4]], []]);
});

test("a folder mentions what lies in it", () => {
  expect(signals({ name: "notes", folders: ["data", "customers"], columns: [] })[0]).toEqual([
    ["name", "customer", 0.4],
  ]);
});

test("a foreign key and a column that looks like one are the same relation", () => {
  const references = [{ column: "buyer", table: "customers" }];
  expect(signals({ name: "orders", columns: [], references })[0]).toEqual([["relation", "", 0.6]]);
  expect(signals({ name: "orders", columns: ["customer_id"] })[0]).toEqual([["relation", "", 0.6]]);
  expect(signals({ name: "orders", columns: ["customer_name"] })[0]).toEqual([]);
});

test("a relation counts half where the table itself is of another kind", () => {
  expect(signals({ name: "customers", columns: ["staff_id"] })[1]).toEqual([["relation", "", 0.3]]);
});

test("a table does not relate to itself less because it is its own", () => {
  expect(signals({ name: "customers", columns: ["customer_id"] })[0]).toEqual([
    ["name", "customer", 0.7],
    ["relation", "", 0.6],
  ]);
});

test("an excluded word takes all signals away", () => {
  expect(signals({ name: "customer_guide", columns: ["loyalty", "customer_id"] })[0]).toEqual([]);
});

test("a key to an excluded table is none", () => {
  const references = [{ column: "guide", table: "guide_of_customer" }];
  expect(signals({ name: "pages", columns: [], references })[0]).toEqual([]);
});

test("a column of another's takes the weight of the own name away, and leaves keys and columns", () => {
  const rules = [
    nameRule({ ...emptySignalRule, id: "staff", tables: ["absence", "staff"], exclude_columns: ["=pupil id"] }),
  ];
  expect(signals({ name: "absences", columns: ["pupil_id"] }, rules)).toEqual([[]]);
  expect(signals({ name: "absences", columns: ["day"] }, rules)).toEqual([[["name", "absence", 0.7]]]);
  expect(signals({ name: "absences", columns: ["pupil_id", "staff_id"] }, rules)).toEqual([[["relation", "", 0.6]]]);
});
