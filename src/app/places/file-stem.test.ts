import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArtifactId } from "../../domain/index.ts";
import { fileStem } from "./file-stem.ts";

const stemOf = (id: string): string => fileStem(id as ArtifactId);

test("the file of an artifact is named like it, with dots for the slashes of child runbooks", () => {
  expect(["findings", "findings/detect", "a__b", "a/b"].map(stemOf)).toEqual([
    ...["findings", "findings.detect", "a__b", "a.b"],
  ]);
});

test("whatever ids an imported record has, files have different names in their folder", () => {
  const part = fc.oneof(
    fc.constantFrom("..", ".", "a", "a.b", "a__b", "\\", "C:", "b"),
    fc.string({ unit: "grapheme" }),
  );
  const id = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(id, id, (one, other) => {
      const [first, second] = [stemOf(one), stemOf(other)];
      expect(first === second).toBe(one.toWellFormed() === other.toWellFormed());
      expect(`${first}.json`).not.toMatch(/[/\\:]|^\.{1,2}$/);
    }),
    { seed: 7 },
  );
});

test("the name of a deeply nested artifact stays within what file systems allow, and different from its siblings'", () => {
  const long = (end: string): string => `${Array(16).fill("x".repeat(120)).join("/")}/${end}`;
  expect(stemOf(long("a")).length).toBeLessThanOrEqual(180);
  expect(stemOf(long("a"))).not.toBe(stemOf(long("b")));
});
