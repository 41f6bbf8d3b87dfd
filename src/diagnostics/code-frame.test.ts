import { expect, test } from "vitest";
import { position, renderDiagnostic, renderDiagnostics } from "./code-frame.ts";
import { type DiagnosticDetails, diagnostic, type SourceRange } from "./diagnostic.ts";

function at(line: number, column: number, end: { line?: number; column: number }): SourceRange {
  return { file: "a.yaml", line, column, endLine: end.line ?? line, endColumn: end.column };
}

function render(text: string | undefined, details: Partial<DiagnosticDetails>): string[] {
  return renderDiagnostic(diagnostic("WCT_USAGE", { message: "wrong", ...details }), () => text).split("\n");
}

test("a diagnostic without a location is one line", () => {
  expect(render(undefined, {})).toEqual(["error[WCT_USAGE]: wrong"]);
});

test("the marker stands below what is meant", () => {
  expect(render("a: 1\nbc: 2", { location: at(2, 5, { column: 6 }) })).toEqual([
    "error[WCT_USAGE]: wrong",
    "  --> a.yaml:2:5",
    "  |",
    "2 | bc: 2",
    "  |     ^",
  ]);
});

test("a warning says so", () => {
  expect(render(undefined, { severity: "warning" })[0]).toBe("warning[WCT_USAGE]: wrong");
});

test("hint and related locations follow the frame", () => {
  const related = [{ message: "first here", location: at(1, 1, { column: 2 }) }];
  expect(render("x", { location: at(1, 1, { column: 2 }), hint: "Do it", related }).slice(-2)).toEqual([
    " note: first here (a.yaml:1:1)",
    " hint: Do it",
  ]);
});

test("a file that cannot be had leaves the position", () => {
  expect(render(undefined, { location: at(3, 1, { column: 2 }) })).toEqual([
    "error[WCT_USAGE]: wrong",
    "  --> a.yaml:3:1",
  ]);
});

test("a line that is not in the file leaves the position", () => {
  expect(render("x", { location: at(3, 1, { column: 2 }) })).toHaveLength(2);
});

test("tabs and escape sequences take one column each and do not reach the terminal", () => {
  const lines = render("\t\u001b[31mred", { location: at(1, 7, { column: 10 }) });
  expect(lines.slice(-2)).toEqual(["1 |   [31mred", "  |       ^^^"]);
});

test("a range over several lines is marked to the end of its first line", () => {
  expect(render("key: [a,\n  b]", { location: at(1, 6, { line: 2, column: 5 }) }).at(-1)).toBe("  |      ^^^");
});

test("an empty range gets one marker, also at the end of a line", () => {
  expect(render("ab", { location: at(1, 3, { column: 3 }) }).at(-1)).toBe("  |   ^");
});

test("carriage returns are no part of a line", () => {
  expect(render("ab\r\ncd\r\n", { location: at(1, 1, { line: 2, column: 1 }) }).slice(-2)).toEqual([
    "1 | ab",
    "  | ^^",
  ]);
});

test("of a wide line the part around the marker is shown", () => {
  const text = `${"x".repeat(500)}HERE${"y".repeat(500)}`;
  const [line, marker] = render(text, { location: at(1, 501, { column: 505 }) }).slice(-2);
  expect(line).toHaveLength("1 | ".length + 120);
  expect(line?.slice(marker?.indexOf("^"), (marker?.lastIndexOf("^") ?? 0) + 1)).toBe("HERE");
});

test("a marker never runs beyond the part that is shown", () => {
  const marker = render("x".repeat(1000), { location: at(1, 1, { column: 1000 }) }).at(-1);
  expect(marker).toBe(`  | ${"^".repeat(120)}`);
});

test("the gutter is as wide as the line number", () => {
  expect(render("\n".repeat(99) + "z", { location: at(100, 1, { column: 2 }) }).slice(-3)).toEqual([
    "    |",
    "100 | z",
    "    | ^",
  ]);
});

test("a style colours the header, the marker and the frame's lines", () => {
  const style = { error: (t: string) => `<e>${t}</e>`, warning: (t: string) => t, faint: (t: string) => `<f>${t}</f>` };
  const d = diagnostic("WCT_USAGE", { message: "wrong", location: at(1, 1, { column: 3 }) });
  expect(renderDiagnostic(d, () => "ab", style).split("\n")).toEqual([
    "<e>error[WCT_USAGE]</e>: wrong",
    "  <f>--></f> a.yaml:1:1",
    "  <f>|</f>",
    "1 <f>|</f> ab",
    "  <f>|</f> <e>^^</e>",
  ]);
});

test("a position is file, line and column", () => {
  expect(position(at(4, 9, { column: 10 }))).toBe("a.yaml:4:9");
});

test("many diagnostics stand one below the other, and their file is read once", () => {
  let reads = 0;
  const all = [1, 2, 2].map((line) =>
    diagnostic("WCT_USAGE", { message: `wrong ${line}`, location: at(line, 1, { column: 2 }) }),
  );
  const source = () => {
    reads += 1;
    return "a: 1\nb: 2";
  };
  const frames = renderDiagnostics(all, source).split("\n\n");
  expect(reads).toBe(1);
  expect(frames).toEqual(all.map((one) => renderDiagnostic(one, source)));
});
