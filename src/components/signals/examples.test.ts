import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  dataSubjectRuleset,
  parseRuleset,
  processingPurposeRuleset,
  type SignalExample,
  type SignalRule,
  type SignalWeights,
} from "../rules/index.ts";
import { rulesForSignals } from "./rule-example.ts";

const fail = (code: string, text: string): never => {
  throw new Error(`${code}: ${text}`);
};
const read = (file: string) => ({
  uri: file,
  text: readFileSync(new URL(`../rulesets/${file}`, import.meta.url), "utf8"),
});

const rulesets: readonly {
  readonly id: string;
  readonly weights: SignalWeights;
  readonly rules: readonly SignalRule[];
}[] = [
  await parseRuleset(read("data_subjects.yaml"), dataSubjectRuleset, fail),
  await parseRuleset(read("processing_purposes.yaml"), processingPurposeRuleset, fail),
];

describe.each(rulesets)("$id", ({ rules, weights }) => {
  test.each(rules)("$id finds its examples, and leaves those that only look alike", async ({ id, examples }) => {
    const found = async (all: readonly SignalExample[]) => {
      const ids = await Promise.all(all.map((one) => rulesForSignals(one, { rules, weights })));
      return all.filter((_, index) => ids[index]?.includes(id));
    };
    expect(examples?.match.length).toBeGreaterThanOrEqual(3);
    expect(examples?.no_match.length).toBeGreaterThanOrEqual(3);
    expect(await found(examples?.match ?? [])).toEqual(examples?.match);
    expect(await found(examples?.no_match ?? [])).toEqual([]);
  });

  test("has every rule once", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test("no phrase of a text is enough alone", () => {
    expect(weights.text + weights.personal_data).toBeLessThan(0.5);
  });
});
