import type { ArtifactStatus } from "../../domain/index.ts";
import { createDag, topologicalOrder } from "../../graph/index.ts";
import { plural } from "../units.ts";
import type { Drawing, DrawnEdge, DrawnNode } from "./model.ts";

/**
 * The drawing itself when it fits; else one in which artifacts that belong together are one box, coarser and coarser
 * until it fits: child runbooks; artifacts between the same neighbours; of one depth, component and status; of one
 * depth and status; stretches of depths. Says so in the note.
 */
export function collapse(drawing: Drawing, fits: (drawing: Drawing) => boolean, why: string): Drawing {
  if (fits(drawing)) return drawing;
  const depth = depths(drawing);
  const deepest = Math.max(0, ...depth.values());
  const stretch = Math.ceil((deepest + 1) / 24);
  const at = (node: DrawnNode): number => depth.get(node.key)!;
  const coarser: readonly ((node: DrawnNode) => string)[] = [
    (node) => (node.group.length === 0 ? `one ${node.key}` : `group ${JSON.stringify(node.group[0])}`),
    twins(drawing),
    (node) => `${at(node)} ${node.component} ${node.status}`,
    (node) => `${at(node)} ${node.status}`,
    (node) => `${Math.floor(at(node) / stretch)}`,
  ];
  let smallest = drawing;
  for (const kind of coarser) {
    const merged = merge(drawing, kind);
    if (merged === null) continue;
    const boxes = merged.nodes.length;
    const note = `${plural(drawing.nodes.length, "artifact")} are drawn as ${boxes} ${boxes === 1 ? "box" : "boxes"}: ${why}`;
    smallest = { ...merged, note: drawing.note === null ? note : `${drawing.note}; ${note}` };
    if (fits(smallest)) return smallest;
  }
  return smallest;
}

function depths({ nodes, edges }: Drawing): ReadonlyMap<string, number> {
  const places = new Map(nodes.map(({ key }, place) => [key, place]));
  const inputs: number[][] = nodes.map(() => []);
  for (const { from, to } of edges) inputs[places.get(to)!]!.push(places.get(from)!);
  const depth = new Array<number>(nodes.length).fill(0);
  for (const place of topologicalOrder(createDag(inputs))) {
    depth[place] = inputs[place]!.reduce((most, input) => Math.max(most, depth[input]! + 1), 0);
  }
  return new Map(nodes.map(({ key }, place) => [key, depth[place]!]));
}

/** Same inputs, same dependents, same status. */
function twins({ nodes, edges }: Drawing): (node: DrawnNode) => string {
  const beside = new Map(nodes.map(({ key }) => [key, { inputs: [] as string[], dependents: [] as string[] }]));
  for (const { from, to } of edges) {
    beside.get(from)?.dependents.push(to);
    beside.get(to)?.inputs.push(from);
  }
  return ({ key, status }) => {
    const { inputs, dependents } = beside.get(key)!;
    return `${status} ${inputs.sort().join()} > ${dependents.sort().join()}`;
  };
}

/** One box a kind; null when the boxes would need each other in a circle. */
function merge(drawing: Drawing, kindOf: (node: DrawnNode) => string): Drawing | null {
  const kinds = Map.groupBy(drawing.nodes, kindOf);
  const boxOf = new Map<string, string>();
  const nodes = [...kinds.values()].map((members, place) => {
    const key = `n${place + 1}`;
    for (const member of members) boxOf.set(member.key, key);
    return members.length === 1 ? { ...members[0]!, key } : boxed(key, members);
  });
  const edges = new Map<string, DrawnEdge>();
  for (const edge of drawing.edges) {
    const [from, to] = [boxOf.get(edge.from)!, boxOf.get(edge.to)!];
    if (from === to) continue;
    const known = edges.get(`${from} ${to}`);
    const schema = known === undefined || known.schema === edge.schema ? edge.schema : null;
    edges.set(`${from} ${to}`, { from, to, schema, isCritical: edge.isCritical || known?.isCritical === true });
  }
  const merged = { ...drawing, nodes, edges: [...edges.values()] };
  return isAcyclic(merged) ? merged : null;
}

function boxed(key: string, members: readonly DrawnNode[]): DrawnNode {
  const [first, last] = [members[0]!, members.at(-1)!];
  const groups = new Set(members.map(({ group }) => group[0]));
  const [group] = groups;
  const name = groups.size === 1 && group !== undefined ? group : `${first.label} … ${last.label}`;
  const durations = members.flatMap(({ durationMs }) => durationMs ?? []);
  return {
    key,
    label: `${name} (${plural(members.length, "artifact")})`,
    name: null,
    members: members.flatMap((member) => member.members),
    group: [],
    schema: same(members.map(({ schema }) => schema)),
    component: same(members.map(({ component }) => component)),
    status: worst(members.map(({ status }) => status)),
    durationMs: durations.length === 0 ? null : durations.reduce((sum, duration) => sum + duration, 0),
    isCritical: members.some(({ isCritical }) => isCritical),
  };
}

const same = <T>(values: readonly (T | null)[]): T | null => (new Set(values).size === 1 ? values[0]! : null);

/** What a reader must not miss comes first. */
const gravity: readonly ArtifactStatus[] = ["failed", "skipped", "running", "pending", "reused", "completed"];

const worst = (statuses: readonly (ArtifactStatus | null)[]): ArtifactStatus | null =>
  gravity.find((status) => statuses.includes(status)) ?? null;

function isAcyclic({ nodes, edges }: Drawing): boolean {
  const open = new Map(nodes.map(({ key }) => [key, 0]));
  const next = Map.groupBy(edges, ({ from }) => from);
  for (const { to } of edges) open.set(to, open.get(to)! + 1);
  const ready = [...open].flatMap(([key, count]) => (count === 0 ? [key] : []));
  for (const key of ready) {
    for (const { to } of next.get(key) ?? []) {
      open.set(to, open.get(to)! - 1);
      if (open.get(to) === 0) ready.push(to);
    }
  }
  return ready.length === nodes.length;
}
