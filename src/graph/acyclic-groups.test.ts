import fc from "fast-check";
import { expect, test } from "vitest";
import { acyclicGroups, createDag, findCycles } from "./index.ts";

const groupsOf = (inputs: readonly (readonly number[])[], keys: string): readonly number[] =>
  acyclicGroups(createDag(inputs), (node) => keys[node] ?? "");

test("groups that need each other in no circle stay as they are", () => {
  expect(groupsOf([[], [], [0], [1]], "aabb")).toEqual([0, 0, 1, 1]);
  expect(groupsOf([[], [0], [0], [1, 2]], "abbc")).toEqual([0, 1, 1, 2]);
});

test("a group that another one comes between is split there, and only it", () => {
  expect(groupsOf([[], [0], [1], [2]], "abac")).toEqual([0, 1, 2, 3]);
  expect(groupsOf([[], [0], [1], [], []], "abacc")).toEqual([0, 1, 2, 3, 3]);
});

test("whatever is wanted in one group, no groups need each other in a circle, and none mixes keys", () => {
  const graph = fc.integer({ min: 1, max: 14 }).chain((size) =>
    fc.record({
      inputs: fc.tuple(...Array.from({ length: size }, (_, node) => fc.subarray([...Array(node).keys()]))),
      keys: fc.array(fc.constantFrom("a", "b", "c"), { minLength: size, maxLength: size }),
    }),
  );
  fc.assert(
    fc.property(graph, ({ inputs, keys }) => {
      const groups = acyclicGroups(createDag(inputs), (node) => keys[node]!);
      const needed = Array.from({ length: Math.max(...groups) + 1 }, () => new Set<number>());
      for (const [node, list] of inputs.entries())
        for (const input of list) if (groups[input] !== groups[node]) needed[groups[node]!]!.add(groups[input]!);
      expect(findCycles(createDag(needed.map((one) => [...one])))).toEqual([]);
      for (const [node, group] of groups.entries()) expect(keys[groups.indexOf(group)]).toBe(keys[node]);
    }),
  );
});
