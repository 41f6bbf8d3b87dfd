const mostNames = 3;

/**
 * Returns the locations that a name most likely means, nearest first: those in which at most a third of the letters
 * differ, also in their last part, and those that contain the name.
 */
export function nearestPlaces(wanted: string, places: readonly string[]): readonly string[] {
  const name = wanted.toLowerCase().replaceAll("*", "").replace(/\/+$/, "");
  const allowed = Math.min(3, Math.floor(name.length / 3));
  const near = places.flatMap((place) => {
    const distance = distanceTo(name, place.toLowerCase(), allowed);
    return distance === undefined ? [] : [{ place, distance }];
  });
  near.sort((a, b) => a.distance - b.distance || b.place.length - a.place.length || (a.place < b.place ? -1 : 1));
  const nearest = near.filter(({ distance }) => distance === near[0]?.distance);
  return [...new Set(nearest.map(({ place }) => place))].slice(0, mostNames);
}

/** Returns how far the place is from the name: the letters that differ, or more than allowed if one contains the other. */
function distanceTo(name: string, place: string, allowed: number): number | undefined {
  const lasts = [place, place.slice(place.lastIndexOf("/") + 1), place.slice(place.lastIndexOf(".") + 1)];
  const distances = lasts
    .filter((last) => Math.abs(last.length - name.length) <= allowed)
    .map((last) => editDistance(name, last))
    .filter((distance) => distance <= allowed);
  if (distances.length > 0) return Math.min(...distances);
  // A column is given instead of its table, or a part instead of the whole.
  if (name.startsWith(`${place}.`)) return allowed + 1;
  const isPart = Math.min(name.length, place.length) >= 3 && (place.includes(name) || name.includes(place));
  return isPart ? allowed + 2 : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + Number(letter !== other);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
