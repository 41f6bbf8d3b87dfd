import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BaselineEntry, createReviews, type FindingIdentity, identityOf, isRepeated } from "./index.ts";

const finding = (id: string, over: Partial<FindingIdentity> = {}): FindingIdentity => ({
  ...{ artifact: "personal_data", what: "email", id, count: 2, distinct: 2, values: null, signature: `of ${id}` },
  isEstimated: false,
  ...over,
});
const entry = (id: string, over: Partial<BaselineEntry> = {}): BaselineEntry => ({
  ...finding(id),
  ...{ status: "accepted" as const, reason: null, reviewer: null, date: null },
  ...over,
});
const one = (entries: readonly BaselineEntry[], now: FindingIdentity, others: readonly FindingIdentity[] = []) =>
  createReviews(entries, [now, ...others]).of(now);

test("a finding without an entry is new", () => {
  expect(one([entry("b")], finding("a"))).toEqual({ status: "new", entry: null, isMoved: false, growth: null });
});

test("a finding with an entry has its status, whatever else of it changed", () => {
  expect(one([entry("a", { status: "rejected" })], finding("a", { signature: "x", count: 1 }))).toMatchObject({
    status: "rejected",
    isMoved: false,
    growth: null,
  });
});

describe("growth", () => {
  test.each([
    ["more matches", { count: 5 }, { from: 2, to: 5, unit: "matches" }],
    ["more distinct values among as many matches", { distinct: 3 }, { from: 2, to: 3, unit: "matches" }],
    ["fewer matches", { count: 1, distinct: 1 }, null],
    ["no number of matches", { count: null, distinct: null }, null],
  ] as const)("%s", (_, now, growth) => {
    expect(one([entry("a")], finding("a", now)).growth).toEqual(growth);
  });

  type Numbers = Pick<FindingIdentity, "count" | "distinct" | "values"> & { readonly isEstimated?: boolean };
  const numbers = (count: number, values: number | null, isEstimated = false): Numbers => ({
    ...{ count, distinct: count, values, isEstimated },
  });
  const values = (from: number, to: number) => ({ from, to, unit: "values" });

  test.each<[string, Numbers, Numbers, unknown]>([
    ["of what is found by its name", numbers(0, 3), numbers(0, 3000), values(3, 3000)],
    ["of an empty column", numbers(0, 0), numbers(0, 1), values(0, 1)],
    ["of one more value behind a sample", numbers(300, 5000), numbers(300, 5001), values(5000, 5001)],
    ["past what is examined", numbers(200, 200), numbers(300, 5000), values(200, 5000)],
    ["of a column whose values now have a form", numbers(0, 3), numbers(9, 9), { from: 3, to: 9, unit: "matches" }],
    ["of an estimate", numbers(300, 1000, true), numbers(300, 1101, true), values(1000, 1101)],
    ["none: the same values", numbers(0, 3), numbers(0, 3), null],
    ["none: fewer values", numbers(0, 3), numbers(0, 2), null],
    ["none: another sample of as many values", numbers(250, 5000), numbers(260, 5000), null],
    ["none: an estimate that differs a little", numbers(300, 1000, true), numbers(300, 1099, true), null],
    ["none: matches among values that were compared by name", numbers(0, 20), numbers(9, 9), null],
    ["none: an older baseline did not know the values", numbers(0, null), numbers(0, 3000), null],
  ])("%s", (_, before, now, growth) => {
    const { isEstimated: __, ...reviewed } = before;
    expect(one([entry("a", reviewed)], finding("a", now)).growth).toEqual(growth);
  });

  test("is never told of an entry of an older baseline, which has no numbers", () => {
    expect(one([entry("a", { count: null, distinct: null })], finding("a", { count: 100 })).growth).toBeNull();
  });
});

describe("a finding of a renamed file", () => {
  const moved = finding("b", { signature: "of a" });

  test("keeps the decision, once the finding of the old file is gone", () => {
    expect(one([entry("a", { reason: "test data" })], moved)).toMatchObject({ status: "accepted", isMoved: true });
  });

  test("is new while the old file is there: it is a copy", () => {
    expect(one([entry("a")], moved, [finding("a")]).status).toBe("new");
  });

  test.each([
    ["category", { what: "phone" }],
    ["artifact", { artifact: "other" }],
    ["signature", { signature: "another" }],
    ["signature at all", { signature: null }],
  ] as const)("is new with another %s", (_, over) => {
    expect(one([entry("a")], { ...moved, ...over }).status).toBe("new");
  });

  test("takes one entry, so that of two copies one is new", () => {
    const copies = [moved, finding("c", { signature: "of a" })];
    const reviews = createReviews([entry("a")], copies);
    expect(copies.map((copy) => reviews.of(copy).status)).toEqual(["accepted", "new"]);
    expect(reviews).toMatchObject({ gone: [], moved: 1 });
  });

  test("has an entry of an older baseline nothing to be recognised by", () => {
    expect(one([entry("a", { signature: null })], moved).status).toBe("new");
  });
});

test("what is gone is told, and what moved is not gone", () => {
  const reviews = createReviews(
    [entry("a"), entry("b"), entry("c")],
    [finding("c"), finding("d", { signature: "of b" })],
  );
  expect(reviews.gone.map(({ id }) => id)).toEqual(["a"]);
});

test("a finding without an id is always new", () => {
  expect(one([entry("")], finding("")).status).toBe("new");
});

test("the order of findings and entries does not matter", () => {
  const ids = fc.constantFrom("a", "b", "c", "d", "e");
  const some = fc.uniqueArray(fc.record({ id: ids, signature: fc.constantFrom("x", "y", null) }), {
    selector: ({ id }) => id,
  });
  fc.assert(
    fc.property(some, some, (before, now) => {
      const entries = before.map((over) => entry(over.id, over));
      const findings = now.map((over) => finding(over.id, over));
      const there = createReviews(entries, findings);
      const back = createReviews(entries.toReversed(), findings.toReversed());
      for (const each of findings) expect(back.of(each)).toEqual(there.of(each));
      const matched = findings.filter((each) => there.of(each).status === "accepted").length;
      expect(matched + there.gone.length).toBe(entries.length);
    }),
  );
});

test("a finding that repeats another, to say what the law says about it, has the identity of that one", () => {
  const repeated = { id: "a1", artifact: "found", class: "email", gdpr: { articles: ["4(1)"] } };
  expect(identityOf({ artifact: "classified", what: "email", id: "a1" }, repeated)).toMatchObject({
    ...{ artifact: "found", what: "email", id: "a1" },
  });
  expect([isRepeated(repeated), isRepeated({ id: "a1", artifact: "found" }), isRepeated(null)]).toEqual([
    ...[true, false, false],
  ]);
});

test("an identity is read from any finding, and nothing else of it", () => {
  const head = { artifact: "found", what: "email", id: "a1" };
  const matches = { count: 3, distinct: 2, sample: 9, share: null, values: 4, values_estimated: true };
  expect(identityOf(head, { matches, signature: "5f", evidence: [{ text: "a" }] })).toEqual({
    ...head,
    ...{ count: 3, distinct: 2, values: 4, isEstimated: true, signature: "5f" },
  });
  for (const odd of [null, [], {}, { matches: { count: -1, distinct: 1.5 }, signature: 7 }]) {
    expect(identityOf(head, odd)).toEqual({
      ...head,
      ...{ count: null, distinct: null, values: null, isEstimated: false, signature: null },
    });
  }
});
