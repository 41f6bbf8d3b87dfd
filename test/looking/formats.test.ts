import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type DrawRequest, drawGraph } from "../../src/app/graph/draw.ts";
import { drawingOf, graphJson, paint, renderDot, renderGraphSvg, renderMermaid } from "../../src/render/index.ts";
import type { MadeUp } from "../../src/testing/runs/recorded-run.ts";
import {
  type Box,
  boxedGroups,
  edgesOf,
  graphOf,
  groupsOf,
  inGroups,
  keyToId,
  named,
  scene,
} from "./hostile-graphs.ts";

interface Element {
  readonly getAttribute: (name: string) => string | null;
}
interface Dom {
  readonly window: {
    readonly document: {
      readonly querySelector: (query: string) => Element | null;
      readonly querySelectorAll: (query: string) => Iterable<Element>;
    };
    readonly close: () => void;
  };
}
// The package brings no types; these are the ones used here.
const { JSDOM }: { readonly JSDOM: new (text: string, options?: { readonly contentType: string }) => Dom } =
  createRequire(import.meta.url)("jsdom");

const options = { direction: "TD", schemas: true } as const;

describe("Mermaid", () => {
  let parse: (source: string) => Promise<MermaidGraph>;
  interface MermaidGraph {
    readonly edges: readonly (readonly [string, string])[];
    readonly labels: ReadonlyMap<string, string>;
    readonly subgraphs: readonly Box[];
  }

  beforeAll(async () => {
    // Mermaid reads these when it is loaded.
    const { window } = new JSDOM("");
    Object.assign(globalThis, { window, document: window.document });
    const { default: mermaid } = await import("mermaid");
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
    parse = async (source) => {
      const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
      const flow = db as unknown as {
        getEdges: () => readonly { start: string; end: string }[];
        getVertices: () => ReadonlyMap<string, { text: string }>;
        getSubGraphs: () => readonly { id: string; title: string; nodes: readonly string[] }[];
      };
      return {
        edges: flow.getEdges().map(({ start, end }) => [start, end] as const),
        labels: new Map([...flow.getVertices()].map(([id, vertex]) => [id, vertex.text])),
        subgraphs: flow.getSubGraphs().map(({ id, title, nodes }) => ({ id, title, members: nodes })),
      };
    };
  });

  test("its own parser reads the same nodes and edges, whatever names say", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const graph = graphOf(one);
        const parsed = await parse(renderMermaid(drawingOf(graph), options));
        expect(named(graph, parsed.edges)).toEqual(edgesOf(graph));
        expect(boxedGroups(graph, parsed.subgraphs)).toEqual(groupsOf(graph));
        expect([...parsed.labels.keys()].sort()).toEqual([...keyToId(graph).keys()].sort());
        for (const [key, label] of parsed.labels)
          expect(decoded(label).startsWith(keyToId(graph).get(key)!)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  /** Mermaid keeps character codes in marks of its own until it draws. */
  const decoded = (label: string): string =>
    label.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code))).replace(/ﬂ°(\w+)¶ß/g, "&$1;");

  test("a graph of 2,000 artifacts and 4,000 edges is drawn within its limits, and says so", async () => {
    const graph = graphOf({ artifacts: grid(2000, 100), title: "Large" });
    const { text: source, note } = drawGraph(graph, {
      format: "mermaid",
      direction: null,
      schemas: false,
      grouping: "auto",
      columns: 100,
      ascii: false,
      palette: paint(false),
    });
    const parsed = await parse(source);
    expect(parsed.edges.length).toBeLessThanOrEqual(500);
    expect(source.length).toBeLessThan(50_000);
    expect(note).toMatch(/^2,000 artifacts are drawn as \d+ boxes: Mermaid draws at most 500 edges/);
    expect(source).toContain(`%% ${note}`);
  });

  test("a failed artifact stays to be seen in a collapsed graph", () => {
    const artifacts = grid(2000, 100).map((one, index) => (index === 1234 ? { ...one, ends: "failed" as const } : one));
    const { text: source } = drawGraph(graphOf({ artifacts, title: "Large" }), {
      format: "mermaid",
      direction: null,
      schemas: false,
      grouping: "auto",
      columns: 100,
      ascii: false,
      palette: paint(false),
    });
    expect(source).toContain("✖ failed");
  });
});

const grid = (size: number, breadth: number): readonly MadeUp[] =>
  Array.from({ length: size }, (_, index) => ({
    id: `a${index}`,
    inputs:
      index < breadth
        ? []
        : [`a${index - breadth}`, `a${index - breadth - (index % breadth) + ((index * 7 + 3) % breadth)}`].filter(
            (id, place, all) => all.indexOf(id) === place,
          ),
    start: Math.floor(index / breadth),
    seconds: 1,
  }));

const dot = spawnSync("dot", ["-V"]).status === 0;

describe.skipIf(!dot)("DOT [needs graphviz]", () => {
  test("Graphviz reads the same nodes and edges, whatever names say", () => {
    const graphs = fc.sample(scene, { numRuns: 25, seed: 7 }).map(graphOf);
    for (const graph of graphs) {
      const lines = execFileSync("dot", ["-Tplain"], { input: renderDot(drawingOf(graph), options), encoding: "utf8" });
      const edges = [...lines.matchAll(/^edge (n\d+) (n\d+) /gm)].map(([, from = "", to = ""]) => [from, to] as const);
      expect(named(graph, edges)).toEqual(edgesOf(graph));
      const nodes = [...lines.matchAll(/^node (n\d+) /gm)].map(([, key]) => key);
      expect(nodes.sort()).toEqual([...keyToId(graph).keys()].sort());
    }
  });

  test("Graphviz draws child runbooks as boxes in boxes", () => {
    for (const graph of fc.sample(scene, { numRuns: 5, seed: 8 }).map(graphOf)) {
      const input = renderDot(drawingOf(graph), options);
      const read: GraphvizJson = JSON.parse(execFileSync("dot", ["-Tdot_json"], { input, encoding: "utf8" }));
      const objects = new Map(read.objects.map((one) => [one._gvid, one]));
      // A box also lists the nodes of the boxes inside it, which come after it.
      const boxes = read.objects.toReversed().flatMap(({ name, label = "", nodes = [], subgraphs = [] }) => {
        const members = [...subgraphs, ...nodes].map((one) => objects.get(one)!.name);
        return name.startsWith("cluster") ? [{ id: name, title: label, members }] : [];
      });
      expect(boxedGroups(graph, boxes)).toEqual(groupsOf(graph));
    }
  });

  interface GraphvizJson {
    readonly objects: readonly {
      readonly _gvid: number;
      readonly name: string;
      readonly label?: string;
      readonly nodes?: readonly number[];
      readonly subgraphs?: readonly number[];
    }[];
  }
});

describe.each(["svg", "html"] as const)("%s", (format) => {
  const drawn = (count: number, grouping: DrawRequest["grouping"] = "auto") =>
    drawGraph(graphOf({ artifacts: grid(count, 20), title: "Large" }), {
      format,
      direction: null,
      schemas: false,
      grouping,
      columns: 100,
      ascii: false,
      palette: paint(false),
    });
  const boxes = (text: string): number => text.match(/<g[^>]* data-node=/g)?.length ?? 0;

  test("draws each artifact of a graph that can be read at once, and any graph when asked to", () => {
    const few = drawn(20);
    expect([boxes(few.text), few.note]).toEqual([20, null]);
    const all = drawn(520, null);
    expect([boxes(all.text), all.note]).toEqual([520, null]);
  });

  test("draws groups of a larger one, and says so where it is looked at", () => {
    const { text, note } = drawn(520);
    const [picture = ""] = text.split("</svg>");
    expect(boxes(picture)).toBeLessThanOrEqual(24);
    expect(note).toMatch(/^520 artifacts are drawn as \d+ boxes: a larger graph is hard to read; select some/);
    expect(text).toContain(note!);
    if (format === "svg") return;
    // Each artifact has a box within its group, and a row of the table.
    for (const index of [0, 260, 519]) expect(text).toMatch(new RegExp(`<g[^>]* data-label="a${index}"`));
    expect(text.match(/<tr>/g)).toHaveLength(521);
    expect(text.match(/<details /g)!.length).toBeGreaterThan(5);
  });
});

test("SVG is well-formed XML with the same nodes and edges, whatever names say", () => {
  fc.assert(
    fc.property(scene, (one) => {
      const graph = graphOf(one);
      const { window } = new JSDOM(renderGraphSvg(drawingOf(graph), options), { contentType: "image/svg+xml" });
      const paths = [...window.document.querySelectorAll("path[data-from]")];
      const pairs = paths.map((path) => [path.getAttribute("data-from")!, path.getAttribute("data-to")!] as const);
      expect(named(graph, pairs)).toEqual(edgesOf(graph));
      const labels = [...window.document.querySelectorAll("g[data-node]")].map((node) =>
        node.getAttribute("data-label"),
      );
      expect(labels).toEqual(graph.nodes.map(({ id }) => id));
      expect(window.document.querySelector("script")).toBeNull();
      window.close();
    }),
    { numRuns: 40 },
  );
});

test("JSON has the same nodes and edges, names as they are, every key always there", () => {
  fc.assert(
    fc.property(scene, (one) => {
      const graph = graphOf(one);
      const read = JSON.parse(JSON.stringify(graphJson(graph)));
      expect(read.edges.map((edge: { from: string; to: string }) => `${edge.from} > ${edge.to}`).sort()).toEqual(
        edgesOf(graph),
      );
      expect(read.nodes.map((node: { name: string | null }) => node.name)).toEqual(graph.nodes.map(({ name }) => name));
      const groups: readonly { id: string; name: string; parent: string | null; artifacts: string[] }[] = read.groups;
      const around = (id: string | null): readonly string[] => {
        const found = groups.find((one) => one.id === id);
        return found === undefined ? [] : [...around(found.parent), found.name];
      };
      const grouped = groups.flatMap(({ id, artifacts }) => artifacts.map((one) => inGroups(one, around(id))));
      expect(grouped.sort()).toEqual(groupsOf(graph).filter((one) => one.includes(" / ")));
      for (const node of read.nodes) {
        expect(Object.keys(node).sort().join(" ")).toBe(
          "component critical durationMs group id method name output schema status",
        );
      }
    }),
    { numRuns: 40 },
  );
});
