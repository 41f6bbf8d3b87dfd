import type { Evidence, Place } from "./evidence.ts";
import type { DeclaredActivity } from "./organisation.ts";

export interface Claims {
  /** Places per activity, in the order of the places. */
  readonly claimed: ReadonlyMap<DeclaredActivity, readonly Place[]>;
  /** Places with personal data that no activity claims. */
  readonly unclaimed: readonly Place[];
}

/**
 * Which activity processes what is at a place. An activity claims a place that its `systems` name exactly (a table, or
 * a file by path or pattern); and one inside a database or folder that it names as a whole, when a purpose that was
 * found at the place is one of its own. Nothing is guessed beyond that: the rest stays unassigned and is shown.
 */
export function assignPlaces(activities: readonly DeclaredActivity[], evidence: Evidence): Claims {
  const claimed = new Map<DeclaredActivity, Place[]>(activities.map((activity) => [activity, []]));
  const unclaimed: Place[] = [];
  for (const place of evidence.values()) {
    if (place.personal.length === 0) continue;
    const takers = activities.filter((activity) => claims(activity, place));
    for (const taker of takers) claimed.get(taker)?.push(place);
    if (takers.length === 0) unclaimed.push(place);
  }
  return { claimed, unclaimed };
}

function claims(activity: DeclaredActivity, place: Place): boolean {
  const systems = activity.systems ?? [];
  if (systems.some((system) => names(system, place))) return true;
  const inside = systems.length === 0 || systems.some((system) => contains(system, place));
  return inside && place.purposes.some(({ finding }) => activity.purposes?.includes(finding.purpose));
}

const isDatabase = (place: Place): boolean => place.system !== place.name;
const baseName = (system: string): string => system.replace(/\.(db|sqlite3?)$/i, "");

/** The system is this table, this file, or a pattern (`*`, `**`) of such. */
function names(system: string, place: Place): boolean {
  if (system.includes("*")) return globToRegExp(system).test(place.name);
  return system === place.name;
}

/** The system is the place's whole database, or a folder above the file. */
function contains(system: string, place: Place): boolean {
  if (isDatabase(place)) return baseName(system) === baseName(place.system);
  return place.name.startsWith(system.endsWith("/") ? system : `${system}/`);
}

function globToRegExp(glob: string): RegExp {
  const source = glob
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/?|\*/g, (stars) => (stars === "*" ? "[^/]*" : ".*"));
  return new RegExp(`^${source}$`);
}
