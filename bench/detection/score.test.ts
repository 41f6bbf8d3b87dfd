import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { f2Of, overlapRatio, pairSpans, precisionOf, recallOf, type Span, Tally } from "./score.ts";

const span = (start: number, end: number, type = "phone"): Span => ({ start, end, type });

const spans = fc.array(
  fc
    .tuple(fc.nat(60), fc.integer({ min: 1, max: 12 }), fc.constantFrom("phone", "email"))
    .map(([start, length, type]) => span(start, start + length, type)),
  { maxLength: 8 },
);

describe("the overlap of two spans", () => {
  test("is the shared length divided by the length of both together", () => {
    expect(overlapRatio(span(0, 10), span(0, 10))).toBe(1);
    expect(overlapRatio(span(0, 10), span(1, 10))).toBe(0.9);
    expect(overlapRatio(span(0, 10), span(5, 15))).toBeCloseTo(1 / 3);
    expect(overlapRatio(span(0, 10), span(10, 20))).toBe(0);
  });

  test("is the same from both sides and never outside 0 to 1", () => {
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        for (const a of some)
          for (const b of others) {
            expect(overlapRatio(a, b)).toBe(overlapRatio(b, a));
            expect(overlapRatio(a, b)).toBeGreaterThanOrEqual(0);
            expect(overlapRatio(a, b)).toBeLessThanOrEqual(1);
          }
      }),
    );
  });
});

describe("pairs of labels and what was found", () => {
  test("one span that was found is right for one label only", () => {
    const { pairs, misses, noise } = pairSpans([span(0, 10), span(1, 11)], [span(0, 10)], { iou: 0.5 });
    expect([pairs.length, misses, noise]).toEqual([1, [span(1, 11)], []]);
  });

  test("the best overlap wins, whatever was found first", () => {
    const { pairs, noise } = pairSpans([span(0, 10)], [span(0, 9), span(0, 10)], { iou: 0.9 });
    expect(pairs).toEqual([[span(0, 10), span(0, 10)]]);
    expect(noise).toEqual([span(0, 9)]);
  });

  test("a span of another type or with too little overlap is both a miss and noise", () => {
    expect(pairSpans([span(0, 10)], [span(0, 10, "email")], { iou: 0.9 }).pairs).toEqual([]);
    const { misses, noise } = pairSpans([span(0, 10)], [span(0, 8)], { iou: 0.9 });
    expect([misses.length, noise.length]).toEqual([1, 1]);
  });

  test("every label is paired or missed, and everything found is paired or noise", () => {
    fc.assert(
      fc.property(spans, spans, (labels, found) => {
        const { pairs, misses, noise } = pairSpans(labels, found, { iou: 0.5 });
        expect(pairs.length + misses.length).toBe(labels.length);
        expect(pairs.length + noise.length).toBe(found.length);
      }),
    );
  });

  test("do not depend on the order of what was found", () => {
    fc.assert(
      fc.property(spans, spans, (labels, found) => {
        const count = (some: readonly Span[]): number => pairSpans(labels, some, { iou: 0.5 }).pairs.length;
        expect(count(found.toReversed())).toBe(count(found));
      }),
    );
  });
});

describe("counts", () => {
  const tally = new Tally();
  tally.add(pairSpans([span(0, 10), span(20, 30)], [span(0, 10)], { iou: 0.9 }));
  tally.add(pairSpans([], [span(5, 9, "email")], { iou: 0.9 }));

  test("give precision, recall and F2 by type", () => {
    expect(precisionOf(tally.of("phone"))).toBe(1);
    expect(recallOf(tally.of("phone"))).toBe(0.5);
    expect(f2Of(tally.of("phone"))).toBeCloseTo(5 / 9);
  });

  test("count what was found without a label against its type and against the total", () => {
    expect(precisionOf(tally.of("email"))).toBe(0);
    expect(recallOf(tally.of("email"))).toBeUndefined();
    expect(precisionOf(tally.total())).toBe(0.5);
  });

  test("give no precision where nothing was found", () => {
    expect(precisionOf(tally.of("iban"))).toBeUndefined();
    expect(tally.types()).toEqual(["email", "phone"]);
  });

  test("weigh recall more than precision in F2", () => {
    const counts = (found: number, labelled: number) => ({ correctFound: 5, found, correctLabelled: 5, labelled });
    expect(f2Of(counts(10, 5))).toBeGreaterThan(f2Of(counts(5, 10)) ?? 1);
    expect(f2Of({ correctFound: 0, found: 0, correctLabelled: 0, labelled: 3 })).toBe(0);
  });
});
