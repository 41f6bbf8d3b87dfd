import { describe, expect, test } from "vitest";
import { markedLine } from "../../diagnostics/index.ts";
import type { ExpressionFault } from "../../run/index.ts";
import { type CheckedExpression, checkCondition, checkExpression, isFault } from "./index.ts";

const inputs = ["db_schema", "files"];

function uses(text: string): readonly string[] {
  const checked = checkExpression(text);
  if (isFault(checked)) throw new Error(checked.message);
  return checked.uses.map(({ variable, input, field }) => `${variable} ${input ?? "*"} ${field ?? "*"}`);
}

/** Formats a fault as lines: the message, the line of the text that it is in, a caret line, the hint. */
function faultText(text: string, { message, hint, start, end }: ExpressionFault): string {
  const first = text.slice(0, start).lastIndexOf("\n") + 1;
  const line = text.slice(first).split("\n", 1)[0] ?? "";
  const marked = markedLine(line, start - first, Math.max(end, start + 1) - first);
  return [message, `  ${marked.text}`, `  ${" ".repeat(marked.column)}${marked.marker}`, `hint: ${hint}`].join("\n");
}

describe("mistakes", () => {
  test.each([
    ["output.szie == 0", 'unknown field "szie"', 'did you mean "size"?', "szie"],
    ["inputs.files.frist.size() > 0", 'unknown field "frist"', 'did you mean "first"?', "frist"],
    ["artifact.error.cod == ''", 'unknown field "cod"', 'did you mean "code"?', "cod"],
    ["outptu.size == 0", 'unknown variable "outptu"', 'did you mean "output"?', "outptu"],
    ["db_schema.size == 0", 'unknown variable "db_schema"', 'write inputs["db_schema"]', "db_schema"],
    ['inputs["db_shema"].size > 1', 'no input "db_shema"', 'did you mean "db_schema"?', "db_shema"],
    ["inputs.nothing.size > 1", 'no input "nothing"', 'its inputs are "db_schema" and "files"', "nothing"],
    ["output.size", '"output.size" evaluates to int, not to true or false', "compare it, for example with == or >", 0],
    [
      "config.strict",
      '"config.strict" can have any value, so it is no condition',
      "compare it, for example with == true",
      0,
    ],
    [
      "artifact.id + 1 == 2",
      "there is no operator for string + int",
      "convert one side with int(), double() or string()",
      "artifact.id + 1",
    ],
    ["output == inputs.files", "there is no operator for Message == Message", "use one of its fields", 0],
    ["artifact.id.startWith('a')", "there is no function string.startWith(string)", 'did you mean "startsWith"?', 0],
    [
      "artifact.id.startsWith(1)",
      "there is no function string.startsWith(int)",
      'check the number and the types of what "startsWith" is given',
      0,
    ],
    ["cel", '"cel" has no value', "call a function of it", 0],
    [" ", "the expression is empty", "write, for example, output.size > 0", ""],
  ])("%s is refused at its place", (text, message, hint, place) => {
    const fault = checkCondition(text, { inputs });
    if (!isFault(fault)) throw new Error("it is accepted");
    expect({ message: fault.message, hint: fault.hint }).toEqual({ message, hint });
    expect(text.slice(fault.start, fault.end)).toBe(place === 0 ? text : place);
  });

  test("a fault is printed with carets below its place, also in the second line", () => {
    const text = 'artifact.id == "a" &&\n  output.szie == 0';
    const fault = checkCondition(text);
    if (!isFault(fault)) throw new Error("it is accepted");
    expect(faultText(text, fault)).toBe(`unknown field "szie"
    output.szie == 0
           ^^^^
hint: did you mean "size"?`);
  });

  test("a text that ends too early is marked after its end", () => {
    const fault = checkCondition("output.size >");
    if (!isFault(fault)) throw new Error("it is accepted");
    expect(faultText("output.size >", fault)).toMatch(/^unexpected token: the end\n {2}output.size >\n {15}\^\n/);
  });

  test("an input may be asked for without having it", () => {
    expect(isFault(checkCondition('has(inputs.other) || "more" in inputs', { inputs }))).toBe(false);
  });

  test("inputs are not checked if they are not known", () => {
    expect(isFault(checkCondition("inputs.anything.size > 1"))).toBe(false);
  });
});

describe("what an expression uses", () => {
  test.each([
    ["output.size > 1", ["output * size"]],
    ["output", ["output * *"]],
    ["output == null || null != artifact.error", ["artifact * error"]],
    [
      'inputs["files"].first[0].name == "x" && inputs.db_schema.bytes > 1',
      ["inputs files first", "inputs db_schema bytes"],
    ],
    ["inputs.all(id, inputs[id].size > 1)", ["inputs * size"]],
    ['"files" in inputs && size(inputs) > 1', []],
    ["[output].map(o, o.first)", ["output * *"]],
    ["cel.bind(i, inputs, i.files.first)", ["inputs * *"]],
    ['output["si" + "ze"]', ["output * *"]],
    ["has(output.first)", ["output * first"]],
    ["run.total - run.failed", ["run * total", "run * failed"]],
  ])("%s", (text, expected) => {
    expect(uses(text)).toEqual(expected);
  });

  test("its variables are sorted", () => {
    expect((checkExpression("run.total > output.size") as CheckedExpression).variables).toEqual(["output", "run"]);
  });
});
