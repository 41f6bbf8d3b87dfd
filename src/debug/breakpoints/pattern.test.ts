import { describe, expect, test } from "vitest";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { artifactsMatching } from "./pattern.ts";

function planOf(...ids: readonly string[]): ExecutionPlan {
  return samplePlan(
    ids.map(() => []),
    (index) => ({ id: ids[index] as ArtifactId }),
  );
}

const plan = planOf("letters", "letters_2024", "post-cards");

describe("a pattern", () => {
  test.each([
    ["letters", ["letters"]],
    ["letters*", ["letters", "letters_2024"]],
    ["*", ["letters", "letters_2024", "post-cards"]],
    ["**-?ards", ["post-cards"]],
    ["?etters", ["letters"]],
    ["post-cards,letters", ["letters", "post-cards"]],
    ["letters*, letters", ["letters", "letters_2024"]],
    ["*e*t*2?2*", ["letters_2024"]],
  ])("%s names the artifacts %j", (pattern, expected) => {
    expect(artifactsMatching(plan, pattern)).toEqual(expected);
  });

  test.each([
    "",
    "letter",
    "letters?",
    "LETTERS",
    ".*",
    "[a-z]+",
    "letters|x",
    "letters,x",
    ",",
    "\\",
    "\u{1f600}",
    "\ud800",
    "l\n",
  ])("%j names nothing", (pattern) => {
    expect(() => artifactsMatching(plan, pattern)).toThrow(/no artifact/);
  });

  test("with many stars is matched in the time that its length takes", () => {
    const long = planOf("a".repeat(200));
    expect(() => artifactsMatching(long, `${"*a".repeat(60)}*b`)).toThrow("no artifact matches the pattern");
    expect(artifactsMatching(long, `${"*a".repeat(60)}*`)).toHaveLength(1);
  });
});
