import { expect, test } from "vitest";
import {
  composeTestRecord,
  foundInColumn,
  purposeAt,
  type RecordFindings,
  subjectAt,
} from "../../testing/record/compose-record.ts";

const organisationText = `
controller: { name: Acme, email: hello@acme.example }
joint_controllers: []
representatives: []
dpo: none
retention: [{ category: email, period: P2Y, basis: contract }]
activities:
  - id: orders
    name: Order fulfilment
    systems: shop.orders
    purposes: [order_fulfilment]
    recipients: []
    transfers: []
`;

const compose = (findings: RecordFindings, organisation = organisationText) =>
  composeTestRecord(findings, organisation);

const shop: RecordFindings = {
  personal: [
    foundInColumn("shop.orders", "email", { id: "p1", category: "email" }),
    foundInColumn("shop.staff", "sick", { id: "p2", category: "health", special: true }),
  ],
  purposes: [purposeAt("shop.orders", "u1", "order_fulfilment")],
  subjects: [subjectAt("shop.orders", "s1", "customer")],
};

test("a declared activity takes the personal data of the places that it names", async () => {
  const [activity] = (await compose(shop)).activities;
  expect(activity?.personal_data).toEqual([
    {
      category: {
        value: "email",
        status: "detected",
        provenance: [{ kind: "finding", artifact: "personal", ids: ["p1"], places: ["shop.orders.email"] }],
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
  expect(record.activities[0]?.empty_lists?.personal_data).toEqual({
    ...{ value: null, status: "not_detected", provenance: [] },
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

test("personal data that no activity covers is a gap of the whole record and lowers its completeness", async () => {
  const record = await compose(shop);
  expect(record.gaps).toContainEqual({
    item: "30(1)(c)",
    activity: null,
    message: "1 category of personal data is not covered by any activity (health; 1 of them special)",
    how_to_fill: "name the tables and files in the systems of an activity in the organisation file, or delete the data",
  });
  expect(record.completeness.by_item["30(1)(c)"]).toEqual({ filled: 1, applicable: 2 });
  const assigned = await compose(shop, organisationText.replace("shop.orders", "[shop.orders, shop.staff]"));
  expect(assigned.gaps.filter((gap) => gap.activity === null && gap.item === "30(1)(c)")).toEqual([]);
});
