import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import { mutatedIdentifier, validatorOf, validIdentifier } from "./generate.ts";
import { identifierKinds } from "./kinds.ts";

describe.each(identifierKinds.map((kind) => [`${kind.country} ${kind.key}`, kind] as const))(
  "numbers of %s",
  (name, kind) => {
    const numbersOf = (seed: string): readonly string[] => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => validIdentifier(kind, random));
    };

    test("are valid, and the same for the same seed", () => {
      const numbers = numbersOf(name);
      expect(numbers.filter((one) => !validatorOf(kind).validate(one).isValid)).toEqual([]);
      expect(numbersOf(name)).toEqual(numbers);
      expect(new Set(numbers).size).toBeGreaterThan(15);
    });

    test("are refused after a digit was changed", () => {
      const random = new Random(name);
      for (const valid of numbersOf(name)) {
        const mutated = mutatedIdentifier(kind, valid, random);
        if (mutated === undefined) continue;
        expect(validatorOf(kind).validate(mutated).isValid).toBe(false);
        expect([...mutated].filter((character, at) => character !== valid[at])).toHaveLength(1);
      }
    });
  },
);
