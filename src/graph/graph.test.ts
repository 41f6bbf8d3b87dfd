import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ancestors,
  createDag,
  createIndexHeap,
  descendants,
  findCycles,
  longestPath,
  remainingPath,
  topologicalOrder,
  width,
} from "./index.ts";

const chain = (length: number) => createDag(Array.from({ length }, (_, node) => (node === 0 ? [] : [node - 1])));

/** Generates any directed graph of up to `max` nodes, as an adjacency matrix. */
const digraph = (max: number) =>
  fc
    .integer({ min: 0, max })
    .chain((size) =>
      fc.array(fc.array(fc.boolean(), { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
    );

/** Generates an acyclic graph whose indices are shuffled, so that index order is not a topological order. */
const acyclic = (max: number) =>
  digraph(max).chain((matrix) =>
    fc
      .shuffledSubarray([...matrix.keys()], { minLength: matrix.length, maxLength: matrix.length })
      .map((place) =>
        matrix.map((row, node) => row.flatMap((has, other) => (has && place[other]! < place[node]! ? [other] : []))),
      ),
  );

function closure(dependencies: readonly (readonly number[])[]): boolean[][] {
  const size = dependencies.length;
  const reach = dependencies.map((list) => Array.from({ length: size }, (_, other) => list.includes(other)));
  for (let via = 0; via < size; via += 1)
    for (let from = 0; from < size; from += 1)
      for (let to = 0; to < size; to += 1) reach[from]![to] ||= reach[from]![via]! && reach[via]![to]!;
  return reach;
}

function bruteWidth(dependencies: readonly (readonly number[])[], members: readonly number[]): number {
  const reach = closure(dependencies);
  let best = 0;
  for (let mask = 0; mask < 1 << members.length; mask += 1) {
    const chosen = members.filter((_, position) => mask & (1 << position));
    if (chosen.length > best && chosen.every((a) => chosen.every((b) => !reach[a]![b]!))) best = chosen.length;
  }
  return best;
}

describe("createDag", () => {
  it("counts a repeated dependency once", () => {
    const dag = createDag([[], [0, 0]]);
    expect(dag.dependencies).toEqual([[], [0]]);
    expect(dag.dependents).toEqual([[1], []]);
  });

  it("refuses an index that is not a node", () => {
    expect(() => createDag([[1]])).toThrow(RangeError);
  });
});

describe("createIndexHeap", () => {
  it("gives items back in order, also between pushes", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 99 }), { nil: null })), (steps) => {
        const heap = createIndexHeap((a, b) => a < b);
        const model: number[] = [];
        for (const item of steps) {
          if (item !== null) {
            heap.push(item);
            model.push(item);
          } else {
            model.sort((a, b) => a - b);
            expect(heap.pop()).toBe(model.shift());
          }
          expect(heap.size).toBe(model.length);
        }
      }),
    );
  });
});

describe("topologicalOrder", () => {
  it("takes the smallest index whose dependencies are done", () => {
    fc.assert(
      fc.property(acyclic(9), (dependencies) => {
        const done = new Set<number>();
        for (const node of topologicalOrder(createDag(dependencies))) {
          const free = dependencies.findIndex((list, other) => !done.has(other) && list.every((d) => done.has(d)));
          expect(node).toBe(free);
          done.add(node);
        }
        expect(done.size).toBe(dependencies.length);
      }),
    );
  });

  it("refuses a cycle", () => {
    expect(() => topologicalOrder(createDag([[1], [0]]))).toThrow(RangeError);
  });
});

describe("findCycles", () => {
  it("shows the cycle from the node written first", () => {
    expect(findCycles(createDag([[2], [0], [1], []]))).toEqual([[0, 2, 1]]);
    expect(findCycles(createDag([[], [1]]))).toEqual([[1]]);
  });

  it("gives for each cyclic component the shortest cycle through its smallest node", () => {
    fc.assert(
      fc.property(digraph(7), (matrix) => {
        const dependencies = matrix.map((row) => row.flatMap((has, other) => (has ? [other] : [])));
        const reach = closure(dependencies);
        const starts = matrix.flatMap((_, node) => {
          const earlier = matrix.findIndex(
            (_row, other) => other < node && reach[other]![node]! && reach[node]![other]!,
          );
          return reach[node]![node]! && earlier === -1 ? [node] : [];
        });
        const cycles = findCycles(createDag(dependencies));
        expect(cycles.map((cycle) => cycle[0])).toEqual(starts);
        for (const cycle of cycles) {
          expect(new Set(cycle).size).toBe(cycle.length);
          cycle.forEach((node, at) => {
            expect(dependencies[node]).toContain(cycle[(at + 1) % cycle.length]);
          });
          expect(cycle.length).toBe(shortestReturn(dependencies, cycle[0]!));
        }
      }),
    );
  });
});

function shortestReturn(dependencies: readonly (readonly number[])[], start: number): number {
  let reached = new Set(dependencies[start]);
  let steps = 1;
  while (!reached.has(start)) {
    reached = new Set([...reached].flatMap((node) => dependencies[node]!));
    steps += 1;
  }
  return steps;
}

describe("ancestors and descendants", () => {
  it("agree with the transitive closure", () => {
    fc.assert(
      fc.property(acyclic(8), fc.array(fc.nat(7), { maxLength: 3 }), (dependencies, picked) => {
        const ids = picked.filter((id) => id < dependencies.length);
        const reach = closure(dependencies);
        const all = [...dependencies.keys()];
        const dag = createDag(dependencies);
        expect([...ancestors(dag, ids)]).toEqual(all.filter((node) => ids.some((id) => reach[id]![node])));
        expect([...descendants(dag, ids)]).toEqual(all.filter((node) => ids.some((id) => reach[node]![id])));
      }),
    );
  });

  it("go so many steps at most", () => {
    const dag = createDag([[], [0], [1], [2]]);
    expect([...ancestors(dag, [3], 2)]).toEqual([1, 2]);
    expect([...descendants(dag, [0], 1)]).toEqual([1]);
    expect([...ancestors(dag, [3], 0)]).toEqual([]);
  });
});

describe("longestPath", () => {
  it("finds the heaviest chain, the smaller index first among equals", () => {
    fc.assert(
      fc.property(acyclic(7), fc.array(fc.nat(4), { minLength: 7, maxLength: 7 }), (dependencies, weights) => {
        const dag = createDag(dependencies);
        const paths: number[][] = [];
        const walk = (path: number[]) => {
          paths.push(path);
          for (const next of dag.dependents[path[path.length - 1]!]!) walk([...path, next]);
        };
        for (const node of dependencies.keys()) walk([node]);
        const weigh = (path: readonly number[]) => path.reduce((sum, node) => sum + weights[node]!, 0);
        const heaviest = Math.max(0, ...paths.map(weigh));
        const found = longestPath(dag, weights);
        expect(found.length).toBe(heaviest);
        if (dependencies.length === 0) return;
        const equals = paths.filter((path) => weigh(path) === heaviest);
        expect(equals).toContainEqual(found.path);
        expect(found.path[0]).toBe(Math.min(...equals.map((path) => path[0]!)));
        expect([...remainingPath(dag, weights)]).toEqual(
          [...dependencies.keys()].map((node) => Math.max(...paths.filter((path) => path[0] === node).map(weigh))),
        );
      }),
    );
  });
});

describe("width", () => {
  it("is the size of the largest antichain", () => {
    fc.assert(
      fc.property(acyclic(9), fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), (dependencies, member) => {
        const subset = [...dependencies.keys()].filter((node) => member[node]);
        expect(width(createDag(dependencies))).toBe(bruteWidth(dependencies, [...dependencies.keys()]));
        expect(width(createDag(dependencies), { subset })).toBe(bruteWidth(dependencies, subset));
      }),
      { numRuns: 500 },
    );
  });

  it("stops counting where it is told to", () => {
    const fan = createDag([[], [0], [0], [0]]);
    expect(width(fan)).toBe(3);
    expect(width(fan, { stopAt: 2 })).toBe(2);
    expect(width(fan, { stopAt: 8 })).toBe(3);
  });
});

describe("a chain of 10,000", () => {
  it("overflows no stack", () => {
    const dag = chain(10_000);
    expect(topologicalOrder(dag)).toHaveLength(10_000);
    expect(findCycles(dag)).toEqual([]);
    expect(longestPath(dag, new Float64Array(10_000).fill(1)).length).toBe(10_000);
    expect(width(dag)).toBe(1);
    expect(ancestors(dag, [9_999]).size).toBe(9_999);
  });

  it("closed to a ring is one cycle of 10,000", () => {
    const ring = createDag(Array.from({ length: 10_000 }, (_, node) => [(node + 1) % 10_000]));
    expect(findCycles(ring)).toEqual([[...Array(10_000).keys()]]);
  });
});

describe("a random graph of 10,000 nodes whose bounds do not meet", () => {
  it("has its width found in seconds", () => {
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const dag = createDag(
      Array.from({ length: 10_000 }, (_, node) => (node === 0 ? [] : [random(node), random(node), random(node)])),
    );
    const found = width(dag);
    expect(found).toBeGreaterThan(1_000);
    expect(width(dag, { stopAt: found })).toBe(found);
    expect(width(dag, { stopAt: found + 1 })).toBe(found);
  }, 20_000);
});
