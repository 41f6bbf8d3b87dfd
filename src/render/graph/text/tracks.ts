import type { Net } from "./nets.ts";

export interface Tracks {
  /** Per net its track, counted from the side of the sources; null: it runs straight across. */
  readonly trackOf: readonly (number | null)[];
  readonly count: number;
  /** Two nets would be mistaken for each other whatever their order; places must be shifted. */
  readonly isKnotted: boolean;
}

/** Gives each net a track of its own across the gap, so that few cross and none can be mistaken for another. */
export function assignTracks(nets: readonly Net[]): Tracks {
  const bent = [...nets.keys()].filter((net) => !isStraight(nets, net));
  bent.sort((a, b) => middle(nets[a]!) - middle(nets[b]!) || a - b);
  const cost = (left: number, right: number): number => crossings(nets[left]!, nets[right]!);
  // Any order of neighbours that costs less is taken until none is left.
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

/** Orders that are tried before lines that can be mistaken are put up with. */
const mostTries = 2000;

/** The order given, changed as little as it takes that no two are mistaken for each other, where there is one such. */
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
    // One that forks should join before others do.
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
 * Whether a line that another joins seems to lead back along that one to its source, and on to where this goes besides,
 * further on.
 */
function leadsBack(line: Net, joining: Net, further: readonly Net[]): boolean {
  if (!joining.to.some((one) => line.to.includes(one))) return false;
  const besides = further.filter((other) => other !== joining && other.from.some((one) => joining.from.includes(one)));
  return besides.some((other) => other.to.some((one) => !line.to.includes(one)));
}

/** One line straight across, to where no other goes. */
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
 * When the left one's track is nearer to the sources, a line to its targets passes what joins from the right one: what
 * the right one goes to besides could be taken for a target of the left one. And a source of the right one may lie
 * where the left one arrives.
 */
function isMistaken(left: Net, right: Net): boolean {
  if (right.sources.some((source) => left.targets.includes(source))) return true;
  const isShared = right.targets.some((target) => left.targets.includes(target));
  return isShared && !right.targets.every((target) => left.targets.includes(target));
}

/** Of lines, when one net's track is nearer to the sources than the other's. */
function crossings(left: Net, right: Net): number {
  let cost = 0;
  for (const source of right.sources) if (spans(left, source)) cost += 1;
  for (const target of left.targets) {
    if (!right.targets.includes(target)) cost += spans(right, target) ? 1 : 0;
    else if (spans(right, target)) cost += 0.5;
  }
  return cost;
}

/** May share a track: their spans have a free place between, and neither runs where the other arrives. */
function isApart(a: Net, b: Net): boolean {
  const isFree = high(a) + 1 < low(b) || high(b) + 1 < low(a);
  return isFree && !isMistaken(a, b) && !isMistaken(b, a);
}
