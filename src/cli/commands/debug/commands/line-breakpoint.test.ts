import { describe, expect, test } from "vitest";
import type { DebuggedFile } from "../../../../app/debug/index.ts";
import { nestedPlan } from "../../../../testing/plans/nested-plan.ts";
import { linesFor, placeOfLine } from "./line-breakpoint.ts";

/** A text with a key at each of these lines. */
function fileOf(shown: string, lines: readonly number[]): DebuggedFile {
  const text = Array.from({ length: 20 }, (_, at) => (lines.includes(at + 1) ? "key:" : "")).join("\n");
  return { shown, path: null, text, isChanged: false };
}

const children = [fileOf("parts/pass.yaml", [6, 9, 14]), fileOf("parts/mask.yaml", [6])];
const located = nestedPlan().artifacts.map((one) => {
  const { file } = one.location;
  return { ...one, location: { ...one.location, file: one.group.length > 0 ? `parts/${file}` : file } };
});
const opened = {
  session: { plan: { ...nestedPlan(), artifacts: located } },
  runbook: { ...fileOf("shop.yaml", [4, 6, 11, 16]), children },
};
const place = (written: string) => placeOfLine(opened, written, "/project");

describe("a place", () => {
  test("is a line of the runbook, or of a file by its path or its name", () => {
    expect(place("16")).toMatchObject({ pattern: "record", line: "shop.yaml:16" });
    expect(place("/project/shop.yaml:16")).toMatchObject({ pattern: "record" });
    expect(place("mask.yaml:6")).toMatchObject({ pattern: "findings/mask/hide", line: "parts/mask.yaml:6" });
    expect(place("parts/pass.yaml:6")).toMatchObject({ pattern: "findings/detect,again/detect", side: "before" });
  });

  test.each(["record", "re*", "pass.yaml", "a:b", "16a", "-1"])("%s is no line", (written) => {
    expect(place(written)).toBeNull();
  });

  test("without an artifact is refused with the artifacts around it", () => {
    expect(() => place("pass.yaml:12")).toThrow('line 12 of "parts/pass.yaml" belongs to no artifact');
    expect(() => place("pass.yaml:12")).toThrow(
      expect.objectContaining({
        diagnostics: [
          expect.objectContaining({
            hint: 'nearest to it: "findings/mask" (line 9); "findings/log" (line 14)',
          }),
        ],
      }),
    );
  });

  test("in a file of another session, or whose text was deleted, is refused", () => {
    expect(() => place("other.yaml:6")).toThrow('this session debugs no runbook "other.yaml"');
    const deleted = { ...opened, runbook: { ...opened.runbook, text: null } };
    expect(() => placeOfLine(deleted, "4", "/project")).toThrow("its lines are unknown");
  });
});

test("files are completed, then the lines at which their artifacts begin", () => {
  expect(linesFor(opened, "")).toEqual(["shop.yaml:", "parts/pass.yaml:", "parts/mask.yaml:"]);
  expect(linesFor(opened, "shop.yaml:1")).toEqual(["shop.yaml:4", "shop.yaml:6", "shop.yaml:11", "shop.yaml:16"]);
});
