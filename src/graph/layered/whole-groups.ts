import { findCycles } from "../cycles.ts";
import { createDag, type Dag } from "../dag.ts";

/** Returns the names of the groups around a node, outermost first, of a label such as `a/b`. */
export function groupsIn(label: string): readonly string[] {
  if (label === "") return [];
  const names = label.split("/");
  return names.map((_, depth) => names.slice(0, depth + 1).join("/"));
}

/**
 * Returns the graph with more dependencies, so that what uses a member of a group comes after all of its members, and
 * what a member uses comes before them: a frame around the group then encloses as few others as possible. Returns the
 * graph itself if groups depend on each other in a cycle.
 */
export function withWholeGroups(dag: Dag, groupOf: (node: number) => string): Dag {
  const groups = Array.from({ length: dag.size }, (_, node) => groupsIn(groupOf(node)));
  const members = new Map<string, number[]>();
  for (const [node, names] of groups.entries()) {
    for (const name of names) members.set(name, [...(members.get(name) ?? []), node]);
  }
  if (members.size === 0) return dag;
  const dependencies = dag.dependencies.map((list) => [...list]);
  for (const [node, inputs] of dag.dependencies.entries()) {
    for (const input of inputs) {
      const [left, entered] = [groups[input]!, groups[node]!];
      for (const name of left) if (!entered.includes(name)) dependencies[node]!.push(...members.get(name)!);
      for (const name of entered) {
        if (!left.includes(name)) for (const member of members.get(name)!) dependencies[member]!.push(input);
      }
    }
  }
  const whole = createDag(dependencies);
  return findCycles(whole).length === 0 ? whole : dag;
}
