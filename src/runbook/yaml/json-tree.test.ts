import { expect, test } from "vitest";
import type { JsonValue } from "../../domain/index.ts";
import { composeTree } from "./compose.ts";
import { jsonTree } from "./json-tree.ts";
import type { TreeNode } from "./tree.ts";

const texts = [
  "",
  "a",
  "~",
  "null",
  "yes",
  "1.0",
  "<<",
  "- a",
  "a: b",
  "#",
  "a\nb\t\\\"'",
  "${A:-b}",
  "ä€😀",
  " a ",
  "%",
  "---",
];
const values: readonly JsonValue[] = [
  ...texts,
  ...[0, -0, 1, -1.5, 1e-7, 9007199254740991, 0.1, true, false, null],
  [],
  {},
  [[[]], [{}], { a: [] }],
  texts,
  Object.fromEntries(texts.map((text, i) => [text, i])),
  { ["__proto__x"]: 1, constructor: 2, "1": 3, "-1": 4, "1.50": 5, true: 6 },
  {
    name: "recorded",
    config: { secrets: ["A"] },
    artifacts: { a0: { source: { type: "x", properties: { a: "${B}" } } } },
  },
];

/** The places are those of the text, which a value has not. */
const withoutPlaces = (tree: TreeNode | null | undefined): unknown =>
  JSON.parse(
    JSON.stringify(tree ?? null, (key, value: unknown) => {
      if (key === "span" || key === "keySpan" || key === "textStart") return undefined;
      return value instanceof Map ? [...value] : value;
    }),
  );

test.each(values.map((value) => JSON.stringify(value)))("the tree of the value %s is that of its text", (text) => {
  const read: JsonValue = JSON.parse(text);
  const problems: unknown[] = [];
  const parsed = composeTree(text, (problem) => void problems.push(problem));
  expect(problems).toEqual([]);
  expect(withoutPlaces(jsonTree(read, text))).toEqual(withoutPlaces(parsed));
});

const deep = (levels: number): JsonValue => (levels === 0 ? 1 : [deep(levels - 1)]);

test.each<[string, JsonValue]>([
  ["a control character", "\u0001"],
  ["a control character that JSON does not escape", "\u0085\u007f"],
  ["half of a character", "\ud800"],
  ["an integer that JSON changes", 2 ** 60],
  ["many levels", deep(41)],
  ["a long key", { ["k".repeat(501)]: 1 }],
  ["a long text", "a".repeat(200_001)],
])("a value with %s is left to the parser", (_, value) => {
  expect(jsonTree(value, JSON.stringify(value))).toBeNull();
});
