import { expect, test } from "vitest";
import { noiseKinds, noiseOf } from "./noise.ts";

test.each(noiseKinds.map((kind) => [kind.name, kind] as const))(
  "%s are the same each time they are made",
  (_, kind) => {
    const text = noiseOf(kind, 5000);
    expect(noiseOf(kind, 5000)).toBe(text);
    expect(text.length).toBeGreaterThanOrEqual(5000);
    expect(noiseOf(kind, 9000).startsWith(text)).toBe(true);
  },
);

test("kinds of noise have names of their own", () => {
  expect(new Set(noiseKinds.map(({ name }) => name)).size).toBe(noiseKinds.length);
});
