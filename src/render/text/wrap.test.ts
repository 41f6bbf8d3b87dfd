import { expect, test } from "vitest";
import { wrapped } from "./wrap.ts";

test("what fits, and what goes to a pipe, is one line", () => {
  expect(wrapped("  a b c", { width: 7, indent: "    " })).toEqual(["  a b c"]);
  expect(wrapped("  a b c", { width: null, indent: "    " })).toEqual(["  a b c"]);
});

test("lines break between words, later ones are indented, and a longer word stands alone", () => {
  expect(wrapped("  one two three", { width: 9, indent: "    " })).toEqual(["  one two", "    three"]);
  expect(wrapped("  a immeasurable b", { width: 6, indent: "  " })).toEqual(["  a", "  immeasurable", "  b"]);
});

test("a command between backquotes is not broken, with what follows it directly", () => {
  expect(wrapped("write `wct runs prune --raw`, then go", { width: 20, indent: "" })).toEqual([
    "write",
    "`wct runs prune --raw`,",
    "then go",
  ]);
});
