import type { UnreadPlaces } from "../../run/index.ts";
import type { FindingListShape } from "../shapes/index.ts";
import { formatCount, oneLine } from "../text/index.ts";

type Incomplete = FindingListShape["incomplete"];

/** Maximum number of places in an answer; the artifacts have all. */
const most = 20;

export const unreadJson = (places: UnreadPlaces): Incomplete => ({
  places: places.count(),
  first: places
    .all()
    .slice(0, most)
    .map((place) => ({ ...place })),
});

/** Maximum number of places in a sentence. */
const named = 2;

/** Returns `3 places were not read in full: …`; null if all were. */
export function unreadText({ places, first }: Incomplete): string | null {
  if (places === 0) return null;
  const shown = first.slice(0, named).map(placeText);
  const rest = places - shown.length;
  const more = rest > 0 ? `; and ${formatCount(rest)} more` : "";
  return `${places === 1 ? "1 place was" : `${formatCount(places)} places were`} not read in full: ${shown.join("; ")}${more}`;
}

export const placeText = ({ what, reason }: Incomplete["first"][number]): string =>
  `${oneLine(what)} (${oneLine(reason)})`;
