import { formatCount } from "../../text/index.ts";
import type { Grouping } from "../model.ts";
import type { Scope } from "./scope.ts";

/** One way of grouping artifacts. */
export interface Kind {
  /** Returns the key of an artifact; artifacts with the same key form one group. */
  readonly keyOf: (place: number) => string;
  /** Returns the label of a group; `places`: its members. */
  readonly labelOf: (places: readonly number[]) => string;
  /** The groups are child runbooks, which readers know by name. */
  readonly isByRunbook?: boolean;
}

/** Returns ways of grouping some nodes of a graph, the finest first. */
export function kindsOf(scope: Scope, places: readonly number[], by: Grouping): readonly Kind[] {
  switch (by) {
    case "level":
      return [levels(scope, 1), ...stretches(scope, places).map((size) => levels(scope, size))];
    case "tag":
      return [named((place) => scope.nodes[place]!.tags.join(", ") || "no tag")];
    case "component":
      return [named((place) => componentOf(scope, place))];
    case "runbook":
      return [named((place) => groupOf(scope, place)[0] ?? "no child runbook")];
    case "failure":
      return [named((place) => scope.failureOf[place]!)];
    case "auto":
      return autoKinds(scope, places);
  }
}

const named = (nameOf: (place: number) => string): Kind => ({
  keyOf: nameOf,
  labelOf: ([first]) => (first === undefined ? "" : nameOf(first)),
});

const componentOf = ({ nodes }: Scope, place: number): string => nodes[place]!.component ?? "pass-through";

function autoKinds(scope: Scope, places: readonly number[]): readonly Kind[] {
  const { levelOf, partOf } = scope;
  const sizes = stretches(scope, places);
  const by = (keyOf: (place: number) => string): Kind => ({ keyOf, labelOf: (some) => common(scope, some) });
  const component = (place: number): string => componentOf(scope, place);
  return [
    ...childRunbooks(scope, places),
    by((place) => `${partOf[place]} ${levelOf[place]} ${component(place)}`),
    by((place) => `${levelOf[place]} ${component(place)}`),
    ...sizes.map((size) => by((place) => `${partOf[place]} ${stretchOf(scope, place, size)} ${component(place)}`)),
    ...sizes.map((size) => by((place) => `${stretchOf(scope, place, size)} ${component(place)}`)),
    ...sizes.map((size) => levels(scope, size)),
    chunks(places),
  ];
}

/** Groups by the next name below the child runbook that all share; returns nothing if no node has one. */
function childRunbooks(scope: Scope, places: readonly number[]): readonly Kind[] {
  const groups = new Map(places.map((place) => [place, groupOf(scope, place)]));
  const [first = []] = groups.values();
  const all = [...groups.values()];
  let depth = 0;
  while (all.every((group) => group.length > depth && group[depth] === first[depth])) depth += 1;
  if (!all.some((group) => group.length > depth)) return [];
  const nameOf = (place: number): string | undefined => groups.get(place)![depth];
  return [
    {
      keyOf: (place) => nameOf(place) ?? ` ${scope.levelOf[place]} ${componentOf(scope, place)}`,
      labelOf: ([one]) => (one === undefined ? "" : (nameOf(one) ?? componentOf(scope, one))),
      isByRunbook: true,
    },
  ];
}

/** Returns the child runbook of an artifact. One that only passes on outputs of a child runbook belongs to it. */
function groupOf({ nodes, dag }: Scope, place: number): readonly string[] {
  const { group, component } = nodes[place]!;
  const inputs = component === null ? dag.dependencies[place]! : [];
  const [first, ...others] = inputs.map((input) => nodes[input]!.group);
  if (first === undefined || first.length <= group.length) return group;
  return others.every((one) => one.join("/") === first.join("/")) ? first : group;
}

/** Returns how many levels to combine to get about twelve, nine, six and three ranges. */
function stretches({ levelOf }: Scope, places: readonly number[]): readonly number[] {
  const own = places.map((place) => levelOf[place]!);
  const span = own.reduce((most, level) => Math.max(most, level), 0) - own.reduce((a, b) => Math.min(a, b), 1e9) + 1;
  return [...new Set([12, 9, 6, 3].map((count) => Math.ceil(span / count)))].filter((size) => size > 1);
}

const stretchOf = ({ levelOf }: Scope, place: number, size: number): number => Math.floor((levelOf[place]! - 1) / size);

const levels = (scope: Scope, size: number): Kind => ({
  keyOf: (place) => `${stretchOf(scope, place, size)}`,
  labelOf: (places) => levelText(scope, places),
});

/** Maximum number of members that a group shows individually; more are grouped again. */
export const mostMembers = 48;
const chunk = 40;

/** Groups by ranges of the plan, if nothing else distinguishes artifacts. */
function chunks(places: readonly number[]): Kind {
  const order = new Map(places.map((place, index) => [place, index]));
  const size = Math.max(chunk, Math.ceil(places.length / 24));
  const number = (place: number | undefined): string => formatCount(order.get(place ?? -1)! + 1);
  return {
    keyOf: (place) => `${Math.floor(order.get(place)! / size)}`,
    labelOf: (some) => `${number(some[0])}–${number(some.at(-1))} of ${formatCount(places.length)}`,
  };
}

/** Returns the component that all share, else their levels. */
function common(scope: Scope, places: readonly number[]): string {
  const components = new Set(places.map((place) => componentOf(scope, place)));
  const [component] = components;
  return components.size === 1 && component !== undefined ? component : levelText(scope, places);
}

/** Returns `level 3`, `levels 3–7`. */
export function levelText({ levelOf }: Scope, places: readonly number[]): string {
  const own = places.map((place) => levelOf[place]!);
  const [least, most] = [own.reduce((a, b) => Math.min(a, b)), own.reduce((a, b) => Math.max(a, b))];
  return least === most ? `level ${least}` : `levels ${least}–${most}`;
}
