import { describe, expect, test } from "vitest";
import { composeTestRecord, foundInColumn, foundInFile, purposeAt } from "../../testing/record/compose-record.ts";

const organisation = (systems: string): string => `
controller: { name: Acme, email: hello@acme.example }
activities: [{ id: orders, name: Orders, purposes: [anything], systems: ${systems} }]
`;

const tables = [
  "shop.customers",
  "shop.orders",
  "crm.public.people",
  "crm.sales.leads",
  "webshop.customers",
  "Clinic.dbo.Patients",
];
const files = [
  "letters/a.txt",
  "exports/2025/absences-1.csv",
  "exports/returns.csv",
  "old.zip › letters/b.txt",
  "c.txt",
];
const personal = [
  ...tables.map((table, i) => foundInColumn(table, "x", { id: `t${i}`, category: "email" })),
  ...files.map((file, i) => foundInFile(file, { id: `f${i}`, category: "name" })),
];

async function claimed(systems: string): Promise<readonly string[]> {
  const { activities } = await composeTestRecord({ personal }, organisation(systems));
  const sources = activities[0]?.personal_data.flatMap((row) => row.sources) ?? [];
  return sources.map((source) => source.replace(/\.x$/, ""));
}

describe("a system claims what lies in it, whatever the purposes of the activity are", () => {
  test.each([
    ["shop", ["shop.customers", "shop.orders"]],
    ["shop.db", ["shop.customers", "shop.orders"]],
    ["data/shop.sqlite", ["shop.customers", "shop.orders"]],
    ["shop.customers", ["shop.customers"]],
    ["customers", ["shop.customers", "webshop.customers"]],
    ["crm.sales", ["crm.sales.leads"]],
    ["sales", ["crm.sales.leads"]],
    ["sales.leads", ["crm.sales.leads"]],
    ["crm.leads", ["crm.sales.leads"]],
    ["crm", ["crm.public.people", "crm.sales.leads"]],
    ['"shop.*"', ["shop.customers", "shop.orders"]],
    ['"cust*"', ["shop.customers", "webshop.customers"]],
    ["clinic.dbo.patients", ["Clinic.dbo.Patients"]],
    ["CLINIC", ["Clinic.dbo.Patients"]],
    ["letters", ["letters/a.txt"]],
    ["./letters/", ["letters/a.txt"]],
    ["data/letters/a.txt", ["letters/a.txt"]],
    ["data/files/exports", ["exports/2025/absences-1.csv", "exports/returns.csv"]],
    ["returns.csv", ["exports/returns.csv"]],
    ['"2025"', ["exports/2025/absences-1.csv"]],
    ['"exports/*.csv"', ["exports/returns.csv"]],
    ['"exports/**"', ["exports/2025/absences-1.csv", "exports/returns.csv"]],
    ['"data/exports/ret*.csv"', ["exports/returns.csv"]],
    ["old.zip", ["old.zip › letters/b.txt"]],
    ["exports\\2025", ["exports/2025/absences-1.csv"]],
    ["[shop.orders, c.txt]", ["shop.orders", "c.txt"]],
  ])("%s", async (systems, expected) => {
    expect((await claimed(systems)).toSorted()).toEqual(expected.toSorted());
  });
});

describe("a system claims nothing by chance", () => {
  test.each([
    "sho",
    "shop.cust",
    "letter",
    '"data/*"',
    '"data/*.csv"',
    "a.tx",
    "public.leads",
    "shop.customers.x",
    '"2"',
    "txt",
  ])("%s", async (systems) => {
    expect(await claimed(systems)).toEqual([]);
  });
});

async function gapsOf(systems: string) {
  const record = await composeTestRecord(
    { personal, purposes: [purposeAt("shop.settings", "u1", "anything")] },
    organisation(systems),
  );
  return record.gaps.filter((gap) => gap.message.startsWith("names the system"));
}

describe("a system that catches nothing is a gap of its activity, with the reason and the names that were meant", () => {
  test.each([
    ["shop.ordres", "matches no finding", 'did you mean "shop.orders"? '],
    ["shopp", "matches no finding", 'did you mean "shop"? '],
    ["costumers", "matches no finding", 'did you mean "webshop.customers" or "shop.customers"? '],
    ["shop.customers.x", "matches no finding", 'did you mean "shop.customers"? '],
    ["exports/retruns.csv", "matches no finding", 'did you mean "exports/returns.csv"? '],
    ["archive", "matches no finding", ""],
    ["shop.settings", "in which no personal data was found", "check what was read; "],
  ])("%s: %s", async (system, reason, hint) => {
    const [gap, ...more] = await gapsOf(system);
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ item: "30(1)(c)", activity: "orders" });
    expect(gap?.message).toContain(`"${system}", ${reason === "matches no finding" ? "which " : ""}${reason}`);
    expect(gap?.how_to_fill).toMatch(/correct activities\[0\]\.systems/);
    expect(gap?.how_to_fill.startsWith(`${hint}correct`)).toBe(true);
  });

  test("systems that no source reads are declared apart, and are no gap", async () => {
    const text = organisation("shop").replace("systems:", "systems_not_read: paper files, systems:");
    const record = await composeTestRecord({ personal }, text);
    expect(record.gaps.filter((gap) => gap.message.startsWith("names the system"))).toEqual([]);
    expect(record.activities[0]?.systems.value).toEqual(["shop", "paper files"]);
  });
});

test("an activity without systems claims the places at which one of its purposes was found", async () => {
  const text = "controller: { name: Acme }\nactivities: [{ id: a, name: A, purposes: [billing] }]\n";
  const record = await composeTestRecord({ personal, purposes: [purposeAt("shop.orders", "u1", "billing")] }, text);
  expect(record.activities[0]?.personal_data.flatMap((row) => row.sources)).toEqual(["shop.orders.x"]);
});
