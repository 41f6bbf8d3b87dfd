import { expect, test } from "vitest";
import { messageCounts } from "./message-counts.ts";

const message = (elements: number | null, summary: object | null) => ({
  elements,
  summary: summary as never,
  bytes: 2048,
});

test.each([
  [
    message(42, { findings: 42, special_category: 3, by_category: { email: 42 } }),
    "findings",
    "42 findings, 3 special category",
  ],
  [message(1, { findings: 1 }), "findings", "1 finding"],
  [message(1200, null), "rows", "1,200 rows"],
  [message(0, { findings: 0, items: 0 }), "findings", "0 findings"],
  [message(null, { activities: 1, gaps: 17, open: true }), null, "1 activity, 17 gaps"],
  [message(null, null), null, "2.0 KB"],
  [message(2, { a: 1, b: 2, c: 3, d: 4 }), "items", "2 items, 1 a, 2 b, 3 c"],
])("%o of %s is %s", (of, stream, text) => {
  expect(messageCounts(of, stream)).toBe(text);
});
