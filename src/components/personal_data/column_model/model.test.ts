import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask, type ColumnModel, decodeColumnModel, encodeColumnModel } from "./model.ts";

/** A model that knows two features: one of names, and one of nothing. */
const model: ColumnModel = {
  ...{
    learnedFrom: "",
    classes: ["none", "email", "name"],
    scale: 0.05,
    calibration: [[0.5, 0.4] as const, [1, 0.9] as const],
  },
  weights: {
    keys: Uint32Array.of(7, 4_000_000_000),
    counts: Uint8Array.of(2, 1),
    classes: Uint8Array.of(0, 2, 0),
    values: Int8Array.of(-40, 80, 90),
  },
};

const only = (...own: readonly number[]) => ({ own, around: [] });

describe("the model of columns", () => {
  test("names the most probable category first", () => {
    expect(ask(model, only(7)).categories).toEqual(["name", "email"]);
  });

  test("says how many of such columns are personal data, as held-out schemas showed it", () => {
    expect(ask(model, only(7)).probability).toBeCloseTo(0.9, 1);
    expect(ask(model, only(4_000_000_000)).probability).toBeLessThan(0.05);
  });

  test("says what a column itself says, without those near it", () => {
    const { alone, probability } = ask(model, { own: [4_000_000_000], around: [7] });
    expect(alone.probability).toBeLessThan(0.05);
    expect(probability).toBeGreaterThan(alone.probability);
  });

  test("passes over features that it does not know", () => {
    expect(ask(model, only(7, 8, 9))).toEqual(ask(model, only(7)));
  });

  test("is read as it was written, also from a part of a larger buffer", () => {
    const weight = fc.record({ of: fc.nat(255), value: fc.integer({ min: -127, max: 127 }) });
    const features = fc.uniqueArray(fc.tuple(fc.nat(0xffff_ffff), fc.array(weight, { maxLength: 4 })), {
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(features, fc.nat(9), (all, before) => {
        const sorted = all.toSorted(([a], [b]) => a - b);
        const pairs = sorted.flatMap(([, own]) => own);
        const weights = {
          keys: Uint32Array.from(sorted, ([key]) => key),
          counts: Uint8Array.from(sorted, ([, own]) => own.length),
          classes: Uint8Array.from(pairs, ({ of }) => of),
          values: Int8Array.from(pairs, ({ value }) => value),
        };
        const bytes = encodeColumnModel({ ...model, weights });
        const larger = Buffer.concat([Buffer.alloc(before), bytes]);
        expect(decodeColumnModel(larger.subarray(before))).toEqual({ ...model, weights });
      }),
    );
  });
});
