import fc from "fast-check";
import { drawingOf } from "../../src/render/index.ts";
import { overlay } from "../../src/run/index.ts";
import { type MadeUp, madeUpRun } from "../../src/testing/runs/recorded-run.ts";

/* Graphs whose names break careless formats, and what every format must carry of a graph. */

/** Names that break careless formats. */
const hostile = [
  `He said "no" and 'yes'`,
  "two\nlines\r\nand\ttabs",
  "</script><script>alert(1)</script>",
  "a --> b",
  "]]> <![CDATA[",
  "`code` **bold**",
  "\u202eright to left\u202c",
  "👩‍👩‍👧 naïve 数据",
  "#quot; #35; &amp; &lt;",
  "end",
  "%% comment %%{init: {}}%%",
  "a\\nb\\",
  "\u0000\u001b[31m",
  "x".repeat(5000),
  '["]',
  "n1 -.-> n2;",
  "{{{",
  "::: class",
  "|pipe|",
  "~~~",
  "$x^2$",
];

const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 10 }),
);
const statuses = ["completed", "failed", "skipped", "reused", "running", "pending"] as const;

/** Any graph: an edge may go from any artifact to any that comes later; some in groups, all with hostile names. */
export const scene = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const each = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: size, maxLength: size });
  return fc
    .record({
      edges: each(each(fc.integer({ min: 0, max: 3 }))),
      names: each(fc.option(text, { nil: undefined })),
      ends: each(fc.constantFrom(...statuses)),
      groups: each(fc.constantFrom([], ["one"], ["one", "two"], ["three"])),
      title: text,
    })
    .map(({ edges, names, ends, groups, title }) => ({
      title,
      artifacts: edges.map((row, node): MadeUp => {
        const inputs = row.flatMap((edge, other) => (edge === 0 && other < node ? [idOf(other)] : []));
        const name = names[node];
        const executes = ends[node] === "completed" || ends[node] === "failed" || ends[node] === "running";
        return {
          id: idOf(node),
          inputs,
          group: groups[node]!,
          ends: ends[node]!,
          seconds: 1,
          start: executes ? 100 * node : null,
          ...(name === undefined ? {} : { name }),
        };
      }),
    }));
});
// Words that mean something to one of the formats.
const words = [
  "end",
  "graph",
  "subgraph",
  "style",
  "digraph",
  "node",
  "edge",
  "strict",
  "class",
  "click",
  "default",
  "__proto__",
];
const idOf = (node: number): string => words[node] ?? `a${node}`;

export const graphOf = ({ artifacts, title }: { readonly artifacts: readonly MadeUp[]; readonly title: string }) => {
  const { plan, state } = madeUpRun(artifacts, null, title);
  return overlay(plan, state);
};
type Graph = ReturnType<typeof graphOf>;

/** What every format must carry: `from > to` by id. */
export const edgesOf = (graph: Graph): readonly string[] => graph.edges.map(({ from, to }) => `${from} > ${to}`).sort();
export const keyToId = (graph: Graph): ReadonlyMap<string, string> =>
  new Map(drawingOf(graph).nodes.map(({ key, label }) => [key, label]));
export const named = (graph: Graph, pairs: readonly (readonly [string, string])[]): readonly string[] =>
  pairs.map(([from, to]) => `${keyToId(graph).get(from)} > ${keyToId(graph).get(to)}`).sort();

/** What every format must carry of child runbooks: each artifact with the titles of the boxes around it. */
export const groupsOf = (graph: Graph): readonly string[] =>
  graph.nodes.map(({ id, group }) => inGroups(id, group)).sort();
export const inGroups = (id: string, around: readonly string[]): string => [...around, id].join(" / ");

/** A box around others as a format has it: its members are nodes, and other boxes. */
export interface Box {
  readonly id: string;
  readonly title: string;
  readonly members: readonly string[];
}

/** Returns each artifact with the titles of the boxes that a format has around it. */
export function boxedGroups(graph: Graph, boxes: readonly Box[]): readonly string[] {
  const around = (member: string): readonly string[] => {
    const box = boxes.find(({ members }) => members.includes(member));
    return box === undefined ? [] : [...around(box.id), box.title];
  };
  return [...keyToId(graph)].map(([key, id]) => inGroups(id, around(key))).sort();
}
