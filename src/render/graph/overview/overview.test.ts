import { expect, test } from "vitest";
import type { ArtifactId, SchemaRef } from "../../../domain/index.ts";
import type { Drawing, DrawnNode } from "../model.ts";
import { overviewOf } from "./index.ts";

function node(id: string, component: string | null): DrawnNode {
  const group = id.split("/").slice(0, -1);
  return {
    ...{ key: id, label: id, name: null, members: [id as ArtifactId], range: null, counts: null, group, tags: [] },
    ...{ schema: "a:1.0.0" as SchemaRef, component, status: null, durationMs: null, isCritical: false },
  };
}

/** A source, and child runbooks that read it: each with five artifacts, and an artifact that passes the last on. */
function withChildren(count: number): Drawing {
  const children = Array.from({ length: count }, (_, child) => {
    const steps = [0, 1, 2, 3, 4].map((step) => node(`child_${child}/step_${step}`, "detect"));
    return [...steps, node(`child_${child}`, null)];
  });
  const edge = (from: string, to: string) => ({ from, to, schema: null, isCritical: false, count: 1 });
  const edges = children.flatMap((nodes) => [
    ...nodes.slice(0, -1).map(({ key }) => edge("files", key)),
    edge(nodes.at(-2)!.key, nodes.at(-1)!.key),
  ]);
  return { ...empty, nodes: [node("files", "filesystem"), ...children.flat()], edges };
}

const empty: Drawing = { title: "", run: null, nodes: [], edges: [], paths: [], note: null };
const why = "too large";
const labels = ({ nodes }: Drawing) => nodes.map(({ label, members }) => `${label} ${members.length}`);

test("a graph of many child runbooks has a box for each, with the artifacts that pass its outputs on", () => {
  const fits = ({ nodes }: Drawing): boolean => nodes.length <= 60;
  const drawn = overviewOf(withChildren(50), { by: "auto", fits, why });
  expect(labels(drawn)).toEqual(["files 1", ...Array.from({ length: 50 }, (_, child) => `child_${child} 6`)]);
  expect(drawn.edges.every(({ from }) => from === "files")).toBe(true);
});

test("where a reader can scroll, child runbooks have a box each although they do not fit", () => {
  const options = { by: "auto", fits: () => false, why } as const;
  expect(overviewOf(withChildren(30), { ...options, scrolls: true }).nodes).toHaveLength(31);
  expect(labels(overviewOf(withChildren(30), options))).toEqual(["files 1", "detect 150", "pass-through 30"]);
});

test("more child runbooks than a reader finds by name are grouped by component", () => {
  const drawn = overviewOf(withChildren(61), {
    by: "auto",
    fits: ({ nodes }) => nodes.length < 30,
    scrolls: true,
    why,
  });
  expect(labels(drawn)).toEqual(["files 1", "detect 305", "pass-through 61"]);
});
