import fc from "fast-check";
import { query } from "json-p3";
import { describe, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import type { JsonObject, JsonValue } from "../../domain/index.ts";
import { linesReader } from "../../testing/lines-reader.ts";
import { compileJsonPath } from "./index.ts";

interface Doc {
  readonly items: readonly JsonValue[];
  readonly rest: JsonObject;
}

/** Returns the matches, each with its normalised path. */
async function ask(text: string, { items, rest }: Doc, write?: (element: JsonValue) => string) {
  const path = await compileJsonPath({ text, option: "--path" });
  const reader = linesReader({ elements: items, rest, ...(write === undefined ? {} : { write }) });
  const found: [string, JsonValue][] = [];
  for await (const batch of path.matches({ reader, stream: "items" })) {
    for (const match of batch) found.push([path.pathOf(match), match.value]);
  }
  return found;
}

/** Returns the library's result for the whole document. */
function whole(text: string, { items, rest }: Doc): readonly (readonly [string, unknown])[] {
  const nodes = query(text, JSON.parse(JSON.stringify({ items, ...rest })));
  return [...nodes].map((node) => [node.getPath({ form: "canonical" }), node.value] as const);
}

const name = fc.constantFrom("a", "b", "c", "x y", "é");
const leaf = fc.oneof(
  fc.constantFrom("email", "phone", 'say "hi"', "line\nfeed", "back\\slash", "/", "é", "\u2028", ""),
  fc.integer({ min: -2, max: 3 }),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3 }),
  ),
}));
const doc: fc.Arbitrary<Doc> = fc.record({
  items: fc.array(value, { maxLength: 12 }),
  rest: fc.dictionary(name, value, { maxKeys: 3 }),
});

const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("'", "\\'")}'`;
const nameSelector = fc.constantFrom("items", "a", "b", "c", "x y", "é").map(quoted);
const number = fc.integer({ min: -14, max: 14 });
const slice = fc
  .tuple(fc.option(number), fc.option(number), fc.option(fc.integer({ min: -3, max: 3 })))
  .map(([start, stop, step]) => `${start ?? ""}:${stop ?? ""}:${step ?? ""}`);
const literal = leaf.map((one) => (typeof one === "string" ? quoted(one) : JSON.stringify(one)));
const operand = fc.oneof(
  name.map((key) => `@[${quoted(key)}]`),
  fc.constant("@"),
  name.map((key) => `$[${quoted(key)}]`),
  fc.constant("$.items[0]"),
  literal,
);
const comparison = fc
  .tuple(operand, fc.constantFrom("==", "==", "!=", "<", ">="), operand)
  .map(([left, operator, right]) => `${left} ${operator} ${right}`);
const test1 = fc.oneof(
  { weight: 4, arbitrary: comparison },
  { weight: 1, arbitrary: name.map((key) => `@[${quoted(key)}]`) },
);
const condition = fc.oneof(
  test1,
  fc.tuple(test1, fc.constantFrom("&&", "||"), test1).map(([left, operator, right]) => `${left} ${operator} ${right}`),
  test1.map((one) => `!(${one})`),
);
const selector = fc.oneof(
  nameSelector,
  fc.constant("*"),
  number.map(String),
  slice,
  condition.map((one) => `?${one}`),
);
const segment = fc
  .tuple(fc.constantFrom("", "", "", ".."), fc.array(selector, { minLength: 1, maxLength: 2 }))
  .map(([dots, selectors]) => `${dots}[${selectors.join(",")}]`);
const path = fc
  .tuple(fc.constantFrom("$", "$.items", "$.items", "$.items[*]"), fc.array(segment, { maxLength: 3 }))
  .map(([start, segments]) => start + segments.join(""));

describe("element by element", () => {
  test("selects what the whole document's query selects, in the same order", async () => {
    await fc.assert(
      fc.asyncProperty(doc, path, async (given, text) => {
        expect(await ask(text, given)).toEqual(whole(text, given));
      }),
      { numRuns: 1500 },
    );
  });

  test("leaves nothing out that a filter lets pass, however its strings are written", async () => {
    const escaped = (element: JsonValue): string =>
      JSON.stringify(element).replaceAll("/", "\\/").replaceAll("m", "\\u006d").replaceAll("é", "\\u00E9");
    const filter = condition.map((one) => `$.items[?${one}]`);
    await fc.assert(
      fc.asyncProperty(doc, filter, async (given, text) => {
        expect(await ask(text, given, escaped)).toEqual(whole(text, given));
      }),
      { numRuns: 600 },
    );
  });

  test.each([
    ["$.items[2]", [[2, 3]]],
    ["$.items[-1]", [[9_999, 10_000]]],
    ["$.items[5000:5002]", [[5000, 5002]]],
    [
      "$.items[::5000]",
      [
        [0, 1],
        [5000, 5001],
      ],
    ],
    ["$.items[-1:-3:-1]", [[9_998, 10_000]]],
    ["$.items[10000]", []],
    ["$.name", []],
  ])("%s reads these elements and no others", async (text, ranges) => {
    const read: (readonly [number, number])[] = [];
    const elements = Array.from({ length: 10_000 }, (_, i) => i);
    const reader = linesReader({ elements, rest: { name: "n" }, onRead: (from, to) => read.push([from, to]) });
    const asked = await compileJsonPath({ text, option: "--path" });
    for await (const batch of asked.matches({ reader, stream: "items" })) void batch;
    expect(read).toEqual(ranges);
  });
});

describe("a stream that is too large to hold", () => {
  const elements = Array.from({ length: 100_001 }, (_, i) => ({ n: i }));
  const large: Doc = { items: elements, rest: { limit: 3 } };

  test.each([
    ["$..n", "$.items[*]..NAME"],
    ["$", "$.items[*]"],
    ["$.items", "$.items[*]"],
    ["$.items[?@.n == $.items[0].n]", "next to"],
  ])("%s is refused with what to write instead", async (text, hint) => {
    const error = await ask(text, large).catch((thrown: unknown) => thrown);
    if (!isWctError(error)) throw error;
    expect(error.code).toBe("WCT_USAGE_PATH");
    expect(error.diagnostics[0]?.hint).toContain(hint);
  });

  test("what is compared with the rest, and descendants of elements, are not", async () => {
    expect(await ask("$.items[?@.n < $.limit].n", large)).toHaveLength(3);
    expect(await ask("$.items[*]..n", large)).toHaveLength(100_001);
  });
});

test.each([
  ["$.items[", 9],
  ["$.items[?@.a = 1]", 14],
  ["items", 1],
  ["$.items[?nothing(@)]", 10],
  ["$.items[?@.a == 'x]", 17],
  ["", 1],
])("%j is no path, from column %d on", async (text, column) => {
  const error = await compileJsonPath({ text, option: "--path" }).catch((thrown: unknown) => thrown);
  if (!isWctError(error)) throw error;
  expect(error.code).toBe("WCT_USAGE_PATH");
  expect(error.diagnostics[0]?.location).toMatchObject({ file: "--path", line: 1, column });
});

test.each([
  ["$.items[?@ > 0.5 && @ = 1]", 23],
  ["$.items[?@ > 0.000000005 && @ = 1]", 31],
])("the place in %s is that of what was written", async (text, column) => {
  const error = await compileJsonPath({ text, option: "--path" }).catch((thrown: unknown) => thrown);
  if (!isWctError(error)) throw error;
  expect(error.diagnostics[0]?.location).toMatchObject({ column });
});

test("numbers of every form are those that JSON reads", async () => {
  const digits = fc.stringMatching(/^\d{1,6}$/);
  const number = fc
    .tuple(
      fc.constantFrom("", "-"),
      fc.constantFrom("0", "7", "10"),
      fc.option(digits),
      fc.option(fc.integer({ min: -9, max: 9 })),
    )
    .map(
      ([sign, whole, fraction, power]) =>
        `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${power === null ? "" : `e${power}`}`,
    );
  await fc.assert(
    fc.asyncProperty(number, async (text) => {
      const items = [Number(text), text];
      expect(await ask(`$.items[?@ == ${text} || @ == '${text}']`, { items, rest: {} })).toHaveLength(2);
    }),
    { numRuns: 400 },
  );
});

test("content that is damaged is told without a word of it", async () => {
  const asking = ask("$.items[?@.a == 'x']", { items: [{ a: "secret" }], rest: {} }, () => '{"a":"x" secret');
  const error = await asking.catch((thrown: unknown) => thrown);
  if (!isWctError(error)) throw error;
  expect(error.code).toBe("WCT_RUN_RECORD_CORRUPT");
  expect(error.message).not.toContain("secret");
});
