import type { Evidence, LocationEvidence } from "./evidence.ts";
import type { DeclaredActivity } from "./organisation.ts";
import { named, resolveSystem, type SystemPlaces } from "./systems.ts";

interface Claims {
  /** Locations per activity, in the order of the locations. */
  readonly claimed: ReadonlyMap<DeclaredActivity, readonly LocationEvidence[]>;
  /** Locations with personal data that no activity covers. */
  readonly unclaimed: readonly LocationEvidence[];
  /** Declared systems that match no finding, per activity, in declaration order. */
  readonly unmatched: ReadonlyMap<DeclaredActivity, readonly string[]>;
}

/**
 * Assigns locations to processing activities. An activity covers a location that its `systems` name exactly (a table,
 * or a file by path or pattern). It also covers a location inside a database or folder that it names as a whole, if one
 * of its purposes was found at that location. Nothing else is guessed: all other locations stay unassigned and are
 * shown.
 */
export function assignPlaces(activities: readonly DeclaredActivity[], evidence: Evidence): Claims {
  const places = [...evidence.values()];
  const claimed = new Map<DeclaredActivity, LocationEvidence[]>(activities.map((activity) => [activity, []]));
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
  const unclaimed: LocationEvidence[] = [];
  for (const place of places) {
    if (place.personal.length === 0) continue;
    const takers = activities.filter((activity) => claims(activity, systems.get(activity) ?? [], place));
    for (const taker of takers) claimed.get(taker)?.push(place);
    if (takers.length === 0) unclaimed.push(place);
  }
  return { claimed, unclaimed, unmatched };
}

function claims(activity: DeclaredActivity, systems: readonly SystemPlaces[], place: LocationEvidence): boolean {
  if (systems.some((one) => one.places.get(place) === named)) return true;
  const inside = systems.length === 0 || systems.some((one) => one.places.has(place));
  return inside && place.purposes.some(({ finding }) => activity.purposes?.includes(finding.purpose));
}
