import fc from "fast-check";
import { expect, it } from "vitest";
import { createDag } from "../dag.ts";
import { type LayeredOptions, layered } from "./index.ts";

const graph = fc.integer({ min: 1, max: 14 }).chain((size) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    })
    .map((rows) => rows.map((row, node) => row.flatMap((edge, other) => (edge === 0 && other < node ? [other] : [])))),
);
const options: LayeredOptions = { sizeOf: (node) => 3 + (node % 5), wireSize: 1, gap: 2, wireGap: 1, grid: "whole" };
const grids = ["free", "whole", "even", "alternating"] as const;

it("every node lies below its dependencies, and its edges are unbroken chains of segments", () => {
  fc.assert(
    fc.property(graph, fc.constantFrom(...grids), (inputs, grid) => {
      const dag = createDag(inputs);
      const { items, segments } = layered(dag, { ...options, grid });
      const next = Map.groupBy(segments.flat(), ({ from }) => from);
      const arrivals = (from: number): number[] =>
        (next.get(from) ?? []).flatMap(({ to }) => {
          expect(items[to]!.layer).toBe(items[from]!.layer + 1);
          return items[to]!.isWire ? arrivals(to) : [items[to]!.node];
        });
      for (let node = 0; node < dag.size; node += 1) {
        expect(arrivals(node).sort((a, b) => a - b)).toEqual([...dag.dependents[node]!]);
      }
    }),
  );
});

it("nothing in a layer overlaps, and the grid is kept", () => {
  fc.assert(
    fc.property(graph, fc.constantFrom(...grids), (inputs, grid) => {
      const { items, layers, breadth } = layered(createDag(inputs), { ...options, grid });
      for (const [index, layer] of layers.entries()) {
        let end = -1;
        for (const place of layer) {
          const { position, size } = items[place]!;
          const start = grid === "free" ? position - size / 2 : position - Math.floor(size / 2);
          expect(start).toBeGreaterThan(end);
          end = start + size;
          if (grid !== "free") expect(Number.isInteger(position)).toBe(true);
          if (grid === "alternating") expect(Math.abs(position % 2)).toBe(index % 2);
        }
        expect(end).toBeLessThanOrEqual(breadth + 1e-9);
      }
    }),
  );
});

it("a tree and a ladder are drawn without crossings", () => {
  const tree = createDag([[], [0], [0], [1], [1], [2], [2]]);
  const { items, segments } = layered(tree, options);
  for (const list of segments) {
    for (const a of list) {
      for (const b of list) {
        const order =
          (items[a.from]!.position - items[b.from]!.position) * (items[a.to]!.position - items[b.to]!.position);
        expect(order).toBeGreaterThanOrEqual(0);
      }
    }
  }
});

it("the same graph is drawn the same way, 500 nodes within a second", () => {
  const inputs = Array.from({ length: 500 }, (_, node) =>
    node < 25 ? [] : [node - 25, node - 25 - ((node * 7) % 20)].filter((id) => id >= 0),
  );
  const before = performance.now();
  const first = layered(createDag(inputs), options);
  expect(performance.now() - before).toBeLessThan(1000);
  expect(layered(createDag(inputs), options)).toEqual(first);
});

it("what uses a group is below all of it, what it uses is above it, and in a layer a group stands together", () => {
  const labels = ["", "a", "a/b", "a", "c", ""];
  fc.assert(
    fc.property(graph, (inputs) => {
      const dag = createDag(inputs);
      // Ranges of nodes: groups cannot depend on each other in a cycle.
      const groupOf = (node: number): string => labels[Math.floor((node * labels.length) / dag.size)]!;
      const { items, layers } = layered(dag, { ...options, groupOf });
      for (const name of ["a", "a/b", "c"]) {
        const isIn = (node: number): boolean => `${groupOf(node)}/`.startsWith(`${name}/`);
        const inside = items.slice(0, dag.size).filter(({ node }) => isIn(node));
        for (const [node, used] of dag.dependencies.entries()) {
          if (!isIn(node) && used.some(isIn))
            for (const one of inside) expect(items[node]!.layer).toBeGreaterThan(one.layer);
          for (const input of isIn(node) ? used.filter((one) => !isIn(one)) : []) {
            for (const one of inside) expect(items[input]!.layer).toBeLessThan(one.layer);
          }
        }
        for (const layer of layers) {
          const places = layer.flatMap((item, place) =>
            !items[item]!.isWire && isIn(items[item]!.node) ? [place] : [],
          );
          expect(places).toEqual(places.map((_, at) => places[0]! + at));
        }
      }
    }),
  );
});

it("groups that depend on each other in a cycle are drawn like any other nodes", () => {
  const dag = createDag([[], [0], [1], [2]]);
  const { items } = layered(dag, { ...options, groupOf: (node) => (node % 2 === 0 ? "a" : "b") });
  expect(items.map(({ layer }) => layer)).toEqual([0, 1, 2, 3]);
});
