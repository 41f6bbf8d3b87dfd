import { describe, expect, test } from "vitest";
import { type DrawRequest, drawGraph } from "../../src/app/graph/draw.ts";
import { drawingOf } from "../../src/render/graph/drawing.ts";
import type { Drawing } from "../../src/render/graph/model.ts";
import { type Nested, nestedOf, scopeOf } from "../../src/render/graph/overview/index.ts";
import { pictureOf } from "../../src/render/graph/picture.ts";
import { closed, fittedScene, pictureRoom, readable } from "../../src/render/graph/svg/fit.ts";
import type { PlacedBox, Scene } from "../../src/render/graph/svg/scene.ts";
import { paint } from "../../src/render/index.ts";
import { overlay } from "../../src/run/index.ts";
import type { MadeUpRun } from "../../src/testing/runs/recorded-run.ts";
import { expectGolden } from "../support/golden.ts";
import { chain, disconnected, fan, pipeline, withFailure } from "../support/large-runs.ts";

const shapes = { fan, chain, pipeline, disconnected, "with-failure": withFailure } as const;
const cases = Object.entries(shapes).flatMap(([name, make]) =>
  [10, 60, 300, 1000].map((count) => [name, count, make] as const),
);
const options = { direction: null, schemas: false, grouping: "auto" } as const;
const graphOf = ({ plan, state }: MadeUpRun) => overlay(plan, state);
const sceneOf = (drawing: Drawing) => fittedScene(closed(drawing), options, pictureRoom);

interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const edgesOf = ({ x, y, width, height }: PlacedBox): Edges => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});
const isApart = (a: Edges, b: Edges): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

function expectSound({ boxes, routes, width, height }: Scene): void {
  const plain = boxes.filter(({ isOpen }) => !isOpen).map(edgesOf);
  for (const [index, box] of plain.entries()) {
    expect([box.left >= -0.01, box.top >= -0.01, box.right <= width + 0.01, box.bottom <= height + 0.01]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    for (const other of plain.slice(index + 1)) expect(isApart(box, other)).toBe(true);
  }
  for (const { points } of routes)
    for (const { x, y } of points)
      expect(x >= -0.01 && y >= -0.01 && x <= width + 0.01 && y <= height + 0.01).toBe(true);
}

describe.each(cases)("%s of %i artifacts", (_, count, make) => {
  const whole = drawingOf(graphOf(make(count)));
  const shown = pictureOf(whole, options, null);

  test("is drawn with no box on another and none outside", () => expectSound(sceneOf(shown).scene));

  test("can be read at the size of a window, with few edges", () => {
    if (shown.nodes.length > 12) expect(sceneOf(shown).zoom).toBeGreaterThanOrEqual(readable);
    expect(shown.nodes.length).toBeLessThanOrEqual(60);
    if (shown !== whole) expect(shown.nodes.length).toBeLessThanOrEqual(24);
    if (shown !== whole) expect(shown.edges.length).toBeLessThanOrEqual(40);
  });

  test("stands for every artifact once, and for every edge between boxes", () => {
    const members = shown.nodes.flatMap((node) => node.members);
    expect(members.toSorted()).toEqual(whole.nodes.map(({ label }) => label as never).toSorted());
    const boxOf = new Map(shown.nodes.flatMap(({ key, members: ids }) => ids.map((id) => [id, key])));
    const byKey = new Map(whole.nodes.map(({ key, members: [id] }) => [key, id!]));
    const between = whole.edges.filter(({ from, to }) => boxOf.get(byKey.get(from)!) !== boxOf.get(byKey.get(to)!));
    expect(shown.edges.reduce((sum, edge) => sum + edge.count, 0)).toBe(between.length);
    for (const { counts, members: ids } of shown.nodes)
      if (counts !== null) expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(ids.length);
  });
});

test("open groups hold their boxes, at every depth", () => {
  const drawing = drawingOf(graphOf(pipeline(1000)));
  const scope = scopeOf(drawing);
  const opened = (open: readonly string[]): Nested =>
    nestedOf(drawing, scope, { by: "auto", open: new Set(open), fits: (one) => one.clusters.length < 13 });
  const [first] = opened([]).clusters;
  const [inner] = opened([first!.node.key]).clusters[0]!.inside!.clusters;
  const { scene } = fittedScene(
    opened([first!.node.key, inner!.node.key]),
    { direction: "TD", schemas: false },
    pictureRoom,
  );
  expectSound(scene);
  const open = scene.boxes.filter(({ isOpen }) => isOpen);
  expect(open.map(({ node }) => node.key)).toEqual([first!.node.key, inner!.node.key]);
  for (const outer of open) {
    const held = scene.boxes.filter(
      ({ node }) => node.key !== outer.node.key && node.members.every((id) => outer.node.members.includes(id)),
    );
    expect(held.length).toBeGreaterThan(0);
    const frame = edgesOf(outer);
    for (const box of held.map(edgesOf))
      expect([box.left > frame.left, box.right < frame.right, box.top > frame.top, box.bottom < frame.bottom]).toEqual([
        true,
        true,
        true,
        true,
      ]);
  }
});

test("what failed has a box of its own, and its path is told whole", () => {
  const drawing = pictureOf(drawingOf(graphOf(withFailure(1000))), options, null);
  expect(drawing.nodes.filter(({ status }) => status === "failed").map(({ label }) => label)).toEqual(["found_12"]);
  expect(drawing.paths[0]!.steps.map(({ node }) => node.label)).toEqual([
    "source_12",
    "found_12",
    "joined_12",
    "record",
  ]);
});

test.each([
  ["tag", disconnected, ["team 0", "team 6"]],
  ["level", pipeline, ["level"]],
  ["failure", withFailure, ["not concerned"]],
] as const)("artifacts are grouped by %s when asked to", (grouping, make, labels) => {
  const drawing = pictureOf(drawingOf(graphOf(make(300))), { ...options, grouping }, null);
  const all = drawing.nodes.map(({ label }) => label).join("\n");
  for (const label of labels) expect(all).toContain(label);
  expectSound(sceneOf(drawing).scene);
});

const request: Omit<DrawRequest, "format"> = { ...options, columns: 100, ascii: false, palette: paint(false) };

test.each(Object.entries(shapes))("1,000 artifacts in a terminal: %s", (name, make) => {
  const text = drawGraph(graphOf(make(1000)), { ...request, format: "text" }).text;
  expectGolden(`visualise/overview-${name}.txt`, text);
  const lines = text.split("\n").slice(1);
  for (const line of lines) if (!line.includes("--select")) expect([...line].length).toBeLessThanOrEqual(100);
});

test.each(["svg", "html", "text", "mermaid"] as const)("1,000 artifacts as %s take less than a second", (format) => {
  for (const make of Object.values(shapes)) {
    const graph = graphOf(make(1000));
    const before = process.cpuUsage();
    drawGraph(graph, { ...request, format });
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
  }
});

test("the same graph gives the same picture", () => {
  const draw = () => drawGraph(graphOf(pipeline(1000)), { ...request, format: "svg" }).text;
  expect(draw()).toBe(draw());
});
