import fc from "fast-check";
import { expect, test } from "vitest";
import { limited, nameScore, roundedSteps, type ScoreSignals, scoreOf } from "./score.ts";

const highest = { score: 0.99, text: "highest score" };
const amount = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

const signals: fc.Arbitrary<ScoreSignals> = fc.record(
  {
    name: fc.record({ base: amount, person: fc.constantFrom("self", "linked", "unknown") }).map(({ base, person }) => ({
      base,
      score: nameScore(base, person as "self"),
      signals: ["name: email", "table of persons"],
    })),
    form: fc.record({ score: amount, reasons: fc.constant(["format"]), isValidated: fc.boolean() }),
    share: amount,
    context: fc.constant("phone"),
    second: fc.array(fc.record({ text: fc.constant("person near it"), effect: amount }), { maxLength: 3 }),
    vetoes: fc.array(fc.record({ text: fc.constant("no value has the form"), loss: amount }), { maxLength: 3 }),
    ceiling: fc.constant(highest),
  },
  { requiredKeys: ["ceiling"] },
);

test("the rounded effects of all steps add up to the rounded score, each to the score after its step", () => {
  fc.assert(
    fc.property(signals, (some) => {
      const { value, steps } = scoreOf(some);
      let sum = 0;
      for (const { effect, score } of roundedSteps(steps)) {
        sum = Math.round((sum + effect) * 100) / 100;
        expect(score).toBe(sum);
      }
      expect(sum).toBe(Math.round(value * 100) / 100);
    }),
  );
});

test("a score stays between 0 and its ceiling", () => {
  fc.assert(
    fc.property(signals, (some) => {
      const { value } = scoreOf(some);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(highest.score);
    }),
  );
});

test("a veto never raises a score, and a second signal never lowers it", () => {
  fc.assert(
    fc.property(signals, (some) => {
      const without = { ...some, vetoes: [], second: [] };
      const base = scoreOf(without).value;
      expect(scoreOf({ ...without, vetoes: some.vetoes ?? [] }).value).toBeLessThanOrEqual(base);
      expect(scoreOf({ ...without, second: some.second ?? [] }).value).toBeGreaterThanOrEqual(base);
    }),
  );
});

const steps = (some: ScoreSignals) =>
  roundedSteps(scoreOf(some).steps).map(({ step, effect, score }) => [step, effect, score]);

test("a form in a text starts at its own score, a context word raises it up to the ceiling", () => {
  const form = { score: 0.6, reasons: ["numbering plan"], isValidated: false };
  expect(steps({ form, context: "phone", ceiling: { score: 0.85, text: "no validator" } })).toEqual([
    ["form", 0.6, 0.6],
    ["context", 0.25, 0.85],
  ]);
});

test("a name and values that agree give more than either", () => {
  const name = { base: 0.7, score: nameScore(0.7, "self"), signals: ["name: email", "table of persons"] };
  const form = { score: 0.8, reasons: [], isValidated: true };
  expect(steps({ name, form, share: 1, ceiling: highest })).toEqual([
    ["name", 0.7, 0.7],
    ["table", 0.15, 0.85],
    ["agreement", 0.1, 0.95],
  ]);
});

test("weak values lower the score of a name to the mean of both", () => {
  const name = { base: 0.8, score: 0.8, signals: ["name: email"] };
  const form = { score: 0.4, reasons: ["role mailbox"], isValidated: true };
  expect(steps({ name, form, share: 1, ceiling: highest }).at(-1)).toEqual(["validator", -0.2, 0.6]);
});

test("of several vetoes the largest counts once", () => {
  const vetoes = [
    { text: "no value has the form that the name promises", loss: 0.4 },
    { text: "most values are no digits", loss: 0.35 },
  ];
  const name = { base: 0.8, score: 0.8, signals: ["name: phone"] };
  expect(steps({ name, vetoes, ceiling: highest }).at(-1)).toEqual(["veto", -0.4, 0.4]);
});

test("a further limit is a step of its own", () => {
  const score = scoreOf({ form: { score: 0.95, reasons: [], isValidated: true }, ceiling: highest });
  expect(limited(score, { score: 0.9, text: "inside longer texts" }).steps.at(-1)).toMatchObject({ step: "ceiling" });
});
