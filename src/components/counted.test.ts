import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test.each([
  [0, "0 gaps"],
  [1, "1 gap"],
  [2, "2 gaps"],
])("%i is counted in words", (count, text) => {
  expect(counted(count, "gap")).toBe(text);
});

test("a plural of its own is used", () => {
  expect([1, 3].map((count) => counted(count, "activity", "activities"))).toEqual(["1 activity", "3 activities"]);
});
