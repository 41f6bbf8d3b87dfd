import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { idAt, samplePlan } from "../../testing/sample-plan.ts";
import { needsStatuses, selectArtifacts } from "./select.ts";

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
    ["a?", "a0 a1 a2 a3 a4"],
    ["*3", "a3"],
    ["tag:e*", "a0 a2 a4"],
    ["1+(a1 or a3)", "a0 a1 a2 a3"],
    ["+(tag:odd)+", "a0 a1 a2 a3 a4"],
    ["(a0+1)+1", "a0 a1 a2"],
    ["not +a1 and not a4", "a2 a3"],
    ["2+a3+1, a1", "a1 a2 a3 a4"],
  ])("%j selects %j", (text, ids) => {
    expect(select(text)).toBe(ids);
  });

  it("selects what is inside a child runbook by the name of what includes it, or by a pattern", () => {
    const ids = ["shop", "findings/detect", "findings/deep/count", "findings_old"];
    const nested = samplePlan([[], [0], [1], []], (index) => ({
      id: ids[index] as ArtifactId,
      inputs: index === 1 || index === 2 ? [ids[index - 1] as ArtifactId] : [],
      group: index === 1 ? ["findings"] : index === 2 ? ["findings", "deep"] : [],
    }));
    const selected = (text: string) => [...selectArtifacts(text, { option: "--select", plan: nested })];
    expect(selected("findings")).toEqual(["findings/detect", "findings/deep/count"]);
    expect(selected("findings/*")).toEqual(["findings/detect", "findings/deep/count"]);
    expect(selected("findings/deep")).toEqual(["findings/deep/count"]);
    expect(selected("1+findings/detect")).toEqual(["shop", "findings/detect"]);
  });

  it("takes ids of any letters", () => {
    const plan = samplePlan([[], [0]], (index) => ({
      id: ["größe-1", "数据"][index] as ArtifactId,
      inputs: index === 1 ? ["größe-1" as ArtifactId] : [],
    }));
    expect([...selectArtifacts("größe-1+1", { option: "--select", plan })]).toEqual(["größe-1", "数据"]);
  });

  it("needs a run for a status", () => {
    expect(needsStatuses({ option: "--select", text: "a1, not +(status:failed)" })).toBe(true);
    expect(needsStatuses({ option: "--select", text: "a1, tag:odd+" })).toBe(false);
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
    ["+", 1, '"+" is not directly before an artifact'],
    ["a1 + a2", 4, '"+" follows without "and", "or" or a comma'],
    ["a1+99999999999", 4, '"99999999999" is too large a number of steps'],
    ["a1+a2", 4, '"a2" follows without "and", "or" or a comma'],
    ["++a1", 2, 'an artifact is missing before "+"'],
    ["(a1 a2)", 5, '"a2" follows without "and", "or" or a comma'],
    ["()", 2, 'an artifact is missing before ")"'],
    ["a1 AND a2", 4, '"AND" follows without "and", "or" or a comma'],
    ["a1|a2", 3, '"|" has no meaning'],
    ["b*", 1, 'no artifact matches "b*"'],
    ["tag:z*", 1, 'no tag matches "z*"'],
    ['"a?"', 1, 'there is no artifact "a?"'],
    ["tag:", 1, '"tag:" names no tag'],
    ["status:reused", 1, "this selects no artifact"],
    [`${"(".repeat(10_000)}a1${")".repeat(10_000)}`, 201, 'more than 200 levels of brackets and "not"'],
    [`${"not ".repeat(10_000)}a1`, 801, 'more than 200 levels of brackets and "not"'],
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
