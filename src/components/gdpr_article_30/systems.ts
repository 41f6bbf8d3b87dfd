import type { Place } from "./evidence.ts";

/** The system is the place itself, or a pattern that it fits. */
export const named = "named";
/** The system is the place's whole database, or a folder above the file. */
export const inside = "inside";

/** A system as an activity declares it, and the places with findings that it stands for. */
export interface SystemPlaces {
  readonly system: string;
  readonly places: ReadonlyMap<Place, typeof named | typeof inside>;
}

/**
 * The places that a declared system stands for. Files are known by their path in the folder that their connector reads,
 * so a path or pattern may be that path, a trailing part of it, or, when neither is found, begin with the folder itself.
 */
export function resolveSystem(system: string, places: readonly Place[]): SystemPlaces {
  const found = matching(system, places, namesTail);
  return { system, places: found.size > 0 ? found : matching(system, places, namesWithFolder) };
}

function matching(
  system: string,
  places: readonly Place[],
  names: (system: string, place: Place) => boolean,
): SystemPlaces["places"] {
  const found = new Map<Place, typeof named | typeof inside>();
  for (const place of places) {
    if (names(system, place)) found.set(place, named);
    else if (contains(system, place)) found.set(place, inside);
  }
  return found;
}

const isDatabase = (place: Place): boolean => place.system !== place.name;
const baseName = (system: string): string => system.replace(/\.(db|sqlite3?)$/i, "");

function namesTail(system: string, place: Place): boolean {
  const { name } = place;
  if (system.includes("*")) return globToRegExp(system, isDatabase(place) ? "" : "(?:.*/)?").test(name);
  return system === name || (!isDatabase(place) && name.endsWith(`/${system}`));
}

/** The first folders of the system are above the connector's: what is left must still name a file, not any. */
function namesWithFolder(system: string, place: Place): boolean {
  if (isDatabase(place)) return false;
  const parts = system.split("/");
  return parts.slice(1).some((_, index) => {
    const rest = parts.slice(index + 1).join("/");
    return isTelling(rest) && (rest.includes("*") ? globToRegExp(rest, "").test(place.name) : rest === place.name);
  });
}

/** `absences*.csv` names files, `*` and `*.csv` only say that there are some. */
function isTelling(pattern: string): boolean {
  return (
    pattern
      .split("/")
      .at(-1)
      ?.replace(/\.[^.]*$/, "")
      .replaceAll("*", "") !== ""
  );
}

function contains(system: string, place: Place): boolean {
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
