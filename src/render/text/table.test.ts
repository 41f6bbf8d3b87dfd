import { expect, test } from "vitest";
import { formatBytes, formatDuration, renderTable, safeText } from "../index.ts";

test("columns are as wide as their widest cell, and lines do not end in spaces", () => {
  const table = renderTable(
    [{ title: "a" }, { title: "number", align: "right" }],
    [
      ["long name", "1"],
      ["b", "12"],
    ],
  );
  expect(table).toBe("a          number\nlong name       1\nb              12");
});

test("wide characters count two columns, combining marks and colours none", () => {
  const table = renderTable(
    [{ title: "x" }, { title: "y" }],
    [
      ["日本", "1"],
      ["e\u0301e", "2"],
      ["\u001b[31mred\u001b[39m", "3"],
    ],
  );
  expect(table).toBe("x     y\n日本  1\ne\u0301e    2\n\u001b[31mred\u001b[39m   3");
});

test("durations are rounded to what a reader needs", () => {
  expect([0.4, 7, 999.6, 12_345, 59_960, 245_000, 7_380_000].map(formatDuration)).toEqual([
    "<1ms",
    "7ms",
    "1.0s",
    "12.3s",
    "1m 00s",
    "4m 05s",
    "2h 03m",
  ]);
});

test("bytes are in powers of a thousand", () => {
  expect([0, 999, 1500, 3_200_000, 4.2e9].map(formatBytes)).toEqual(["0 B", "999 B", "1.5 KB", "3.2 MB", "4.2 GB"]);
});

test("text from outside cannot steer the terminal", () => {
  expect(safeText("a\u001b[2Jb\u202e\n")).toBe("a\\u001b[2Jb\\u202e\\n");
});
