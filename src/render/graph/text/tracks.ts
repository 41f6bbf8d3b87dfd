/** What leaves one place on one side of the gap between two layers, and where it goes on the other. */
export interface Net {
  readonly source: number;
  readonly targets: readonly number[];
}

export interface Tracks {
  /** Per net its track, counted from the side of the sources; null: it runs straight across. */
  readonly trackOf: readonly (number | null)[];
  readonly count: number;
  /** Two nets lie on each other whatever their order; places must be shifted. */
  readonly isKnotted: boolean;
}

const overlaid = 1e6;
const ambiguous = 3;

/** Gives each net a track of its own across the gap, so that few cross and none lie on each other. */
export function assignTracks(nets: readonly Net[]): Tracks {
  const bent = [...nets.keys()].filter((net) => !isStraight(nets[net]!));
  bent.sort((a, b) => middle(nets[a]!) - middle(nets[b]!) || a - b);
  const cost = (left: number, right: number): number => costOf(nets[left]!, nets[right]!);
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
  const all = [...bent.entries()];
  const isKnotted =
    all.some(([place, left]) => bent.slice(place + 1).some((right) => cost(left, right) >= overlaid)) ||
    nets.some((net) => isStraight(net) && bent.some((other) => touches(net, nets[other]!)));
  const trackOf: (number | null)[] = nets.map(() => null);
  const columns: number[][] = [];
  for (const net of bent) {
    const last = columns.at(-1);
    if (last?.every((other) => isApart(nets[net]!, nets[other]!)) === true) last.push(net);
    else columns.push([net]);
    trackOf[net] = columns.length - 1;
  }
  return { trackOf, count: columns.length, isKnotted };
}

const isStraight = ({ source, targets }: Net): boolean => targets.every((target) => target === source);
const middle = ({ source, targets }: Net): number => source - Math.max(...targets) - Math.min(...targets);
const low = ({ source, targets }: Net): number => Math.min(source, ...targets);
const high = ({ source, targets }: Net): number => Math.max(source, ...targets);
const spans = (net: Net, place: number): boolean => low(net) < place && place < high(net);

/** A straight net that is not meant for a target through which it would run. */
const touches = (straight: Net, other: Net): boolean =>
  other.targets.includes(straight.source) && !straight.targets.includes(straight.source);

/** Crossings, and worse, when one net's track is nearer to the sources than the other's. */
function costOf(left: Net, right: Net): number {
  let cost = 0;
  // The right one's way to its track passes the left one's track, or a line to one of the left one's targets.
  if (spans(left, right.source)) cost += 1;
  if (left.targets.includes(right.source)) cost += right.targets.includes(right.source) ? ambiguous : overlaid;
  for (const target of left.targets) {
    if (!right.targets.includes(target)) cost += spans(right, target) ? 1 : 0;
    else if (spans(right, target)) cost += 0.5;
  }
  return cost;
}

/** May share a track: their spans have a free place between, and neither runs where the other arrives. */
function isApart(a: Net, b: Net): boolean {
  const isFree = high(a) + 1 < low(b) || high(b) + 1 < low(a);
  return isFree && costOf(a, b) < ambiguous && costOf(b, a) < ambiguous;
}
