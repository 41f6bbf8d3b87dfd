import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BaselineEntry } from "../../run/index.ts";
import { formatBaseline, parseBaseline } from "./baseline-format.ts";

const head = '{ "apiVersion": "wct/v1", "kind": "Baseline", "findings": ';
const old = { artifact: "found", what: "email", id: "0a" };
const unknown = {
  count: null,
  distinct: null,
  values: null,
  signature: null,
  reason: null,
  reviewer: null,
  date: null,
};

const text = fc.oneof(fc.constant(null), fc.string({ minLength: 1, maxLength: 40 }));
const number = fc.oneof(fc.constant(null), fc.nat());
const entry: fc.Arbitrary<BaselineEntry> = fc.record({
  artifact: fc.string({ minLength: 1 }),
  what: fc.string(),
  id: fc.string({ minLength: 1 }),
  status: fc.constantFrom("accepted", "rejected"),
  ...{ count: number, distinct: number, values: number, signature: text, reason: text, reviewer: text },
  date: fc.constantFrom(null, "2026-11-30"),
});
const entries = fc.uniqueArray(entry, { selector: ({ artifact, id }) => `${artifact}\n${id}` });

test("a byte order mark, which editors on Windows write, is no part of a baseline", () => {
  expect(parseBaseline(`\uFEFF${head}[${JSON.stringify(old)}] }`)).toEqual(
    parseBaseline(`${head}[${JSON.stringify(old)}] }`),
  );
  expect(parseBaseline(`{\uFEFF${head.slice(1)}[] }`)).toEqual({ why: expect.stringContaining("is not JSON") });
});

test("what is written is read back, sorted, with the same bytes for every order", () => {
  fc.assert(
    fc.property(entries, (some) => {
      const written = formatBaseline(some);
      const read = parseBaseline(written);
      expect(new Set(read as readonly BaselineEntry[])).toEqual(new Set(some));
      expect(formatBaseline(some.toReversed())).toBe(written);
      expect(formatBaseline(read as readonly BaselineEntry[])).toBe(written);
    }),
  );
});

test("each finding is one line, without what is not known", () => {
  const accepted = { ...old, ...unknown, status: "accepted" as const };
  const lines = formatBaseline([accepted, { ...accepted, id: "0b", status: "rejected", reason: "a version" }]).split(
    "\n",
  );
  expect(lines.slice(4, 7)).toEqual([
    '    {"artifact":"found","what":"email","id":"0a"},',
    '    {"artifact":"found","what":"email","id":"0b","status":"rejected","reason":"a version"}',
    "  ]",
  ]);
});

test("a file of version 0.1 is read: everything in it is accepted", () => {
  expect(parseBaseline(`${head}${JSON.stringify([old])}}`)).toEqual([{ ...old, ...unknown, status: "accepted" }]);
});

test("of two entries for one finding the later counts", () => {
  const read = parseBaseline(`${head}${JSON.stringify([old, { ...old, status: "rejected" }])}}`);
  expect(read).toMatchObject([{ status: "rejected" }]);
});

describe("a file that is no baseline is refused", () => {
  test.each([
    ["", "is not JSON: it was not written by wct, or is damaged"],
    [`${head}[{"artifact"`, "is not JSON: it was not written by wct, or is damaged"],
    ['{ "kind": "Other" }', "was not written by wct"],
    ["[]", "was not written by wct"],
    [`${head}{}}`, "was not written by wct"],
    [`${head}[{ "artifact": "a", "what": "b" }]}`, 'is damaged: "id" of finding 1 is not valid'],
    [`${head}[${JSON.stringify(old)}, { "id": 3 }]}`, 'is damaged: "artifact" of finding 2 is not valid'],
    [`${head}[${JSON.stringify({ ...old, date: "today" })}]}`, 'is damaged: "date" of finding 1 is not valid'],
    [`${head}[${JSON.stringify({ ...old, value: "x" })}]}`, "is damaged: finding 1 is not valid"],
    [`${head}[\n<<<<<<< HEAD\n{}\n=======\n>>>>>>> main\n]}`, "contains a merge conflict in line 2"],
  ])("%j", (written, why) => {
    expect(parseBaseline(written)).toEqual({ why });
  });
});
