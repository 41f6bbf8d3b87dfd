import { expect, test } from "vitest";
import type { Origin } from "../../../plugin/index.ts";
import { locationOf, placeOf } from "./locations.ts";

const folder = (path: string | null): Origin => ({ kind: "dir", written: "./data", path });
const table: Origin = { kind: "file", written: "./shop.db", path: "audit/shop.db" };

test("a file stands in the only folder that was read, also beside a database", () => {
  expect(placeOf("logs/a.log", [table, folder("audit/data")])).toEqual({
    path: "audit/data/logs/a.log",
    base: "SRCROOT",
  });
});

test("a file that the runbook names is where the runbook says", () => {
  const csv: Origin = { kind: "file", written: "./rows.csv", path: "audit/rows.csv" };
  expect(placeOf("./rows.csv", [csv, folder("audit/data")])).toEqual({ path: "audit/rows.csv", base: "SRCROOT" });
  expect(placeOf("./rows.csv", [{ ...csv, path: null }, folder("audit/data")]).base).toBe("READ");
});

test.each([
  ["no folder", []],
  ["two folders", [folder("a"), folder("b")]],
  ["a folder that only a variable names", [folder(null)]],
])("with %s the path stays as the finding has it, and says so", (_, origins) => {
  expect(placeOf("a.log", origins)).toEqual({ path: "a.log", base: "READ" });
});

test("a folder named . adds nothing to the path", () => {
  expect(locationOf({ kind: "file", path: "a b.txt", line: 3 }, [folder("")])).toEqual({
    physicalLocation: {
      artifactLocation: { uri: "a%20b.txt", uriBaseId: "SRCROOT" },
      region: { startLine: 3 },
    },
  });
});
