import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";

const codes = Object.keys(catalogue);
const family = (code: string) => code.split("_")[1] ?? "";

test.each(codes)("%s is well formed", (code) => {
  expect(code).toMatch(/^WCT_[A-Z]+(_[A-Z]+)*$/);
});

test.each(Object.entries(catalogue))("%s tells what it is, why it comes and what helps", (_code, entry) => {
  expect(entry.title).toMatch(/^\S.*[^.\s]$/);
  expect(entry.cause).toMatch(/^\S.*\.$/);
  expect(entry.fix).toMatch(/^\S.*\.$/);
});

test("families follow each other in alphabetical order, each in one place", () => {
  const families = codes.map(family);
  const runs = families.filter((name, index) => name !== families[index - 1]);
  expect(runs).toEqual([...new Set(families)].toSorted());
});

test("codes are sorted within their family", () => {
  for (const name of new Set(codes.map(family))) {
    const members = codes.filter((code) => family(code) === name);
    expect(members).toEqual(members.toSorted());
  }
});
