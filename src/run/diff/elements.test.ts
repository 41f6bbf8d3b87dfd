import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../domain/index.ts";
import { compareElements, type ElementDifferences, type ElementSource } from "./index.ts";

const source = (elements: readonly JsonValue[], size = 3): ElementSource => ({
  elements: elements.length,
  async *batches() {
    for (let at = 0; at < elements.length; at += size) yield elements.slice(at, at + size);
  },
});

const compare = (before: readonly JsonValue[], after: readonly JsonValue[], held?: number) =>
  compareElements(source(before), source(after), { most: 100, ...(held === undefined ? {} : { held }) });

const countsOf = ({ same, new: fresh, gone, changed }: ElementDifferences) => [same, fresh, gone, changed];

/**
 * Computes the same in another way: a pool of the earlier elements, from which each later element takes an equal one.
 */
function oracle(before: readonly JsonValue[], after: readonly JsonValue[]): readonly number[] {
  const text = (value: JsonValue): string => JSON.stringify(value);
  const pool = [...before];
  const take = (fits: (one: JsonValue) => boolean): boolean => {
    const place = pool.findIndex(fits);
    if (place !== -1) pool.splice(place, 1);
    return place !== -1;
  };
  const idOf = (value: JsonValue): unknown => (value as { readonly id?: unknown }).id;
  const rest = after.filter((element) => !take((one) => text(one) === text(element)));
  const fresh = rest.filter((element) => idOf(element) === undefined || !take((one) => idOf(one) === idOf(element)));
  return [after.length - rest.length, fresh.length, pool.length, rest.length - fresh.length];
}

// Uses few ids and values, so that many elements are equal: with and without ids, and with repeated ids.
const element = fc.oneof(
  fc.record({ id: fc.constantFrom("a", "b", "c", "d"), value: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ value: fc.integer({ min: 0, max: 3 }) }),
);
const stream = fc.array(element, { maxLength: 25 });

test("counts are those of matching by hand, whatever is held at once", async () => {
  await fc.assert(
    fc.asyncProperty(stream, stream, fc.integer({ min: 1, max: 30 }), async (before, after, held) => {
      const found = await compare(before, after, held);
      expect(countsOf(found)).toEqual(oracle(before, after));
      const listed = (kind: string) => found.listed.filter((one) => one.kind === kind).length;
      expect([listed("new"), listed("gone"), listed("changed")]).toEqual([found.new, found.gone, found.changed]);
    }),
    { numRuns: 300 },
  );
});

test("swapping the streams swaps new and gone", async () => {
  await fc.assert(
    fc.asyncProperty(stream, stream, async (a, b) => {
      const [there, back] = [await compare(a, b), await compare(b, a)];
      expect([back.same, back.gone, back.new, back.changed]).toEqual(countsOf(there));
    }),
    { numRuns: 100 },
  );
});

describe("what is listed", () => {
  test("order does not count, in the stream or among keys", async () => {
    const found = await compare([{ id: "a", x: 1 }, { id: "b" }], [{ id: "b" }, { x: 1, id: "a" }]);
    expect(found).toEqual({ same: 2, new: 0, gone: 0, changed: 0, listed: [] });
  });

  test("a changed element comes as it is now, with the names of the fields that differ", async () => {
    const found = await compare(
      [{ id: "a", score: 1, old: 0, kept: [1, { b: 2 }] }],
      [{ id: "a", score: 2, fresh: 0, kept: [1, { b: 2 }] }],
    );
    expect(found.listed).toEqual([
      {
        kind: "changed",
        element: { id: "a", score: 2, fresh: 0, kept: [1, { b: 2 }] },
        fields: ["fresh", "old", "score"],
      },
    ]);
  });

  test("elements without id are new or gone, never changed", async () => {
    const found = await compare([{ text: "a" }, { text: "a" }], [{ text: "a" }, { text: "b" }]);
    expect(found.listed).toEqual([
      { kind: "new", element: { text: "b" } },
      { kind: "gone", element: { text: "a" } },
    ]);
  });

  test("the first of each kind in the order of their stream, in one pass and in several", async () => {
    const numbers = (from: number) => Array.from({ length: 50 }, (_, i) => ({ id: `n${from + i}` }));
    for (const held of [1000, 7]) {
      const { listed, ...counts } = await compareElements(source(numbers(0)), source(numbers(40)), { most: 3, held });
      expect(counts).toEqual({ same: 10, new: 40, gone: 40, changed: 0 });
      expect(listed.map(({ kind, element }) => [kind, element])).toEqual([
        ...["n50", "n51", "n52"].map((id) => ["new", { id }]),
        ...["n0", "n1", "n2"].map((id) => ["gone", { id }]),
      ]);
    }
  });
});

test("very many elements with one id take no longer than others", { timeout: 20_000 }, async () => {
  const alike = (from: number) => Array.from({ length: 20_000 }, (_, i) => ({ id: "same", n: from + i }));
  const found = await compareElements(source(alike(0), 500), source(alike(15_000), 500), { most: 0 });
  expect(countsOf(found)).toEqual([5000, 0, 0, 15_000]);
});
