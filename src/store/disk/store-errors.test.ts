import { expect, test } from "vitest";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import { type StoreAction, storeError } from "./store-errors.ts";

function sqlite(errcode: number): Error {
  return Object.assign(new Error("something about Erika"), { code: "ERR_SQLITE_ERROR", errcode });
}

function system(code: string): Error {
  return Object.assign(new Error(`${code}: something`), { code, syscall: "write" });
}

test.each<readonly [string, Error, StoreAction, string]>([
  ["busy", sqlite(5), "write", "WCT_STORE_LOCKED"],
  ["busy while recovering", sqlite(261), "open", "WCT_STORE_LOCKED"],
  ["full", sqlite(13), "write", "WCT_STORE_WRITE_FAILED"],
  ["read-only", sqlite(8), "write", "WCT_STORE_WRITE_FAILED"],
  ["an error of the disk while writing", sqlite(10), "write", "WCT_STORE_WRITE_FAILED"],
  ["an error of the disk while reading", sqlite(266), "read", "WCT_STORE_UNREADABLE"],
  ["a damaged page", sqlite(11), "read", "WCT_STORE_DAMAGED"],
  ["not a database", sqlite(26), "open", "WCT_STORE_DAMAGED"],
  ["cannot be opened", sqlite(14), "open", "WCT_STORE_UNREADABLE"],
  ["no space", system("ENOSPC"), "write", "WCT_STORE_WRITE_FAILED"],
  ["over the quota", system("EDQUOT"), "write", "WCT_STORE_WRITE_FAILED"],
  ["no permission to write", system("EACCES"), "write", "WCT_STORE_WRITE_FAILED"],
  ["no permission to read", system("EACCES"), "read", "WCT_STORE_UNREADABLE"],
])("%s has its code, the folder and a hint, and quotes nothing", (_, error, action, code) => {
  const coded = storeError(error, "/srv/.wct", action);
  if (!isWctError(coded)) throw new Error("the error is coded");
  expect(coded.code).toBe(code);
  expect(coded.message).toMatch(/^the store "\/srv\/\.wct" /);
  expect(coded.message).not.toContain("Erika");
  expect(coded.diagnostics[0]?.hint).toMatch(/^[a-z]+ /);
  expect(coded.cause).toBe(error);
});

test("a coded error and a bug pass unchanged", () => {
  const coded = wctError("WCT_RUN_NOT_FOUND", { message: "no run" });
  const bug = new TypeError("x is not a function");
  expect(storeError(coded, "/srv/.wct", "read")).toBe(coded);
  expect(storeError(bug, "/srv/.wct", "write")).toBe(bug);
});
