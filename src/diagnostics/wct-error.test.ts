import { expect, test } from "vitest";
import { diagnostic } from "./diagnostic.ts";
import { assertNever, invariant, isWctError, WctError, wctError } from "./wct-error.ts";

test("an error takes code, text and exit code from its first diagnostic", () => {
  const error = new WctError([
    diagnostic("WCT_RUN_NOT_FOUND", { message: "no run" }),
    diagnostic("WCT_USAGE", { message: "other" }),
  ]);
  expect([error.code, error.message, error.exitCode]).toEqual(["WCT_RUN_NOT_FOUND", "no run", 3]);
});

test("the cause is kept", () => {
  const cause = new Error("disk");
  expect(wctError("WCT_USAGE", { message: "m", cause }).cause).toBe(cause);
});

test("an error of another copy of the package is recognised", () => {
  const foreign = Object.assign(new Error("m"), { [Symbol.for("wct.error")]: true });
  expect([isWctError(foreign), isWctError(new Error("m")), isWctError({ code: "WCT_USAGE" })]).toEqual([
    true,
    false,
    false,
  ]);
});

test("a broken invariant is a bug in wct", () => {
  expect(() => invariant(false, "the sum is 3")).toThrow("the sum is 3; this is a bug in wct");
  expect(() => invariant(true, "fine")).not.toThrow();
});

test("a case that cannot be names itself", () => {
  expect(() => assertNever("odd" as never)).toThrow('unexpected case "odd"');
});

test("what is undefined is left out of a diagnostic", () => {
  expect(Object.keys(diagnostic("WCT_USAGE", { message: "m", hint: undefined }))).toEqual([
    "code",
    "severity",
    "message",
  ]);
});
