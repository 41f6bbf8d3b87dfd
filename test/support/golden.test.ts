import { afterEach, expect, test, vi } from "vitest";
import { expectGolden } from "./golden.ts";

afterEach(() => void vi.unstubAllEnvs());

test("a golden that is missing fails", () => {
  vi.stubEnv("UPDATE_GOLDEN", "");
  expect(() => expectGolden("bad-input/there-is-no-such-file.txt", "x")).toThrow("is missing");
});

test("a golden that differs fails", () => {
  vi.stubEnv("UPDATE_GOLDEN", "");
  expect(() => expectGolden("bad-input/empty.txt", "x")).toThrow();
});
