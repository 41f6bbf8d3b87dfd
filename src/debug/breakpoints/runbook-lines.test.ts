import { describe, expect, test } from "vitest";
import type { ArtifactId, PlannedArtifact } from "../../domain/index.ts";
import { RunbookLines } from "./runbook-lines.ts";

/** The lines of a text whose artifacts are the given keys. */
function linesOf(text: string, ids: readonly string[]): RunbookLines {
  const lines = text.split("\n");
  const planned = ids.map((id) => {
    const line = lines.findIndex((one) => new RegExp(`(^|[{,\\s])${id}:`).test(one)) + 1;
    const column = (lines[line - 1]?.indexOf(`${id}:`) ?? 0) + 1;
    return { id, location: { file: "r.yaml", line, column, endLine: line, endColumn: column + id.length } };
  });
  return new RunbookLines(text, planned as unknown as readonly PlannedArtifact[]);
}

const text = `name: Shop
artifacts:
  # The texts.
  texts:
    source:
      type: filesystem

      properties: { path: texts }

  # All of them.
  all:
    inputs: texts
    # as a list
    output: true
    output_schema:
      standard_input:1.0.0
    tags: [x]
config:
  workers: 1
`;

describe("an artifact has the lines from its key to its last line", () => {
  const lines = linesOf(text, ["texts", "all"]);

  test("without the empty lines and comments behind it, and without other keys of the runbook", () => {
    expect(lines.artifacts.map(({ artifacts, line, endLine }) => [artifacts, line, endLine])).toEqual([
      [["texts"], 4, 8],
      [["all"], 11, 17],
    ]);
  });

  test.each([
    [4, "texts", "before", 4],
    [7, "texts", "before", 7],
    [11, "all", "before", 11],
    [12, "all", "before", 12],
    [14, "all", "after", 14],
    [15, "all", "after", 15],
    [16, "all", "after", 16],
    [17, "all", "before", 17],
  ])("line %i stops at %s, %s it", (line, artifact, side, shown) => {
    expect(lines.at(line)).toEqual({ artifacts: [artifact], side, line: shown, isMoved: false });
  });

  test.each([
    [1, "texts", 4],
    [3, "texts", 4],
    [9, "all", 11],
    [10, "all", 11],
  ])("line %i, which belongs to none, moves to the next artifact", (line, artifact, shown) => {
    expect(lines.at(line)).toEqual({ artifacts: [artifact], side: "before", line: shown, isMoved: true });
  });

  test.each([18, 19, 20, 99])("line %i, behind the last, has no artifact", (line) => {
    expect(lines.at(line)).toBeNull();
  });
});

test("artifacts on one line are told apart by the column", () => {
  const flow = linesOf("artifacts: { a: { source: x }, b: { inputs: a } }\n", ["a", "b"]);
  expect(flow.at(1)?.artifacts).toEqual(["a"]);
  expect(flow.at(1, 14)?.artifacts).toEqual(["a"]);
  expect(flow.at(1, 40)?.artifacts).toEqual(["b"]);
});

test("Windows line ends count as one", () => {
  const lines = linesOf(text, ["texts", "all"]);
  const windows = new RunbookLines(
    text.replaceAll("\n", "\r\n"),
    lines.artifacts.map(({ artifacts, line, column }) => ({
      id: artifacts[0],
      location: { file: "r.yaml", line, column, endLine: line, endColumn: column },
    })) as unknown as readonly PlannedArtifact[],
  );
  expect(windows.artifacts.map(({ endLine }) => endLine)).toEqual([8, 17]);
});

test("a runbook that is included several times has the lines of each artifact once, for all of its inclusions", () => {
  const once = linesOf(text, ["texts", "all"]).artifacts;
  const planned = ["first", "second"].flatMap((group) =>
    once.map(({ artifacts, line, column }) => ({
      id: `${group}/${artifacts[0]}`,
      location: { file: "r.yaml", line, column, endLine: line, endColumn: column },
    })),
  );
  const lines = new RunbookLines(text, planned as unknown as readonly PlannedArtifact[]);
  expect(lines.artifacts.map(({ line, endLine }) => [line, endLine])).toEqual(
    once.map((one) => [one.line, one.endLine]),
  );
  expect(lines.at(7)?.artifacts).toEqual(["first/texts", "second/texts"]);
  expect(lines.of("second/all" as ArtifactId)?.line).toBe(11);
});
