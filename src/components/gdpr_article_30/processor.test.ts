import { expect, test } from "vitest";
import { composeTestRecord, foundInColumn, type TestRecord } from "../../testing/record/compose-record.ts";

const personal = [foundInColumn("t.customers", "email", { id: "p1", category: "email" })];

const party = (name: string): string => `{ name: ${name}, email: a@eins.example }`;
const organisation = (actingFor: string, activity = ""): string => `
controller: { name: Muster GmbH, email: privacy@muster.example }
joint_controllers: []
representatives: []
dpo: none
acting_for: ${actingFor}
security_measures: [{ kind: access_control, description: Roles and rights }]
transfers: []
activities: [{ id: payroll, name: Payroll, role: processor, systems: [t.customers], purposes: [payroll_hr]${activity} }]
`;
const two = `[${party("Kunde Eins AG")}, ${party("Kunde Zwei AG")}]`;

const compose = (text: string, role: "processor" | "both" | "controller" = "both") =>
  composeTestRecord({ personal }, text, { role });
const itemsOf = (record: TestRecord): readonly string[] => Object.keys(record.completeness.by_item).sort();

test.each(["processor", "both"] as const)(
  "the record kept as %s counts only Art. 30(2) where every activity is a processor's",
  async (role) => {
    const record = await compose(organisation(two, ", acting_for: [Kunde Eins AG]"), role);
    expect(itemsOf(record)).toEqual(["30(2)(a)", "30(2)(b)", "30(2)(c)", "30(2)(d)"]);
    expect(record.gaps).toEqual([]);
    expect(record.completeness.overall).toBe(1);
  },
);

test("that it is not said for which of two controllers an activity is done is a gap, with their names", async () => {
  const record = await compose(organisation(two));
  expect(record.gaps).toEqual([
    {
      item: "30(2)(b)",
      activity: "payroll",
      message: "it is not said for which controller this is done",
      how_to_fill: "add activities[0].acting_for (declared: Kunde Eins AG, Kunde Zwei AG) to the organisation file",
    },
  ]);
  expect(record.activities[0]?.acting_for).toEqual({ value: null, status: "needs_human", provenance: [] });
});

test("with one controller declared the activity is inferred to be done for that one", async () => {
  const record = await compose(organisation(`[${party("Kunde Eins AG")}]`));
  expect(record.gaps).toEqual([]);
  expect(record.activities[0]?.acting_for).toEqual({
    value: ["Kunde Eins AG"],
    status: "inferred",
    provenance: [{ kind: "config", file: "organisation.yaml", path: "acting_for[0].name" }],
  });
});

test("an activity for a controller that is not declared is a gap", async () => {
  const [gap, ...more] = (await compose(organisation(two, ", acting_for: [Kunde Drei AG]"))).gaps;
  expect(more).toEqual([]);
  expect(gap).toMatchObject({ item: "30(2)(b)", activity: "payroll" });
  expect(gap?.message).toContain('"Kunde Drei AG"');
});

test.each([
  ["[]", "no controller is declared on whose behalf the processor acts"],
  ["[{ name: Kunde Eins AG }]", "contact details of a controller that the processor acts for are not declared"],
])("acting for %s is a gap of Art. 30(2)(a)", async (actingFor, message) => {
  const { gaps } = await compose(organisation(actingFor), "processor");
  expect(gaps).toContainEqual(expect.objectContaining({ item: "30(2)(a)", activity: null, message }));
});

test("a processor is not asked what only a controller knows", async () => {
  const [activity] = (await compose(organisation(two))).activities;
  expect(activity?.empty_lists).toMatchObject({
    data_subjects: { status: "not_applicable" },
    recipients: { status: "not_applicable" },
  });
  expect(activity?.lawful_basis.status).toBe("not_applicable");
  expect(activity?.special_category_condition.status).toBe("not_applicable");
});

test("an organisation in both roles has both paragraphs, each with what belongs there", async () => {
  const text = organisation(two, ", acting_for: [Kunde Eins AG]").replace(
    "activities: [",
    "activities: [{ id: shop, name: Shop, role: controller, purposes: [sales] }, ",
  );
  const record = await compose(text);
  expect(itemsOf(record)).toEqual(
    ["a", "b", "c", "d", "e", "f", "g"]
      .map((letter) => `30(1)(${letter})`)
      .concat(["a", "b", "c", "d"].map((letter) => `30(2)(${letter})`)),
  );
  expect(record.gaps.filter(({ activity }) => activity === "payroll")).toEqual([]);
});
