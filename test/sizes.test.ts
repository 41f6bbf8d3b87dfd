import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

/*
 * A function fits a screen, a file is read in one go. What grows beyond is split where its parts part; the callback of
 * `describe` is a chapter of tests, and no function in this sense.
 */
const mostLines = { file: 300, function: 40 };
const folders = ["bench", "report", "scripts", "src", "test"] as const;

const root = join(import.meta.dirname, "..");
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file))
    .toSorted(),
);

/** Where each function of a text stands, from line to line, both counted from 1. */
function functionsIn(file: string, text: string): readonly { readonly first: number; readonly last: number }[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineOf = (offset: number): number => starts.findLastIndex((start) => start <= offset) + 1;
  const found: { first: number; last: number }[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one);
      return;
    }
    if (!isNode(node)) return;
    if (isFunction(node)) found.push({ first: lineOf(node.start), last: lineOf(node.end - 1) });
    const children = isChapter(node) ? node.arguments.flatMap((one) => (isNode(one) ? one["body"] : [])) : node;
    for (const child of Object.values(children)) visit(child);
  };
  visit(parseSync(file, text).program.body);
  return found;
}

interface Node extends Record<string, unknown> {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
const isFunction = ({ type }: Node): boolean =>
  /^(Function(Declaration|Expression)|ArrowFunctionExpression)$/.test(type);

/** `describe(...)`, `describe.each(...)(...)`, `describeSomething(...)`. */
function isChapter(node: Node): node is Node & { readonly arguments: readonly unknown[] } {
  if (node.type !== "CallExpression") return false;
  let callee: unknown = node["callee"];
  while (isNode(callee) && callee.type !== "Identifier") callee = callee["object"] ?? callee["callee"];
  return isNode(callee) && typeof callee["name"] === "string" && /^describe/.test(callee["name"]);
}

describe("sizes", () => {
  test(`no file has more than ${mostLines.file} lines`, () => {
    const large = files.map((file) => [file, readFileSync(join(root, file), "utf8").split("\n").length - 1] as const);
    expect(large.filter(([, lines]) => lines > mostLines.file)).toEqual([]);
  });

  test(`no function has more than ${mostLines.function} lines`, () => {
    const large = files.flatMap((file) =>
      functionsIn(file, readFileSync(join(root, file), "utf8"))
        .map(({ first, last }) => ({ place: `${file}:${first}`, lines: last - first + 1 }))
        .filter(({ lines }) => lines > mostLines.function),
    );
    expect(large).toEqual([]);
  });

  test("functions are found wherever they stand, but for the chapters of a test", () => {
    const text = `describe("a", () => {
  test("b", () => {
    go();
  });
});
class C {
  m() {
    return () => 1;
  }
}
describe.each([1])("c", () => {});
`;
    expect(functionsIn("sample.ts", text)).toEqual([
      { first: 2, last: 4 },
      { first: 7, last: 9 },
      { first: 8, last: 8 },
    ]);
  });
});
