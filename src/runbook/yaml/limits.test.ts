import { expect, test } from "vitest";
import { parseRunbook } from "../parse-runbook.ts";
import { maxAliasedNodes, maxBytes, maxLexemes, maxTokens } from "./limits.ts";

function messages(text: string | Uint8Array): string[] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const result = parseRunbook({ file: "r.yaml", bytes, env: new Map() });
  if (result.ok) expect.fail("the runbook is valid");
  return result.diagnostics.map((d) => `${d.code.slice("WCT_RUNBOOK_".length)} ${d.message}`);
}

const tooDeep = "TOO_LARGE lists and mappings are nested over 64 levels deep";
const isTooLarge = (message: string) => message.startsWith("TOO_LARGE");

test.each(["[", "{a: ", "- ", "? ", "- ? "])(
  "20,000 times %j is refused, not run into the end of the stack",
  (opening) => {
    expect(messages(opening.repeat(20_000))).toEqual([tooDeep]);
  },
);

test("64 levels are read, 65 are refused", () => {
  const nested = (levels: number) => `a: ${"[".repeat(levels)}${"]".repeat(levels)}`;
  expect(messages(nested(63)).some(isTooLarge)).toBe(false);
  expect(messages(nested(64))).toEqual([tooDeep]);
});

test("64 levels of indentation are read, 65 are refused", () => {
  const nested = (levels: number) => Array.from({ length: levels }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
  expect(messages(nested(64)).some(isTooLarge)).toBe(false);
  expect(messages(nested(65))).toEqual([tooDeep]);
});

test("a file over 4 MiB is refused unread", () => {
  expect(messages(new Uint8Array(maxBytes + 1).fill(0xff))).toEqual(["TOO_LARGE the file is larger than 4 MiB"]);
});

test("too many tokens are refused", () => {
  expect(messages(`[${"1,".repeat(maxTokens / 2)}]`)).toEqual(["TOO_LARGE the file has more than 500,000 tokens"]);
});

test("too much white space is refused", () => {
  expect(messages("\n".repeat(maxLexemes + 1))).toEqual(["TOO_LARGE the file has too many blank lines and comments"]);
});

test("aliases that multiply are refused", () => {
  const levels = Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
  expect(messages(["a0: &a0 [x]", ...levels].join("\n"))).toEqual(["TOO_LARGE aliases expand too far"]);
});

test("aliases that only grow deeper are refused", () => {
  const levels = Array.from({ length: 70 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`);
  expect(messages(["a0: &a0 [x]", ...levels].join("\n"))).toEqual([
    "TOO_LARGE aliases nest lists and mappings over 64 levels deep",
  ]);
});

test("many aliases of a small node are read", () => {
  const uses = Array.from({ length: maxAliasedNodes / 10 }, () => "*a").join(", ");
  expect(messages(`a: &a [x]\nb: [${uses}]`).some(isTooLarge)).toBe(false);
});

test("aliases that repeat a long text too often are refused", () => {
  const uses = Array.from({ length: 1000 }, () => "*a").join(", ");
  expect(messages(`a: &a ${"x".repeat(20_000)}\nb: [${uses}]`)).toEqual(["TOO_LARGE aliases expand too far"]);
  expect(messages(`a: &a { ${"x".repeat(1000)}: 1 }\nb: [${uses}]`).some(isTooLarge)).toBe(false);
});

test("values of variables that make a runbook too large are refused once, at the placeholder that is one too many", () => {
  const properties = `p: "${"${A}".repeat(200)}", q: "${"${A}".repeat(200)}"`;
  const text = `name: n\ndescription: d\nartifacts: { a: { source: { type: t, properties: { ${properties} } } } }`;
  const env = new Map([["A", "v".repeat(100_000)]]);
  const result = parseRunbook({ file: "r.yaml", bytes: new TextEncoder().encode(text), env });
  if (result.ok) expect.fail("the runbook is valid");
  expect(result.diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ["WCT_RUNBOOK_TOO_LARGE", "the values of environment variables make the runbook too large"],
  ]);
  expect(result.diagnostics[0]?.location?.column).toBe(text.split("\n")[2]!.indexOf("${A}") + 1 + 167 * 4);
});
