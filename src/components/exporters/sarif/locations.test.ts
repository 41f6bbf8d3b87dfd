import { expect, test } from "vitest";
import type { Origin } from "../../../plugin/index.ts";
import { locationOf, placingIn } from "./locations.ts";

const folder = (path: string | null): Origin => ({
  ...{ kind: "dir", written: "./data", path },
  absolute: path === null ? null : `/repository/${path}`,
});
const table: Origin = {
  kind: "file",
  written: "./shop.db",
  path: "audit/shop.db",
  absolute: "/repository/audit/shop.db",
};
const nothingExists = (): boolean => false;

test("a file stands in the only folder that was read, also beside a database, and when it is no longer there", () => {
  expect(placingIn([table, folder("audit/data")], nothingExists)("logs/a.log")).toEqual({
    path: "audit/data/logs/a.log",
    base: "SRCROOT",
  });
});

test("a file that the runbook names is where the runbook says", () => {
  const csv: Origin = { ...table, written: "./rows.csv", path: "audit/rows.csv" };
  expect(placingIn([csv, folder("audit/data")])("./rows.csv")).toEqual({ path: "audit/rows.csv", base: "SRCROOT" });
  expect(placingIn([{ ...csv, path: null }, folder("audit/data")])("./rows.csv").base).toBe("READ");
});

test("of several folders it is the one that has the file, for each file anew", () => {
  const there = ["/repository/a/x.log", "/repository/b/y.log", "/repository/a/both.log", "/repository/b/both.log"];
  const placing = placingIn([folder("a"), folder("b")], (path) => there.includes(path));
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
  expect(placingIn(origins, () => true)("a.log")).toEqual({ path: "a.log", base: "READ" });
});

test("a folder named . adds nothing to the path", () => {
  expect(locationOf({ kind: "file", path: "a b.txt", line: 3 }, placingIn([folder("")]))).toEqual({
    physicalLocation: {
      artifactLocation: { uri: "a%20b.txt", uriBaseId: "SRCROOT" },
      region: { startLine: 3 },
    },
  });
});
