import fc from "fast-check";
import { expect, test } from "vitest";
import { mask } from "./mask.ts";

test.each([
  ["jane.roe@shop.co.uk", "email", "j***@***.uk"],
  ["+49 171 2345678", "phone", "+** *** *****78"],
  ["DE89 3704 0044 0532 0130 00", "iban", "**** **** **** **** **** 00"],
  ["84.23.100.7", "ip_address", "**.**.***.*"],
  ["Ann Roe", "words", "A** ***"],
  ["Ann", "words", "***"],
  ["catholic", "hidden", "********"],
] as const)("%s as %s", (value, kind, expected) => expect(mask(value, kind)).toBe(expected));

test("shows at most the first letter of a text, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 }), (value) => {
      expect(mask(value, "words").slice(1)).not.toMatch(/[\p{L}\p{N}]/u);
      expect(mask(value, "hidden")).not.toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});

test("shows at most two digits of a number", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[+0-9 ()/-]{1,30}$/), (value) => {
      expect(mask(value, "phone").replace(/\D/g, "").length).toBeLessThanOrEqual(2);
    }),
  );
});
