import { expect, test } from "vitest";
import { completeExpression } from "./index.ts";

const context = { inputs: ["db_schema", "group/files"], config: ["sample", "sample-size"] };

/** Completes at the end of the text before `|`. */
function texts(marked: string): readonly string[] {
  const offset = marked.indexOf("|");
  return completeExpression(marked.replace("|", ""), offset, context).map(({ text }) => text);
}

test.each([
  ["|", ["inputs", "output", "config", "artifact", "run"]],
  ["run.total > 1 && ou|", ["output"]],
  ["output.s|", ["schema", "size", "summary"]],
  ["output.s| > 1", ["schema", "size", "summary"]],
  ["inputs.|", ["db_schema"]],
  ["inputs.db_schema.f|", ["first"]],
  ['inputs["|', ['db_schema"]', 'group/files"]']],
  ["inputs['gr|", ["group/files']"]],
  ['inputs["group/files"].b|', ["bytes"]],
  ["artifact.error.|", ["code", "message"]],
  ["config.s|", ["sample"]],
  ["output.first.|", []],
  ["nothing.|", []],
])("%s", (marked, expected) => {
  expect(texts(marked)).toEqual(expected);
});

test("a completion replaces the word before the offset, and says what it is", () => {
  expect(completeExpression("output.si > 1", 9)).toEqual([
    { text: "size", type: "int", about: expect.stringContaining("number of elements"), start: 7, end: 9 },
  ]);
});
