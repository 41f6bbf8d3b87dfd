import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { firstDifference } from "./first-difference.ts";

/** A message in memory whose elements are read two at a time. */
function message(elements: readonly JsonValue[] | null, rest: JsonObject) {
  const batches = async function* (): AsyncGenerator<readonly JsonValue[]> {
    for (let at = 0; at < (elements?.length ?? 0); at += 2) yield elements!.slice(at, at + 2);
  };
  return { elements: elements?.length ?? null, rest: async () => rest, batches };
}

const differs = (
  before: readonly [readonly JsonValue[] | null, JsonObject],
  after: readonly [readonly JsonValue[] | null, JsonObject],
) => firstDifference(message(...before), message(...after), before[0] === null ? null : "items");

const key = fc.stringMatching(/^[a-d]{1,2}$/);
const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const rest = fc.dictionary(key, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

type Path = readonly (string | number)[];

/** The paths of all values that contain no other ones. */
function leavesOf(of: JsonValue, path: Path = []): readonly Path[] {
  const children = Array.isArray(of) ? [...of.entries()] : isJsonObject(of) ? Object.entries(of) : [];
  return children.length === 0 ? [path] : children.flatMap(([step, child]) => leavesOf(child, [...path, step]));
}

function withValueAt(of: JsonValue, [step, ...further]: Path, put: JsonValue): JsonValue {
  if (step === undefined) return put;
  if (Array.isArray(of)) return of.map((child, at) => (at === step ? withValueAt(child, further, put) : child));
  if (!isJsonObject(of)) return put;
  return Object.fromEntries(
    Object.entries(of).map(([name, child]) => [name, name === step ? withValueAt(child, further, put) : child]),
  );
}

describe("the first difference of two messages", () => {
  it("is the exact place of the one value that was changed, in the stream or beside it", async () => {
    const changed = fc.record({ elements: fc.array(value, { maxLength: 7 }), rest, pick: fc.nat() });
    await fc.assert(
      fc.asyncProperty(changed, async ({ elements, rest, pick }) => {
        const content = { items: elements, rest };
        const places = leavesOf(content).filter((path) => path.length > 1);
        const place = places[pick % places.length]!;
        const planted = "\u0000planted";
        const after = withValueAt(content, place, planted) as typeof content;
        const found = await differs([elements, rest], [after.items, after.rest]);
        expect(found?.path).toEqual(place[0] === "items" ? place : place.slice(1));
        expect(found?.after).toBe(planted);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it("is null for equal messages", async () => {
    expect(await differs([[1, { a: 1 }], { b: [] }], [[1, { a: 1 }], { b: [] }])).toBeNull();
    expect(await differs([null, { b: [] }], [null, { b: [] }])).toBeNull();
  });

  it("is the first missing or additional element", async () => {
    expect(await differs([[1, 2, 3], {}], [[1, 2], {}])).toEqual({ path: ["items", 2], before: 3 });
    expect(await differs([[1, 2], {}], [[1, 2, 3], {}])).toEqual({ path: ["items", 2], after: 3 });
  });

  it("is the first missing or additional key", async () => {
    expect(await differs([null, { a: 1, b: 2 }], [null, { a: 1 }])).toEqual({ path: ["b"], before: 2 });
    expect(await differs([null, { a: 1 }], [null, { __proto__: null, a: 1, b: 2 }])).toEqual({ path: ["b"], after: 2 });
  });

  it("is a whole object whose keys are in another order", async () => {
    const found = await differs([[{ a: 1, b: 2 }], {}], [[{ b: 2, a: 1 }], {}]);
    expect(found?.path).toEqual(["items", 0]);
  });
});
