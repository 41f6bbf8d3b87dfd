import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { idAt, samplePlan } from "../../testing/sample-plan.ts";
import { selectArtifacts } from "./select.ts";

// a0 → a1 → a2 → a3, and a4 → a2
const plan = samplePlan([[], [0], [1, 4], [2], []], (index) => ({
  tags: index % 2 === 0 ? ["even", "all of them"] : ["odd"],
}));
const statusOf = (id: ArtifactId) => (id === idAt(2) ? "failed" : id === idAt(3) ? "skipped" : "completed");
const select = (text: string): string => [...selectArtifacts(text, { option: "--select", plan, statusOf })].join(" ");

describe("an expression", () => {
  it.each([
    ["a1", "a1"],
    ["+a1", "a0 a1"],
    ["a1+", "a1 a2 a3"],
    ["+a2+", "a0 a1 a2 a3 a4"],
    ["a0+2", "a0 a1 a2"],
    ["1+a2", "a1 a2 a4"],
    ["1+a2+1", "a1 a2 a3 a4"],
    ["a0+0", "a0"],
    ["tag:odd", "a1 a3"],
    ['tag:"all of them"', "a0 a2 a4"],
    ["status:failed", "a2"],
    ["status:failed+", "a2 a3"],
    ["a3,a0", "a0 a3"],
    ["a3 or a0", "a0 a3"],
    ["+a2 and not a1", "a0 a2 a4"],
    ["not a0, a0", "a0 a1 a2 a3 a4"],
    ["not (a0, a1) and tag:even", "a2 a4"],
    ["not not a1", "a1"],
    ["a0, a1 and a2, a3", "a0 a3"],
    ["  a1  ", "a1"],
  ])("%j selects %j", (text, ids) => {
    expect(select(text)).toBe(ids);
  });

  it("needs a run for a status", () => {
    expect(() => selectArtifacts("status:failed", { option: "--select", plan })).toThrow('"status:failed" needs a run');
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

describe("a mistake", () => {
  it.each([
    ["", 1, "an artifact is missing"],
    ["a1 and", 7, "an artifact is missing"],
    ["a1 and and a2", 8, 'an artifact is missing before "and"'],
    ["a1,,a2", 4, 'an artifact is missing before ","'],
    ["a1 a2", 4, '"a2" follows without "and", "or" or a comma'],
    ["(a1, a2", 8, "a bracket is not closed"],
    ["a1)", 3, 'there is no "(" to this ")"'],
    ["a1, a9", 5, 'there is no artifact "a9"'],
    ["tag:evn", 1, 'no artifact has the tag "evn"'],
    ["status:done", 1, '"done" is not a status of artifacts'],
    ["tg:even", 1, '"tg:even" is neither tag:NAME nor status:STATUS'],
    ['a1, "b', 5, "a quote is not closed"],
    ["+", 1, '"+" names no artifact'],
    ["a1 and not a1", 1, "this selects no artifact"],
  ])("in %j is told at character %i", (text, column, what) => {
    const error = thrownBy(() => select(text));
    if (!isWctError(error)) throw new Error("nothing was refused");
    expect(error.code).toBe("WCT_USAGE_SELECTION");
    expect(error.message).toBe(`--select: ${what}, at character ${column}`);
    expect(error.diagnostics[0]?.location).toMatchObject({ file: "--select", line: 1, column });
  });

  it("is never anything but a usage error, whatever is written", () => {
    const piece = fc.constantFrom(
      "a0",
      "a1",
      "+",
      "(",
      ")",
      ",",
      " and ",
      " or ",
      "not ",
      "tag:",
      "status:",
      '"',
      "even",
      "1",
      " ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
          fc.string(),
        ),
        (text) => {
          try {
            expect(select(text)).not.toBe("");
          } catch (error) {
            if (!isWctError(error)) throw error;
            expect(error.code).toBe("WCT_USAGE_SELECTION");
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
