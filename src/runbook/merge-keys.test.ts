import { expect, test } from "vitest";
import { readDocument } from "./document.ts";
import { parseRunbook } from "./parse-runbook.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Returns the content of a document in which merge keys are read. */
function contentOf(text: string) {
  const { problems, document } = readDocument({ file: "d.yaml", bytes: bytesOf(text) });
  expect(problems).toEqual([]);
  return document?.value;
}

const shown = ({ code, message, hint, location }: ReturnType<typeof readDocument>["problems"][number]) =>
  `${location.line}:${location.column} ${code.slice("WCT_RUNBOOK_".length)} ${message} | ${hint}`;

/** Returns the problems of a document as `line:column CODE message | hint`. */
function problemsOf(text: string) {
  return readDocument({ file: "d.yaml", bytes: bytesOf(text) }).problems.map(shown);
}

function diagnosticsOf(artifacts: string) {
  const bytes = bytesOf(`name: n\ndescription: d\n${artifacts}`);
  const result = parseRunbook({ file: "r.yaml", bytes, env: new Map() });
  return result.ok ? [] : result.diagnostics;
}

test("a merge key brings the keys of the mapping that its alias names", () => {
  expect(contentOf("a: &a { x: 1, y: [2] }\nb: { <<: *a, z: 3 }")).toEqual({
    a: { x: 1, y: [2] },
    b: { x: 1, y: [2], z: 3 },
  });
});

test("a mapping's own keys win, before the merge key and after it", () => {
  const text = "a: &a { x: 1, y: 1, z: 1 }\nb: { x: own, <<: *a, y: own }";
  expect(contentOf(text)).toMatchObject({ b: { x: "own", y: "own", z: 1 } });
});

test("an own value replaces the whole value: mappings below it are not merged", () => {
  expect(contentOf("a: &a { p: { x: 1 } }\nb: { <<: *a, p: { y: 2 } }")).toMatchObject({ b: { p: { y: 2 } } });
});

test("the earlier mapping of a list wins", () => {
  const text = "a: &a { x: a }\nb: &b { x: b, y: b }\nc: { <<: [*a, *b, { x: c, y: c, z: c }] }";
  expect(contentOf(text)).toMatchObject({ c: { x: "a", y: "b", z: "c" } });
});

test("a list may have an anchor of its own, and a merged mapping may merge others", () => {
  const text = "a: &a { x: 1 }\nb: &b { <<: *a, y: 2 }\nl: &l [*b, { z: 3 }]\nc: { <<: *l }";
  expect(contentOf(text)).toMatchObject({ c: { x: 1, y: 2, z: 3 } });
});

test("merged keys stand where the merge key stands", () => {
  const { c } = contentOf("a: &a { x: 1, y: 1 }\nc: { first: 0, <<: *a, last: 0, y: 2 }") as { readonly c: object };
  expect(Object.keys(c)).toEqual(["first", "x", "last", "y"]);
});

test("a key __proto__ is merged like any other", () => {
  const { b } = contentOf("a: &a { __proto__: { x: 1 } }\nb: { <<: *a }") as { readonly b: object };
  expect(Object.getOwnPropertyDescriptor(b, "__proto__")?.value).toEqual({ x: 1 });
  expect(Object.getPrototypeOf(b)).toBe(Object.prototype);
});

test("in quotes, << is a key like any other", () => {
  expect(contentOf('a: { "<<": 1 }')).toEqual({ a: { "<<": 1 } });
});

test("whatever is not a mapping is refused where it is written", () => {
  const hint = "write <<: *name for a mapping with the anchor &name, or <<: [*first, *second] for several";
  const refused = (at: string, found: string) =>
    `${at} BAD_VALUE a merge key (<<) takes a mapping or a list of mappings, found ${found} | ${hint}`;
  expect(problemsOf("a: { <<: text }")).toEqual([refused("1:10", 'the text "text"')]);
  expect(problemsOf("a: { <<: }")).toEqual([refused("1:6", "nothing")]);
  expect(problemsOf("t: &t text\na: { <<: *t }")).toEqual([refused("2:10", 'the text "text"')]);
  expect(problemsOf("t: &t { x: 1 }\na: { <<: [*t, 5, [*t]] }")).toEqual([
    refused("2:15", "the number 5"),
    refused("2:18", "a list"),
  ]);
});

test("an unknown alias is the only mistake that is reported", () => {
  expect(problemsOf("base: &base { x: 1 }\na: { <<: *bse }")).toEqual([
    '2:10 SYNTAX no anchor "bse" before this | write *base',
  ]);
  expect(problemsOf("a: &a { <<: *a }")).toHaveLength(1);
});

test("a second merge key is refused, with what to write instead", () => {
  expect(problemsOf("a: &a { x: 1 }\nb:\n  <<: *a\n  <<: *a")).toEqual([
    '4:3 DUPLICATE_KEY key "<<" is written twice in the same mapping | write one merge key with a list: <<: [*first, *second]',
  ]);
});

test("a merge key at the top of a file is refused", () => {
  expect(problemsOf("x-a: &a { x: 1 }\n<<: *a")).toEqual([
    "2:1 UNKNOWN_KEY a merge key (<<) is not allowed at the top of a file | write the keys out; merge keys work in every mapping below the top",
  ]);
});

test("a mistake in merged text is reported where it is written, and only there", () => {
  const text = `x-common: &common
  process: { type: personal_data }
  tgas: [a]
artifacts:
  a: { source: { type: csv } }
  b: { inputs: a, <<: *common }
`;
  expect(diagnosticsOf(text).map(({ code, location }) => [code, location?.line, location?.column])).toEqual([
    ["WCT_RUNBOOK_UNKNOWN_KEY", 5, 3],
  ]);
});

test("keys that a wrong merge key may have brought are not missed", () => {
  const found = diagnosticsOf("artifacts:\n  a: { <<: 5 }\n  b: { <<: *none }\n");
  expect(found.map(({ code }) => code)).toEqual(["WCT_RUNBOOK_BAD_VALUE", "WCT_RUNBOOK_SYNTAX"]);
});

test("artifacts can be merged into the artifacts", () => {
  const text = "x-set: &set { a: { source: { type: csv } } }\nartifacts: { <<: *set, b: { inputs: a } }\n";
  expect(diagnosticsOf(text)).toEqual([]);
});

test("merge keys that multiply keys are refused, whether by aliases or written inside each other", () => {
  const chain = Array.from({ length: 600 }, (_, i) => `a${i + 1}: &a${i + 1} { <<: *a${i}, k${i}: 1 }`);
  expect(problemsOf(["a0: &a0 { x: 1 }", ...chain].join("\n"))).toEqual([
    expect.stringMatching(/^\d+:\d+ TOO_LARGE aliases expand too far \| write the aliases out$/),
  ]);
  const many = Array.from({ length: 4000 }, (_, i) => `k${i}: 1`).join(", ");
  expect(problemsOf(`a: ${"{ <<: ".repeat(40)}{ ${many} }${" }".repeat(40)}`)).toEqual([
    expect.stringMatching(/ TOO_LARGE merge keys expand too far \| write the merge keys out$/),
  ]);
});

test("thousands of artifacts may share common keys", () => {
  const uses = Array.from({ length: 5000 }, (_, i) => `  a${i}: { <<: *c }`);
  const text = ["x-c: &c { source: { type: csv, properties: { path: a.csv } }, tags: [x] }", "artifacts:", ...uses];
  expect(diagnosticsOf(text.join("\n"))).toEqual([]);
});
