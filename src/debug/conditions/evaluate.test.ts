import { describe, expect, test } from "vitest";
import { conditionFacts } from "../../testing/condition-facts.ts";
import { checkExpression, evaluateText, isFault } from "./index.ts";

const facts = conditionFacts();
const failing = conditionFacts({ output: null });

describe("values", () => {
  test.each([
    ['inputs["db_schema"].size > 10', true],
    ["output == null", false],
    ["output.summary == null", true],
    ["inputs.db_schema.summary.share * 2", 1],
    ["inputs.db_schema.first[0].score + 0.5", 1.5],
    ["inputs.db_schema.size / 8", 1],
    ["inputs.db_schema.size / 8.0", 1.5],
    ["inputs.db_schema.first[0].constructor", "x"],
    ["inputs.db_schema.first.exists(t, t.score < 1)", true],
    ["inputs.map(id, inputs[id].size)", [12]],
    ["config.sample % 3 == 1", true],
    ["config.url", "${DB_URL}"],
    ["has(artifact.error)", true],
    ["artifact.tags", ["pii"]],
    ["[output.size, artifact.id]", [2, "findings"]],
    ['{"a": 1, 2: b"hi"}', { a: 1, 2: "aGk=" }],
    ["9007199254740993", "9007199254740993"],
    ["3u", 3],
    ["0.0 / 0.0", "NaN"],
    ["-1.0 / 0.0", "-Infinity"],
    ['duration("-1500ms")', "-1.5s"],
    ['timestamp("2025-01-01T00:00:00Z")', "2025-01-01T00:00:00.000Z"],
    ["type(1)", "int"],
    ["null", null],
  ])("%s", (text, value) => {
    expect(isFault(checkExpression(text))).toBe(false);
    expect(evaluateText(text, facts)).toEqual({ kind: "value", value });
  });

  test("a whole variable is given as JSON", () => {
    for (const name of ["inputs", "output", "config", "artifact", "run"] as const) {
      expect(evaluateText(name, facts)).toEqual({ kind: "value", value: facts[name] });
    }
  });
});

describe("failures", () => {
  test.each([
    ["output.size == 0", '"output" is null here', "test output != null first"],
    ["artifact.error.code", '"artifact.error" is null here', "test artifact.error != null first"],
    ["inputs.files.size", '"findings" has no input "files"', 'its inputs are "db_schema"'],
    ["config.other", '"config" has no key "other"', 'test "other" in config first'],
    ["config[artifact.id]", '"config" does not have that key', "test KEY in config first"],
    ["1 / run.failed", 'division by zero in "1 / run.failed"', "test the divisor first"],
    ["config.tables[2]", 'no element at this position in "config.tables[2]"', "test size() first"],
    [
      "config.url < 2",
      'no operator for string < int in "config.url < 2"',
      "test type() first, or convert with int(), double() or string()",
    ],
    ["artifact.id.matches(config.tables[0] + '(')", undefined, "correct the pattern"],
    [
      "int(config.url)",
      'a value that cannot be converted in "int(config.url)"',
      "test the value before the conversion",
    ],
    [
      "bytes(config.url).json()",
      'a value of another type than the expression needs in "bytes(config.url).json()"',
      "test type() first",
    ],
  ])("%s", (text, message, hint) => {
    expect(isFault(checkExpression(text))).toBe(false);
    expect(evaluateText(text, failing)).toEqual({ kind: "failed", message: message ?? expect.any(String), hint });
  });

  test("a message never quotes content", () => {
    const secret = conditionFacts({ config: { url: "s3cret" } });
    for (const text of [
      "bool(config.url)",
      "config[config.url]",
      "artifact.id.matches(config.url + '(')",
      "int(config.url)",
    ]) {
      expect(JSON.stringify(evaluateText(text, secret))).not.toContain("s3cret");
    }
  });

  test("content that is nested too deeply makes it fail", () => {
    let deep: readonly unknown[] = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    const config = { deep } as never;
    expect(evaluateText("config.deep == 1", conditionFacts({ config }))).toMatchObject({ kind: "failed" });
  });
});
