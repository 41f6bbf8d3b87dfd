import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  type DataSubjectFinding,
  dataSubjectFinding,
  type PersonalDataFinding,
  type ProcessingPurposeFinding,
  personalDataFinding,
  processingPurposeFinding,
} from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { gdprArticle30Processor } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "wct-art30-"));
afterAll(() => rmSync(folder, { recursive: true }));

const limits = { truncated: false, notices: [] };
const analysis = { ruleset: { uri: "local/x/1.0.0", digest: "d" }, limits };

const personal = (
  id: string,
  table: string,
  column: string,
  category: string,
  special = false,
): PersonalDataFinding => ({
  id,
  category,
  special_category: special,
  rule: "r",
  score: 0.9,
  confidence: "high",
  locator: { kind: "column", database: "shop", table, column },
  matches: { count: 1, distinct: 1, sample: 1, share: 1 },
  evidence: [],
  explain: { base: 0.5, signals: [], vetoes: [] },
});
const signalAt = (table: string) =>
  [{ kind: "table", rule: "r", weight: 0.5, locator: { kind: "table", database: "shop", table } }] as const;
const purpose = (id: string, table: string, slug: string): ProcessingPurposeFinding => ({
  id,
  purpose: slug,
  dpv: null,
  score: 0.8,
  confidence: "medium",
  sensitive: false,
  entity: { kind: "table", name: table },
  locator: { kind: "table", database: "shop", table },
  signals: [...signalAt(table)],
  personal_data: [],
});
const subject = (id: string, table: string, slug: string): DataSubjectFinding => ({
  id,
  subject: slug,
  score: 0.8,
  confidence: "medium",
  vulnerable: null,
  entity: { kind: "table", name: table },
  locator: { kind: "table", database: "shop", table },
  signals: [...signalAt(table)],
  personal_data: [],
});

const organisationText = `
controller: { name: Acme, email: hello@acme.example }
retention: [{ category: email, period: P2Y, basis: contract }]
activities:
  - id: orders
    name: Order fulfilment
    systems: shop
    purposes: [order_fulfilment]
    recipients: []
    transfers: []
`;

interface Findings {
  readonly personal?: readonly PersonalDataFinding[];
  readonly purposes?: readonly ProcessingPurposeFinding[];
  readonly subjects?: readonly DataSubjectFinding[];
}

async function compose(
  findings: Findings,
  organisation = organisationText,
  grouping: "declared" | "purpose" = "declared",
) {
  const path = join(folder, "organisation.yaml");
  writeFileSync(path, organisation);
  const counts = { findings: 0, by_confidence: {} };
  const context = fakeContext({
    config: { organisation: { path, shown: "organisation.yaml" }, role: "controller" as const, grouping },
    inputs: {
      personal_data_finding: inputOf(personalDataFinding, [
        {
          artifact: "personal",
          elements: findings.personal ?? [],
          rest: { summary: { ...counts, special_category: 0, by_category: {}, items: 0, characters: 0 }, analysis },
        },
      ]),
      data_subject_finding: inputOf(dataSubjectFinding, [
        {
          artifact: "subjects",
          elements: findings.subjects ?? [],
          rest: { summary: { ...counts, by_subject: {} }, analysis },
        },
      ]),
      processing_purpose_finding: inputOf(processingPurposeFinding, [
        {
          artifact: "purposes",
          elements: findings.purposes ?? [],
          rest: { summary: { ...counts, by_purpose: {} }, analysis },
        },
      ]),
    },
  });
  return (await collect(gdprArticle30Processor.process(context))).rest;
}

const shop: Findings = {
  personal: [personal("p1", "orders", "email", "email"), personal("p2", "staff", "sick", "health", true)],
  purposes: [purpose("u1", "orders", "order_fulfilment")],
  subjects: [subject("s1", "orders", "customer")],
};

test("a declared activity takes the personal data of the places that serve its purpose", async () => {
  const [activity] = (await compose(shop)).activities;
  expect(activity?.personal_data).toEqual([
    {
      category: {
        value: "email",
        status: "detected",
        provenance: [{ kind: "finding", artifact: "personal", ids: ["p1"] }],
        confidence: "high",
      },
      special_category: false,
      sources: ["shop.orders.email"],
    },
  ]);
  expect(activity?.data_subjects.map((cell) => cell.value)).toEqual(["customer"]);
});

test("personal data that no activity claims is listed as unassigned, never dropped", async () => {
  const record = await compose(shop);
  expect(record.unassigned).toEqual([
    { category: "health", special_category: true, sources: ["shop.staff.sick"], findings: ["p2"] },
  ]);
});

test("a finding that is gone leaves a gap and no invented value", async () => {
  const record = await compose({});
  expect(record.activities[0]?.personal_data).toEqual([]);
  expect(record.gaps).toContainEqual({
    item: "30(1)(c)",
    activity: "orders",
    message: "no category of personal data is known",
    how_to_fill: "add activities[0].personal_data to the organisation file",
  });
});

test("an empty list of transfers says that there are none; a missing one is a gap", async () => {
  const items = (record: Awaited<ReturnType<typeof compose>>) => record.gaps.map((gap) => gap.item);
  expect(items(await compose(shop))).not.toContain("30(1)(e)");
  expect(items(await compose(shop, organisationText.replace("    transfers: []\n", "")))).toContain("30(1)(e)");
});

test("a retention rule of the organisation reaches every activity that holds the category", async () => {
  const [activity] = (await compose(shop)).activities;
  expect(activity?.retention).toEqual([
    {
      category: "email",
      period: {
        value: "P2Y",
        status: "provided",
        provenance: [{ kind: "config", file: "organisation.yaml", path: "retention[0].period" }],
      },
      basis: {
        value: "contract",
        status: "provided",
        provenance: [{ kind: "config", file: "organisation.yaml", path: "retention[0].basis" }],
      },
    },
  ]);
});

test("without declared activities each purpose that was found becomes an inferred candidate", async () => {
  const record = await compose(shop, "controller: { name: Acme }\n");
  expect(record.activities.map((activity) => [activity.id, activity.name.status])).toEqual([
    ["order_fulfilment", "inferred"],
  ]);
  expect(record.activities[0]?.purposes[0]?.status).toBe("detected");
  expect(record.gaps.map((gap) => gap.item)).toContain("30(1)(b)");
});

test("every cell has a value with provenance, or none and the reason", async () => {
  const record = await compose(shop);
  const cells: { value: unknown; status: string; provenance: unknown[] }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("status" in value && "provenance" in value && "value" in value && Array.isArray(value.provenance)) {
      cells.push({ value: value.value, status: String(value.status), provenance: value.provenance });
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(record);
  const gapStatuses = ["not_applicable", "not_detected", "needs_human"];
  expect(cells.length).toBeGreaterThan(20);
  expect(cells.filter((cell) => (cell.value === null) !== gapStatuses.includes(cell.status))).toEqual([]);
  expect(cells.filter((cell) => cell.value !== null && cell.provenance.length === 0)).toEqual([]);
});

test("completeness counts what is filled of what applies", async () => {
  const { completeness, summary } = await compose(shop);
  const sums = Object.values(completeness.by_item).reduce((a, b) => ({
    filled: a.filled + b.filled,
    applicable: a.applicable + b.applicable,
  }));
  expect(summary).toMatchObject(sums);
  expect(completeness.overall).toBeCloseTo(sums.filled / sums.applicable, 3);
});

test("the same input gives the same record", async () => {
  expect(JSON.stringify(await compose(shop))).toBe(JSON.stringify(await compose(shop)));
});

test("a wrong organisation file is refused with its line, without its values", async () => {
  await expect(compose(shop, "controller: { name: Acme }\nactivitys: [secret-value]\n")).rejects.toThrow(
    'organisation file "organisation.yaml", line 2: top level: unknown key "activitys"',
  );
  await expect(compose(shop, "controller:\n  name: 12345\n")).rejects.toThrow("line 2: controller.name");
});

const schoolFile = (id: string, path: string): PersonalDataFinding => ({
  ...personal(id, "x", "x", "name"),
  locator: { kind: "file", path },
});
const withSystems = (systems: string) => organisationText.replace("systems: shop", `systems: ${systems}`);
const claimedFiles = async (systems: string, ...paths: readonly string[]) => {
  const record = await compose({ personal: paths.map((path, i) => schoolFile(`f${i}`, path)) }, withSystems(systems));
  return record.activities[0]?.personal_data.flatMap((row) => row.sources) ?? [];
};

test("a system that no finding lies in is a gap of its activity, with the place that was meant", async () => {
  const gaps = (await compose(shop, withSystems("[shop.ordres, shop.staff, archive]"))).gaps;
  expect(gaps.filter((gap) => gap.message.startsWith("names the system"))).toEqual([
    {
      item: "30(1)(c)",
      activity: "orders",
      message: 'names the system "shop.ordres", which matches no finding',
      how_to_fill:
        'did you mean "shop.orders"? correct activities[0].systems: database, database.table, or a file by its path in the folder that is read',
    },
    {
      item: "30(1)(c)",
      activity: "orders",
      message: 'names the system "archive", which matches no finding',
      how_to_fill:
        "correct activities[0].systems: database, database.table, or a file by its path in the folder that is read",
    },
  ]);
});

test("a file pattern matches the path, a trailing part of it, or begins with the folder that is read", async () => {
  expect(await claimedFiles('"letters/*"', "letters/a.txt", "exports/b.csv")).toEqual(["letters/a.txt"]);
  expect(await claimedFiles('"letters/*"', "data/letters/a.txt", "data/b.csv")).toEqual(["data/letters/a.txt"]);
  expect(await claimedFiles('"exports/absences*.csv"', "absences-1.csv", "b.csv")).toEqual(["absences-1.csv"]);
  expect(await claimedFiles("exports/returns.csv", "exports/returns.csv", "returns.csv")).toEqual([
    "exports/returns.csv",
  ]);
});

test("a pattern of which only stars are left below its folder claims nothing by chance", async () => {
  expect(await claimedFiles('["letters/*", "exports/*.csv"]', "a.txt", "b.csv")).toEqual([]);
});

test("personal data that no activity covers is a gap of the whole record and lowers its completeness", async () => {
  const record = await compose(shop);
  expect(record.gaps).toContainEqual({
    item: "30(1)(c)",
    activity: null,
    message: "1 category of personal data is not covered by any activity (health; 1 of them special)",
    how_to_fill: "name the tables and files in the systems of an activity in the organisation file, or delete the data",
  });
  const assigned = await compose(shop, withSystems("[shop.orders, shop.staff]"));
  expect(assigned.gaps.filter((gap) => gap.activity === null && gap.item === "30(1)(c)")).toEqual([]);
  expect(record.completeness.by_item["30(1)(c)"]).toEqual({ filled: 2, applicable: 3 });
});
