import type { LocationEvidence } from "./evidence.ts";

/** The system is the location itself, or a pattern that matches it. */
export const named = "named";
/** The system is the database of the location, or a folder above the file. */
const inside = "inside";

/** A system that an activity declares, and the locations with findings that it matches. */
export interface SystemPlaces {
  readonly system: string;
  readonly places: ReadonlyMap<LocationEvidence, typeof named | typeof inside>;
}

/**
 * Returns the locations that a declared system matches. Files are identified by their path in the folder that their
 * connector reads. A declared path or pattern may be that path or a trailing part of it. If neither matches, it may
 * start with the folder itself.
 */
export function resolveSystem(system: string, places: readonly LocationEvidence[]): SystemPlaces {
  const found = matching(system, places, namesTail);
  return { system, places: found.size > 0 ? found : matching(system, places, namesWithFolder) };
}

function matching(
  system: string,
  places: readonly LocationEvidence[],
  names: (system: string, place: LocationEvidence) => boolean,
): SystemPlaces["places"] {
  const found = new Map<LocationEvidence, typeof named | typeof inside>();
  for (const place of places) {
    if (names(system, place)) found.set(place, named);
    else if (contains(system, place)) found.set(place, inside);
  }
  return found;
}

const isDatabase = (place: LocationEvidence): boolean => place.system !== place.name;
const baseName = (system: string): string => system.replace(/\.(db|sqlite3?)$/i, "");

function namesTail(system: string, place: LocationEvidence): boolean {
  const { name } = place;
  if (system.includes("*")) return globToRegExp(system, isDatabase(place) ? "" : "(?:.*/)?").test(name);
  return system === name || (!isDatabase(place) && name.endsWith(`/${system}`));
}

/** The system may start with folders above the connector's. The rest must still name specific files. */
function namesWithFolder(system: string, place: LocationEvidence): boolean {
  if (isDatabase(place)) return false;
  const parts = system.split("/");
  return parts.slice(1).some((_, index) => {
    const rest = parts.slice(index + 1).join("/");
    return isSpecific(rest) && (rest.includes("*") ? globToRegExp(rest, "").test(place.name) : rest === place.name);
  });
}

/** `absences*.csv` names specific files; `*` and `*.csv` match any file. */
function isSpecific(pattern: string): boolean {
  return (
    pattern
      .split("/")
      .at(-1)
      ?.replace(/\.[^.]*$/, "")
      .replaceAll("*", "") !== ""
  );
}

function contains(system: string, place: LocationEvidence): boolean {
  if (isDatabase(place)) return baseName(system) === baseName(place.system);
  const folder = system.endsWith("/") ? system : `${system}/`;
  return place.name.startsWith(folder) || place.name.includes(`/${folder}`);
}

function globToRegExp(glob: string, before: string): RegExp {
  const source = glob
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/?|\*/g, (stars) => (stars === "*" ? "[^/]*" : ".*"));
  return new RegExp(`^${before}${source}$`);
}
