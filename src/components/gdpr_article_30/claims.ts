import type { Evidence, LocationEvidence } from "./evidence.ts";
import type { DeclaredActivity } from "./organisation.ts";
import { resolveSystem } from "./systems.ts";

interface Claims {
  /** Locations per activity, in the order of the locations. */
  readonly claimed: ReadonlyMap<DeclaredActivity, readonly LocationEvidence[]>;
  /** Locations with personal data that no activity covers. */
  readonly unclaimed: readonly LocationEvidence[];
  /** Declared systems without personal data, per activity, in declaration order. */
  readonly unmatched: ReadonlyMap<DeclaredActivity, readonly UnmatchedSystem[]>;
}

/** A declared system in which there is no personal data. */
export interface UnmatchedSystem {
  readonly system: string;
  /** `unknown`: no finding lies in it. `nothing`: only findings of other kinds do. */
  readonly reason: "unknown" | "nothing";
}

/**
 * Assigns locations to processing activities. An activity covers all that lies in the systems that it names, whatever
 * its purposes are. An activity without systems covers the locations at which one of its purposes was found. Nothing
 * else is guessed: all other locations stay unassigned and are shown.
 */
export function assignPlaces(activities: readonly DeclaredActivity[], { places }: Evidence): Claims {
  const unmatched = new Map<DeclaredActivity, readonly UnmatchedSystem[]>();
  const covered = new Map<DeclaredActivity, ReadonlySet<LocationEvidence>>();
  for (const activity of activities) {
    const resolved = (activity.systems ?? []).map((system) => resolveSystem(system, places));
    const empty = resolved.filter((one) => !one.places.some(hasPersonalData));
    unmatched.set(
      activity,
      empty.map((one) => ({ system: one.system, reason: one.places.length === 0 ? "unknown" : "nothing" })),
    );
    const named = resolved.flatMap((one) => one.places);
    const serving = places.filter((place) => servesPurpose(activity, place));
    const isNamed = (activity.systems ?? []).length > 0;
    covered.set(activity, new Set(isNamed ? named : serving));
  }
  const holding = places.filter(hasPersonalData);
  const isClaimed = (place: LocationEvidence): boolean => activities.some((one) => covered.get(one)?.has(place));
  return {
    claimed: new Map(activities.map((one) => [one, holding.filter((place) => covered.get(one)?.has(place))])),
    unclaimed: holding.filter((place) => !isClaimed(place)),
    unmatched,
  };
}

const hasPersonalData = ({ personal }: LocationEvidence): boolean => personal.length > 0;

const servesPurpose = ({ purposes }: DeclaredActivity, place: LocationEvidence): boolean =>
  place.purposes.some(({ finding }) => purposes?.includes(finding.purpose));
