import fc from "fast-check";
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { NumberingPlans } from "./index.ts";

const countries = getCountries();
const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`));

describe("the verdict is that of libphonenumber", () => {
  test("for national numbers of every country, with and without its prefix", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...countries),
        fc.constantFrom("", "0", "8", "1", "06"),
        digits(5, 12),
        (region, prefix, rest) => {
          const expected = parsePhoneNumberFromString(prefix + rest, region);
          const ours = new NumberingPlans([region]).national(prefix + rest);
          // The library takes a prefix such as 00 or 011 for the start of an international number.
          fc.pre(expected === undefined || expected.countryCallingCode === getCountryCallingCode(region));
          expect(ours?.isValid ?? false).toBe(expected?.isValid() ?? false);
          if (ours?.isValid === true) expect(ours.number).toBe(expected?.number);
        },
      ),
      { seed: 7, numRuns: 4000 },
    );
  });

  test("for international numbers", () => {
    fc.assert(
      fc.property(digits(7, 15), (number) => {
        const expected = parsePhoneNumberFromString(`+${number}`);
        const ours = new NumberingPlans([]).international(number);
        expect(ours?.isValid ?? false).toBe(expected?.isValid() ?? false);
        if (ours?.isValid === true) expect(ours.number).toBe(expected?.number);
      }),
      { seed: 7, numRuns: 6000 },
    );
  });
});

test("the first region in which a number is valid counts, and an unknown region is left out", () => {
  expect(new NumberingPlans(["XX", "DE", "FR"]).national("0612345678")?.region).toBe("DE");
  expect(new NumberingPlans(["FR", "DE"]).national("0612345678")).toEqual({
    number: "+33612345678",
    region: "FR",
    isValid: true,
  });
  expect(new NumberingPlans(["XX"]).national("0612345678")).toBeUndefined();
});
