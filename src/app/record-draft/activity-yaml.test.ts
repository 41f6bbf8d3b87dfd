import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { activityLines } from "./activity-yaml.ts";
import { type Candidate, candidatesOf } from "./candidate.ts";

const candidate = (part: Partial<Candidate>): Candidate => ({
  ...{ id: "staff", artifact: "record", name: "Staff", role: "controller", systems: ["shop.staff"], purposes: [] },
  ...{ subjects: [], personalData: [], withoutPeriod: [], general: new Set(), actingFor: [] },
  ...part,
});

const read = (one: Candidate): unknown => parse(activityLines(one).join("\n"));

test("only what was found is declared; what people decide is a comment", () => {
  const one = candidate({ purposes: ["payroll_hr"], subjects: ["employee"], withoutPeriod: ["health"] });
  expect(read(one)).toEqual([
    { id: "staff", name: "Staff", role: "controller", systems: ["shop.staff"], data_subjects: ["employee"] },
  ]);
  const comments = activityLines(one).filter((line) => line.startsWith("  #"));
  for (const key of [
    "purposes: [payroll_hr]",
    "lawful_basis:",
    "recipients:",
    "transfers:",
    "{ category: health",
    "dpia:",
  ])
    expect(comments.some((line) => line.includes(key))).toBe(true);
});

test("a special category asks for its condition", () => {
  const lines = (isSpecial: boolean) =>
    activityLines(candidate({ personalData: [{ category: "health", isSpecial }] })).join("\n");
  expect(lines(true)).toContain("# special_category_condition");
  expect(lines(false)).not.toContain("special_category_condition");
});

test("a processor is asked for whom it acts, and not what only a controller decides", () => {
  const text = activityLines(candidate({ role: "processor", actingFor: ["Kunde Eins AG", "a: b"] })).join("\n");
  expect(text).toContain('# acting_for: [Kunde Eins AG, "a: b"]');
  expect(text).not.toMatch(/lawful_basis|recipients|retention/);
});

test("every comment becomes valid YAML when its # is removed", () => {
  const text = activityLines(
    candidate({ withoutPeriod: ["email"], personalData: [{ category: "email", isSpecial: true }] }),
  )
    .filter((line) => !/^ {2}# [A-Z]/.test(line))
    .map((line) => line.replace(/^ {2}# /, "  "))
    .join("\n");
  expect(Object.keys(parse(text)[0])).toEqual(
    expect.arrayContaining(["purposes", "lawful_basis", "retention", "special_category_condition", "owner"]),
  );
});

test("any name stays what it is, on one line", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(
    fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (name, systems) => {
      expect(read(candidate({ name, systems }))).toMatchObject([{ name, systems }]);
      expect(activityLines(candidate({ name, systems })).join("\n")).not.toContain("\n\n");
    }),
  );
});

test("rows whose name is declared are no candidates", () => {
  const row = (id: string, status: string) => ({ id, role: "controller", name: { value: id, status, provenance: [] } });
  const record = { activities: [row("a", "provided"), row("b", "inferred")], candidates: [row("c", "inferred")] };
  expect(candidatesOf("record", record).map(({ id }) => id)).toEqual(["b", "c"]);
});
