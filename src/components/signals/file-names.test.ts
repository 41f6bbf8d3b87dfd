import { expect, test } from "vitest";
import { fieldsOf, fileName } from "./file-names.ts";

test("a path gives folders, name and extension; a log keeps its extension", () => {
  expect(fileName("a/b/orders.CSV")).toEqual({ name: "orders", folders: ["a", "b"], extension: "csv" });
  expect(fileName("logs/access.log")).toMatchObject({ name: "access.log" });
  expect(fileName(".env")).toEqual({ name: ".env", folders: [], extension: "" });
});

const part = (content: string, number = 1) => ({
  content,
  file: { encoding: "utf-8", bytes: 1, part: number, parts: null, overlap: 0 },
});

test("the header of a separated list gives fields", () => {
  expect(fieldsOf(part('\uFEFFemail;"Full name";since\na@b.example;A;1'), "csv")).toEqual([
    "email",
    "Full name",
    "since",
  ]);
});

test("a first line that is data is no header", () => {
  expect(fieldsOf(part("anna@shop.example,Anna\n"), "csv")).toEqual([]);
  expect(fieldsOf(part("17,Anna\n"), "csv")).toEqual([]);
  expect(fieldsOf(part("Only one\n"), "csv")).toEqual([]);
});

test("later pieces of a list have no header", () => {
  expect(fieldsOf(part("Anna,Berlin\n", 2), "csv")).toEqual([]);
});

test("keys of JSON are fields, each once; values are not", () => {
  expect(fieldsOf(part('{"a": "b", "c": [{"a": 1}]}'), "json")).toEqual(["a", "c"]);
});

test("other files have no fields", () => {
  expect(fieldsOf(part("a,b\n"), "txt")).toEqual([]);
});
