import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dependencies, isAllowed } from "../scripts/dependencies-reference.ts";

describe("what an installation brings along", async () => {
  const all = await dependencies();

  test("is there, direct and indirect", () => {
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(["yaml", "fast-deep-equal"]));
  });

  test("may be passed on: each licence, or an alternative in it, asks for no more than a notice", () => {
    expect(all.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  test("runs no script when it is installed, and compiles nothing", () => {
    expect(all.filter(({ installScripts, isNative }) => isNative || installScripts.length > 0)).toEqual([]);
  });
});

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0)", true],
  ["MIT or MPL-2.0", true],
  ["GPL-3.0", false],
  ["MIT AND GPL-3.0", false],
  ["UNLICENSED", false],
  ["none", false],
])("a licence %s is allowed: %s", (licence, allowed) => expect(isAllowed(licence)).toBe(allowed));

test("the lock file knows the packages of every platform, so that others can install what is locked", () => {
  interface Locked {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8"),
  );
  const names = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, "")));
  const optional = Object.values(lock.packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
  expect(optional.length).toBeGreaterThan(20);
  expect(optional.filter((name) => !names.has(name))).toEqual([]);
});
