import type { Net } from "./nets.ts";

export interface Tracks {
  /** The track of each net, counted from the side of the sources; null for a straight line. */
  readonly trackOf: readonly (number | null)[];
  readonly count: number;
  /** True if two nets could be confused in any order; nodes must then be moved. */
  readonly isKnotted: boolean;
}

/** Assigns each net its own track in the gap, so that few cross and none can be confused. */
export function assignTracks(nets: readonly Net[]): Tracks {
  const bent = [...nets.keys()].filter((net) => !isStraight(nets, net));
  bent.sort((a, b) => middle(nets[a]!) - middle(nets[b]!) || a - b);
  const cost = (left: number, right: number): number => crossings(nets[left]!, nets[right]!);
  // Swaps neighbours as long as that reduces the crossings.
  for (let changed = true, round = 0; changed && round < 4 * bent.length; round += 1) {
    changed = false;
    for (let place = 0; place + 1 < bent.length; place += 1) {
      const [a, b] = [bent[place]!, bent[place + 1]!];
      if (cost(b, a) >= cost(a, b)) continue;
      [bent[place], bent[place + 1]] = [b, a];
      changed = true;
    }
  }
  const { ordered, isLegible } = legible(nets, bent);
  const trackOf: (number | null)[] = nets.map(() => null);
  const columns: number[][] = [];
  for (const net of ordered) {
    const last = columns.at(-1);
    if (last?.every((other) => isApart(nets[net]!, nets[other]!)) === true) last.push(net);
    else columns.push([net]);
    trackOf[net] = columns.length - 1;
  }
  return { trackOf, count: columns.length, isKnotted: !isLegible };
}

/** Maximum number of orders to try before accepting lines that can be confused. */
const mostTries = 2000;

/** Returns an order in which no two nets can be confused, with as few changes as possible, if there is one. */
function legible(nets: readonly Net[], order: readonly number[]) {
  const straight = nets.filter((_, net) => !order.includes(net));
  let tries = mostTries;
  const follow = (placed: readonly number[], left: readonly number[]): readonly number[] | null => {
    if (left.length === 0) return placed;
    tries -= 1;
    const rest = [...left.map((net) => nets[net]!), ...straight];
    const fits = (net: number): boolean =>
      left.every((other) => other === net || !isMistaken(nets[net]!, nets[other]!)) &&
      !placed.some((before) => leadsBack(nets[before]!, nets[net]!, rest));
    // A net that forks should join before others do.
    const isFirst = (net: number): boolean =>
      left.every((other) => other === net || !leadsBack(nets[net]!, nets[other]!, rest));
    const [first, later] = [true, false].map((wanted) => left.filter((net) => fits(net) && isFirst(net) === wanted));
    for (const net of [...first!, ...later!]) {
      const found = follow(
        [...placed, net],
        left.filter((other) => other !== net),
      );
      if (found !== null || tries <= 0) return found;
    }
    return null;
  };
  const found = follow([], order);
  return { ordered: found ?? order, isLegible: found !== null };
}

/**
 * Returns whether a line that another joins seems to lead back along that one to its source, and on to the source's
 * other targets further on.
 */
function leadsBack(line: Net, joining: Net, further: readonly Net[]): boolean {
  if (!joining.to.some((one) => line.to.includes(one))) return false;
  const besides = further.filter((other) => other !== joining && other.from.some((one) => joining.from.includes(one)));
  return besides.some((other) => other.to.some((one) => !line.to.includes(one)));
}

/** Returns true for a single straight line to a target that no other net has. */
function isStraight(nets: readonly Net[], place: number): boolean {
  const net = nets[place]!;
  const [target] = net.targets;
  return low(net) === high(net) && nets.every((other) => other === net || !other.targets.includes(target!));
}

const middle = ({ sources, targets }: Net): number =>
  (Math.max(...sources) + Math.min(...sources)) / 2 - Math.max(...targets) - Math.min(...targets);
const low = ({ sources, targets }: Net): number => Math.min(...sources, ...targets);
const high = ({ sources, targets }: Net): number => Math.max(...sources, ...targets);
const spans = (net: Net, place: number): boolean => low(net) < place && place < high(net);

/**
 * Returns whether two nets can be confused in this order. If the left one's track is nearer to the sources, a line to
 * its targets passes what joins from the right one: other targets of the right one could be read as targets of the left
 * one. A source of the right one may also be where the left one arrives.
 */
function isMistaken(left: Net, right: Net): boolean {
  if (right.sources.some((source) => left.targets.includes(source))) return true;
  const isShared = right.targets.some((target) => left.targets.includes(target));
  return isShared && !right.targets.every((target) => left.targets.includes(target));
}

/** Counts crossings of lines if the left net's track is nearer to the sources than the right one's. */
function crossings(left: Net, right: Net): number {
  let cost = 0;
  for (const source of right.sources) if (spans(left, source)) cost += 1;
  for (const target of left.targets) {
    if (!right.targets.includes(target)) cost += spans(right, target) ? 1 : 0;
    else if (spans(right, target)) cost += 0.5;
  }
  return cost;
}

/**
 * Returns whether two nets may share a track: a free cell separates their spans, and neither runs where the other
 * arrives.
 */
function isApart(a: Net, b: Net): boolean {
  const isFree = high(a) + 1 < low(b) || high(b) + 1 < low(a);
  return isFree && !isMistaken(a, b) && !isMistaken(b, a);
}
