import type { Graph } from "../../run/index.ts";
import { apiVersion } from "../json.ts";
import type { PlanShape } from "../shapes/index.ts";
import { groupsOf } from "./groups.ts";

/** Returns `{ apiVersion, kind: "Plan", ... }`: the whole graph, never grouped; every key is always present. */
export function graphJson(graph: Graph): PlanShape {
  return {
    apiVersion,
    kind: "Plan",
    name: graph.title,
    run: graph.run,
    criticalPath: graph.run === null ? null : graph.criticalPath,
    nodes: graph.nodes.map(({ isOutput, isCritical, tags: _tags, ...node }) => ({
      ...node,
      output: isOutput,
      critical: isCritical,
    })),
    groups: groupsOf(graph),
    edges: graph.edges.map(({ isCritical, ...edge }) => ({ ...edge, critical: isCritical })),
  };
}
