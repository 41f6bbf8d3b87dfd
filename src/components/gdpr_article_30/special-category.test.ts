import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  composeTestRecord,
  foundInColumn,
  foundInFile,
  type RecordFindings,
  subjectAt,
} from "../../testing/record/compose-record.ts";
import { isSpecialCategory } from "./special-categories.ts";

const organisation = (activity: string): string => `
controller: { name: Acme, email: hello@acme.example }
retention: [{ category: "*", period: P3Y }]
recipients: []
transfers: []
activities: [{ id: care, name: Care, purposes: [health_care], systems: [clinic]${activity} }]
`;
const email = foundInColumn("clinic.visits", "email", { id: "p1", category: "email" });
const health = foundInColumn("clinic.visits", "diagnosis", { id: "p2", category: "health", special: true });
const conditionGaps = async (findings: RecordFindings, activity = "") =>
  (await composeTestRecord(findings, organisation(activity))).gaps.filter(
    ({ item }) => item === "9(2)" || item === "10",
  );

test("a special category that was found needs a condition of Art. 9, and that there is none is a gap", async () => {
  expect(await conditionGaps({ personal: [email] })).toEqual([]);
  expect(await conditionGaps({ personal: [email, health] })).toEqual([
    {
      item: "9(2)",
      activity: "care",
      message: "special categories (health) need a condition of Art. 9(2), and none is declared",
      how_to_fill: "add activities[0].special_category_condition to the organisation file",
    },
  ]);
  const condition = ', special_category_condition: "Art. 9(2)(h)"';
  expect(await conditionGaps({ personal: [email, health] }, condition)).toEqual([]);
});

test.each(["health", "Gesundheitsdaten", "trade_union", "religious beliefs", "données de santé", "criminal"])(
  "the declared category %s needs a condition too",
  async (category) => {
    expect(await conditionGaps({ personal: [email] }, `, personal_data: [${category}]`)).toHaveLength(1);
  },
);

test("where no special category is found or declared, the condition is not detected instead of not applicable", async () => {
  const { activities } = await composeTestRecord({ personal: [email] }, organisation(""));
  expect(activities[0]?.special_category_condition).toEqual({ value: null, status: "not_detected", provenance: [] });
});

test.each([
  ...["health", "Gesundheit", "medical history", "diagnosis", "disability", "genetic", "biometric", "religion"],
  ...["Konfession", "political opinions", "trade union membership", "sexual_orientation", "ethnic origin", "zdrowie"],
])("%s is a special category", (text) => {
  expect(isSpecialCategory(text)).toBe(true);
});

test.each([
  ...["email", "name", "health insurance number", "Krankenkasse", "Krankenversicherung", "trace", "racer", "address"],
  ...["sector", "medium", "policy number", "unionised", "essex", "behaviour", "family"],
])("%s is none", (text) => {
  expect(isSpecialCategory(text)).toBe(false);
});

describe("more data never looks like a better record", () => {
  const places = ["clinic.visits", "clinic.staff", "shop.orders", "other.things"] as const;
  const found = fc.record({ place: fc.constantFrom(...places), category: fc.constantFrom("email", "name", "phone") });
  const activity = fc.record({
    systems: fc.option(fc.subarray(["clinic", "shop.orders", "nowhere", "other"]), { nil: undefined }),
    purposes: fc.option(fc.constantFrom(["sales"], []), { nil: undefined }),
    personal_data: fc.option(fc.constantFrom(["name"], ["health"]), { nil: undefined }),
    data_subjects: fc.option(fc.constantFrom(["customer"], []), { nil: undefined }),
    recipients: fc.option(fc.constant([]), { nil: undefined }),
  });
  const declared = fc.record({
    retention: fc.constantFrom(undefined, [{ category: "*", period: "P1Y" }]),
    transfers: fc.constantFrom(undefined, []),
    activities: fc.array(activity, { maxLength: 3 }),
  });

  test("a new column of health data never raises completeness", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(found, { maxLength: 5 }),
        declared,
        fc.constantFrom(...places),
        async (all, file, at) => {
          const activities = file.activities.map((one, i) => ({ id: `a${i}`, name: `A${i}`, ...one }));
          const text = JSON.stringify({ ...file, activities });
          const personal = all.map(({ place, category }, i) =>
            foundInColumn(place, `c${i}`, { id: `p${i}`, category }),
          );
          const added = foundInColumn(at, "diagnosis", { id: "new", category: "health", special: true });
          const before = await composeTestRecord({ personal }, text);
          const after = await composeTestRecord(
            { personal: [...personal, added], subjects: [subjectAt(at, "s", "patient")] },
            text,
          );
          expect(after.completeness.overall).toBeLessThanOrEqual(before.completeness.overall);
        },
      ),
      { numRuns: 150 },
    );
  });
});

test("a finding that is gone leaves a gap, and nothing of it stays in the record", async () => {
  const only = foundInFile("letters/a.txt", { id: "gone-id", category: "vehicle" });
  const text = "controller: { name: Acme }\nactivities: [{ id: a, name: A, purposes: [sales], systems: [letters] }]\n";
  const before = await composeTestRecord({ personal: [only] }, text);
  expect(before.activities[0]?.personal_data).toHaveLength(1);
  const after = await composeTestRecord({ personal: [] }, text);
  expect(after.activities[0]?.personal_data).toEqual([]);
  expect(JSON.stringify(after)).not.toMatch(/gone-id|vehicle/);
  expect(after.gaps.map(({ message }) => message)).toContain("no category of personal data is known");
});
