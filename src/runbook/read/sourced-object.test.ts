import { expect, test } from "vitest";
import { parseRunbook } from "../parse-runbook.ts";

const env = new Map([
  ["DIR", "/data"],
  ["EMPTY", ""],
  ["MARK", "${DIR}"],
]);

function properties(yaml: string) {
  const lines = yaml.split("\n").map((line) => `        ${line}`);
  const text = ["name: N", "description: D", "artifacts:", "  a:", "    source:", "      type: t", "      properties:"];
  const bytes = new TextEncoder().encode([...text, ...lines].join("\n"));
  const result = parseRunbook({ file: "r.yaml", bytes, env });
  if (!result.ok) expect.fail(result.diagnostics.map((d) => d.message).join("\n"));
  const { method } = [...result.runbook.artifacts.values()][0] ?? expect.fail("no artifact");
  return method.kind === "source" ? method.properties : expect.fail("no source");
}

test.each([
  ["'${DIR}/a'", "/data/a"],
  ["'${NONE:-b}/a'", "b/a"],
  ["'${NONE:-}'", ""],
  ["'${EMPTY}'", ""],
  ["'${EMPTY:-b}'", "b"],
  ["'$${DIR}'", "${DIR}"],
  ["'$$${DIR}'", "$${DIR}"],
  ["'$DIR {DIR} $'", "$DIR {DIR} $"],
  ["'${DIR}${DIR}'", "/data/data"],
  ["${DIR}", "/data"],
  ["'${MARK}'", "${DIR}"],
])("%s means %j", (written, resolved) => {
  expect(properties(`p: ${written}`).resolved).toEqual({ p: resolved });
});

test("what is written keeps its placeholders, deep inside and in lists", () => {
  const { written, resolved } = properties("p: { q: [1, '${DIR}'] }");
  expect(written).toEqual({ p: { q: [1, "${DIR}"] } });
  expect(resolved).toEqual({ p: { q: [1, "/data"] } });
});

test("keys are not substituted", () => {
  expect(properties("'${DIR}': 1").resolved).toEqual({ "${DIR}": 1 });
});

test("a substituted value stays text", () => {
  expect(properties("p: '${NONE:-5}'").resolved).toEqual({ p: "5" });
});

test("every placeholder is listed with its path and place", () => {
  expect(properties("p: ['x ${DIR} ${NONE:-y}']").placeholders).toEqual([
    {
      path: ["p", 0],
      variable: "DIR",
      hasDefault: false,
      usedDefault: false,
      location: { file: "r.yaml", line: 8, column: 16, endLine: 8, endColumn: 22 },
    },
    {
      path: ["p", 0],
      variable: "NONE",
      hasDefault: true,
      usedDefault: true,
      location: { file: "r.yaml", line: 8, column: 23, endLine: 8, endColumn: 33 },
    },
  ]);
});

test.each([
  ["an escape", 'p: "\\t${DIR}"', [8, 12, 8, 22]],
  ["a block", "p: |\n  a ${DIR}\n", [8, 12, 10, 1]],
  ["a fold over two lines", "p: a\n  ${DIR}", [8, 12, 9, 17]],
])("after %s the whole scalar stands for its placeholder", (_case, yaml, [line, column, endLine, endColumn]) => {
  expect(properties(yaml).placeholders[0]?.location).toMatchObject({ line, column, endLine, endColumn });
});

test("ranges are found for values, keys, list items and what is not there", () => {
  const { at, keyAt } = properties("first: 1\nlist:\n  - a\n  - b: c");
  expect(at(["first"])).toMatchObject({ line: 8, column: 16 });
  expect(keyAt(["first"])).toMatchObject({ line: 8, column: 9, endColumn: 14 });
  expect(at(["list", 1, "b"])).toMatchObject({ line: 11, column: 16 });
  expect(keyAt(["list", 1, "b"])).toMatchObject({ line: 11, column: 13 });
  expect(at(["list", 1, "absent", "deeper"])).toMatchObject({ line: 11, column: 13 });
  expect(at([])).toMatchObject({ line: 8, column: 9 });
});

test("without properties everything points to the component", () => {
  const bytes = new TextEncoder().encode("name: N\ndescription: D\nartifacts:\n  a:\n    source: { type: t }\n");
  const result = parseRunbook({ file: "r.yaml", bytes, env });
  const { method } = (result.ok && [...result.runbook.artifacts.values()][0]) || expect.fail("not valid");
  const { written, at, keyAt } = method.kind === "source" ? method.properties : expect.fail("no source");
  expect(written).toEqual({});
  expect(at(["path"])).toMatchObject({ line: 5, column: 5, endColumn: 11 });
  expect(keyAt(["path"])).toEqual(at(["path"]));
});
