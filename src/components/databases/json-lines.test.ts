import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonLines } from "./json-lines.ts";

const piece = fc.constantFrom('"', ",", "\\", "\n", "a", "", '","', "\u2028", "ü", "\ud800");
const value = fc.array(piece, { maxLength: 4 }).map((all) => all.join(""));

test("each value is a line of JSON, whatever it holds", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (values) => {
      expect(jsonLines(values)).toBe(values.map((one) => JSON.stringify(one)).join("\n"));
    }),
    { seed: 13, numRuns: 1000 },
  );
});
