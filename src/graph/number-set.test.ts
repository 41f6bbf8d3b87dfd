import fc from "fast-check";
import { expect, test } from "vitest";
import { createNumberSet } from "./number-set.ts";

test.each([1, 31, 32, 33, 1024, 1025, 40_000])("of numbers below %i it gives the smallest first", (limit) => {
  const step = fc.option(fc.oneof(fc.nat({ max: limit - 1 }), fc.constantFrom(0, limit - 1)), { nil: null });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const set = createNumberSet(limit);
      const model = new Set<number>();
      for (const number of steps) {
        const smallest = model.size === 0 ? undefined : Math.min(...model);
        expect(set.smallest()).toBe(smallest);
        if (number !== null) {
          set.add(number);
          model.add(number);
        } else {
          expect(set.takeSmallest()).toBe(smallest);
          if (smallest !== undefined) model.delete(smallest);
        }
        expect(set.size).toBe(model.size);
      }
    }),
  );
});

test("a set of nothing is empty", () => {
  const set = createNumberSet(0);
  expect([set.size, set.smallest(), set.takeSmallest()]).toEqual([0, undefined, undefined]);
});
