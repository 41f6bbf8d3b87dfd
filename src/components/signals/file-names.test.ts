import { expect, test } from "vitest";
import { fileName, keyOf } from "./file-names.ts";

test("a path gives folders, name and extension; a log keeps its extension", () => {
  expect(fileName("a/b/orders.CSV")).toEqual({ name: "orders", folders: ["a", "b"], extension: "csv" });
  expect(fileName("logs/access.log")).toMatchObject({ name: "access.log" });
  expect(fileName(".env")).toEqual({ name: ".env", folders: [], extension: "" });
});

test("the key of a field is its last part; a dot of an abbreviation parts nothing", () => {
  expect(["email", "people[].email", "a.tags[]", "Tel. privat"].map(keyOf)).toEqual([
    "email",
    "email",
    "tags",
    "Tel. privat",
  ]);
});
