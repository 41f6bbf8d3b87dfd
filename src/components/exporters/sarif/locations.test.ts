import { describe, expect, test } from "vitest";
import type { Origin } from "../../../plugin/index.ts";
import { createDeclarationFinder, createPlacing, locationOf } from "./locations.ts";

const folder = (path: string | null): Origin => ({
  ...{ kind: "dir", written: "./data", path },
  absolute: path === null ? null : `/repository/${path}`,
  declared: { path: "audit/runbook.yaml", file: "runbook.yaml", line: 4 },
});
const table: Origin = {
  kind: "file",
  written: "./shop.db",
  path: "audit/shop.db",
  absolute: "/repository/audit/shop.db",
  declared: { path: "audit/runbook.yaml", file: "runbook.yaml", line: 9 },
};
const nothingExists = (): boolean => false;

test("a file stands in the only folder that was read, also beside a database, and when it is no longer there", () => {
  expect(createPlacing([table, folder("audit/data")], nothingExists)("logs/a.log")).toEqual({
    path: "audit/data/logs/a.log",
    base: "SRCROOT",
  });
});

test("a file that the runbook names is where the runbook says", () => {
  const csv: Origin = { ...table, written: "./rows.csv", path: "audit/rows.csv" };
  expect(createPlacing([csv, folder("audit/data")])("./rows.csv")).toEqual({ path: "audit/rows.csv", base: "SRCROOT" });
  expect(createPlacing([{ ...csv, path: null }, folder("audit/data")])("./rows.csv").base).toBe("READ");
});

test("of several folders it is the one that has the file, for each file anew", () => {
  const there = ["/repository/a/x.log", "/repository/b/y.log", "/repository/a/both.log", "/repository/b/both.log"];
  const placing = createPlacing([folder("a"), folder("b")], (path) => there.includes(path));
  expect(["x.log", "y.log", "both.log", "none.log"].map((path) => placing(path))).toEqual([
    { path: "a/x.log", base: "SRCROOT" },
    { path: "b/y.log", base: "SRCROOT" },
    { path: "both.log", base: "READ" },
    { path: "none.log", base: "READ" },
  ]);
});

test.each([
  ["no folder", []],
  ["a folder that only a variable names", [folder(null)]],
  ["such a folder beside one that has the file", [folder("a"), folder(null)]],
])("with %s the path stays as the finding has it, and says so", (_, origins) => {
  expect(createPlacing(origins, () => true)("a.log")).toEqual({ path: "a.log", base: "READ" });
});

test("a folder named . adds nothing to the path", () => {
  const places = { placing: createPlacing([folder("")]), declaring: createDeclarationFinder([], table.declared) };
  expect(locationOf({ kind: "file", path: "a b.txt", line: 3 }, places)).toEqual({
    physicalLocation: {
      artifactLocation: { uri: "a%20b.txt", uriBaseId: "SRCROOT" },
      region: { startLine: 3 },
    },
  });
});

describe("a column stands where the runbook declares", () => {
  const artifact = { path: "audit/runbook.yaml", file: "runbook.yaml", line: 20 };
  const lineOf = (origins: readonly Origin[], database: string): number =>
    createDeclarationFinder(origins, artifact)(database).line;
  const written = (path: string, line: number): Origin => ({
    ...table,
    written: path,
    declared: { ...table.declared, line },
  });

  test("the source whose file is named as the database is", () => {
    const origins = [folder("audit/data"), written("./shop.db", 9), written("data/crm.sqlite", 12)];
    expect([lineOf(origins, "shop"), lineOf(origins, "crm")]).toEqual([9, 12]);
    expect(lineOf([written("${SHOP:-./data/shop.db}", 7)], "shop")).toBe(7);
  });
  test("the artifact with the findings, when no source or more than one is named so", () => {
    expect(lineOf([folder("audit/shop")], "shop")).toBe(20);
    expect(lineOf([written("a/shop.db", 9), written("b/shop.db", 12)], "shop")).toBe(20);
  });
  test("under the folder of the runbook, when that lies outside the repository", () => {
    const places = { placing: createPlacing([]), declaring: () => ({ path: null, file: "my runbook.yaml", line: 3 }) };
    const { physicalLocation } = locationOf({ kind: "table", database: "shop", table: "orders" }, places);
    expect(physicalLocation).toEqual({
      artifactLocation: { uri: "my%20runbook.yaml", uriBaseId: "RUNBOOK" },
      region: { startLine: 3 },
    });
  });
});
