import fc from "fast-check";

/**
 * Generates the inputs of each node of a small graph. An edge may go from any node to any later one in a shuffled
 * order.
 */
export function randomInputs(size: number): fc.Arbitrary<readonly (readonly number[])[]> {
  const each = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: size, maxLength: size });
  return fc
    .record({
      place: fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
      edges: each(each(fc.integer({ min: 0, max: 2 }))),
    })
    .map(({ place, edges }) =>
      edges.map((row, node) =>
        row.flatMap((edge, other) => (edge === 0 && place[other]! < place[node]! ? [other] : [])),
      ),
    );
}
