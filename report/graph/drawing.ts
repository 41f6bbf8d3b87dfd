import type { Drawing } from "../../src/render/graph/model.ts";
import type { Report } from "../data.ts";

/** Converts a run to the data of its graph: one box for each artifact, in plan order. */
export function drawingOf({ artifacts, timeline }: Report): Drawing {
  const keys = new Map(artifacts.map(({ id }, place) => [id, `n${place + 1}`]));
  const path = timeline.criticalPath.artifacts;
  const follows = new Set(path.slice(1).map((id, place) => `${path[place]} ${id}`));
  const schemas = new Map(artifacts.map(({ id, schema }) => [id, schema]));
  return {
    title: "",
    run: null,
    nodes: artifacts.map(({ id, name, group, tags, schema, component, status, durationMs, time }) => ({
      key: keys.get(id)!,
      label: id,
      name,
      members: [id],
      range: null,
      counts: null,
      group,
      tags,
      schema,
      component: component?.type ?? null,
      status,
      durationMs,
      isCritical: time.isCritical,
    })),
    edges: artifacts.flatMap(({ id, inputs }) =>
      inputs.map(({ artifact }) => ({
        from: keys.get(artifact)!,
        to: keys.get(id)!,
        schema: schemas.get(artifact) ?? null,
        isCritical: follows.has(`${artifact} ${id}`),
        count: 1,
      })),
    ),
    paths: [],
    note: null,
  };
}
