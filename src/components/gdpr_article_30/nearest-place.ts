/**
 * Returns the location that a mistyped name most likely means. At most a third of its letters may differ; undefined if
 * no location is close enough.
 */
export function nearestPlace(wanted: string, places: readonly string[]): string | undefined {
  const allowed = Math.min(3, Math.floor(wanted.length / 3));
  let best: { readonly place: string; readonly distance: number } | undefined;
  for (const place of places) {
    if (Math.abs(place.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted.toLowerCase(), place.toLowerCase());
    if (distance <= allowed && (best === undefined || distance < best.distance)) best = { place, distance };
  }
  return best?.place;
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
