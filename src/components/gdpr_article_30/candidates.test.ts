import { expect, test } from "vitest";
import {
  composeTestRecord,
  foundInColumn,
  foundInFile,
  purposeAt,
  subjectAt,
  type TestRecord,
} from "../../testing/record/compose-record.ts";

const columns = (...tables: readonly string[]) =>
  tables.map((table, i) => foundInColumn(table, "x", { id: `${table}${i}`, category: "email" }));
const files = (...paths: readonly string[]) =>
  paths.map((path, i) => foundInFile(path, { id: `${path}${i}`, category: "name" }));

const organisation = (systems: string): string =>
  `controller: { name: Acme }\nactivities: [{ id: crm, name: CRM, purposes: [x], systems: ${systems} }]\n`;

const suggested = ({ candidates = [] }: TestRecord) => candidates.map(({ id, systems }) => [id, systems.value]);

test("what no activity covers gives a candidate row for each system", async () => {
  const personal = [
    ...columns("shop.staff", "shop.orders", "crm.people", "crm.leads"),
    ...files("exports/a.csv", "exports/b.csv", "letters/a.txt", "letters/b.txt", "c.txt"),
  ];
  const record = await composeTestRecord({ personal }, organisation("[shop.orders, letters/a.txt]"));
  expect(suggested(record)).toEqual([
    ["c", ["c.txt"]],
    ["crm_2", ["crm"]],
    ["exports", ["exports"]],
    ["b", ["letters/b.txt"]],
    ["staff", ["shop.staff"]],
  ]);
});

test("a candidate names exactly what it would claim if it were declared", async () => {
  const personal = [...columns("shop.staff", "shop.visits"), ...files("a/b/c.txt", "a/d.txt", "z.zip › e.txt")];
  const before = await composeTestRecord({ personal }, organisation("nothing"));
  const activities = (before.candidates ?? []).map((row) => ({
    ...{ id: row.id, name: row.name.value, systems: row.systems.value },
  }));
  const after = await composeTestRecord({ personal }, JSON.stringify({ activities }));
  expect(after.unassigned).toEqual([]);
  expect(after.candidates).toEqual([]);
  const sourcesOf = (rows: TestRecord["activities"]) =>
    rows.map(({ personal_data: data }) => data.flatMap(({ sources }) => sources));
  expect(sourcesOf(after.activities)).toEqual(sourcesOf(before.candidates ?? []));
});

test("a candidate has the purposes and data subjects that were found, as suggestions", async () => {
  const record = await composeTestRecord(
    {
      personal: columns("shop.staff"),
      purposes: [purposeAt("shop.staff", "u", "payroll_hr")],
      subjects: [subjectAt("shop.staff", "s", "employee")],
    },
    organisation("nothing"),
  );
  const [row] = record.candidates ?? [];
  expect(row?.purposes).toMatchObject([{ value: "payroll_hr", status: "detected" }]);
  expect(row?.data_subjects).toMatchObject([{ value: "employee", status: "detected" }]);
  expect(row?.name).toMatchObject({ status: "inferred", provenance: [{ kind: "finding" }] });
});

test("without declared activities, places without a purpose are candidates beside the rows of purposes", async () => {
  const record = await composeTestRecord(
    { personal: columns("shop.staff", "shop.orders"), purposes: [purposeAt("shop.staff", "u", "payroll_hr")] },
    "controller: { name: Acme }\n",
  );
  expect(record.activities.map(({ id, name, systems }) => [id, name.value, systems.value])).toEqual([
    ["payroll_hr", "Payroll and HR", ["shop.staff"]],
  ]);
  expect(suggested(record)).toEqual([["orders", ["shop.orders"]]]);
});
