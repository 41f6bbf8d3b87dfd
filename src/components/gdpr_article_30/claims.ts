import type { Evidence, Place } from "./evidence.ts";
import type { DeclaredActivity } from "./organisation.ts";
import { named, resolveSystem, type SystemPlaces } from "./systems.ts";

export interface Claims {
  /** Places per activity, in the order of the places. */
  readonly claimed: ReadonlyMap<DeclaredActivity, readonly Place[]>;
  /** Places with personal data that no activity claims. */
  readonly unclaimed: readonly Place[];
  /** Systems that an activity names and no finding lies in, in the order of the declaration. */
  readonly unmatched: ReadonlyMap<DeclaredActivity, readonly string[]>;
}

/**
 * Which activity processes what is at a place. An activity claims a place that its `systems` name exactly (a table, or
 * a file by path or pattern); and one inside a database or folder that it names as a whole, when a purpose that was
 * found at the place is one of its own. Nothing is guessed beyond that: the rest stays unassigned and is shown.
 */
export function assignPlaces(activities: readonly DeclaredActivity[], evidence: Evidence): Claims {
  const places = [...evidence.values()];
  const claimed = new Map<DeclaredActivity, Place[]>(activities.map((activity) => [activity, []]));
  const unmatched = new Map<DeclaredActivity, readonly string[]>();
  const systems = new Map<DeclaredActivity, readonly SystemPlaces[]>();
  for (const activity of activities) {
    const resolved = (activity.systems ?? []).map((system) => resolveSystem(system, places));
    systems.set(activity, resolved);
    unmatched.set(
      activity,
      resolved.filter((one) => one.places.size === 0).map((one) => one.system),
    );
  }
  const unclaimed: Place[] = [];
  for (const place of places) {
    if (place.personal.length === 0) continue;
    const takers = activities.filter((activity) => claims(activity, systems.get(activity) ?? [], place));
    for (const taker of takers) claimed.get(taker)?.push(place);
    if (takers.length === 0) unclaimed.push(place);
  }
  return { claimed, unclaimed, unmatched };
}

function claims(activity: DeclaredActivity, systems: readonly SystemPlaces[], place: Place): boolean {
  if (systems.some((one) => one.places.get(place) === named)) return true;
  const inside = systems.length === 0 || systems.some((one) => one.places.has(place));
  return inside && place.purposes.some(({ finding }) => activity.purposes?.includes(finding.purpose));
}
