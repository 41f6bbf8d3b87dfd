import type { LocationEvidence, TableName } from "./evidence.ts";

/** A system that an activity declares, and the locations with findings that it names. */
export interface SystemPlaces {
  readonly system: string;
  readonly places: readonly LocationEvidence[];
}

/** Tells whether a system, as written, names a location or something that contains it. */
type Naming = (system: string, place: LocationEvidence) => boolean;

/**
 * Returns the locations that a declared system names: a database, a schema, a table, a folder, an archive, a file, or
 * whatever a pattern matches. The first reading that matches anything is used, so that a full name is never widened by
 * a short one. Databases often do not distinguish letter case, so it is ignored if nothing matches otherwise.
 */
export function resolveSystem(system: string, places: readonly LocationEvidence[]): SystemPlaces {
  const written = system
    .trim()
    .replaceAll("\\", "/")
    .replace(/^\.\/(?=.)/, "");
  for (const fold of [asWritten, inLowerCase]) {
    const wanted = fold(written);
    const folded = places.map((place) => [place, foldPlace(place, fold)] as const);
    for (const names of wanted.includes("*") ? patternReadings : readings) {
      const found = folded.filter(([, place]) => names(wanted, place)).map(([place]) => place);
      if (found.length > 0) return { system, places: found };
    }
  }
  return { system, places: [] };
}

const asWritten = (text: string): string => text;
const inLowerCase = (text: string): string => text.toLowerCase();

function foldPlace(place: LocationEvidence, fold: (text: string) => string): LocationEvidence {
  const { table } = place;
  const folded = table && {
    database: fold(table.database),
    schema: table.schema === null ? null : fold(table.schema),
    table: fold(table.table),
  };
  return { ...place, name: fold(place.name), system: fold(place.system), table: folded };
}

/** What a name without a pattern may be, most specific first. */
const readings: readonly Naming[] = [
  (system, { name }) => system === name,
  (system, place) => namesDatabase(system, place) || isIn(place.name, system),
  (system, { table }) => table !== null && schemaNames(table).includes(system),
  (system, { table }) => table !== null && shortNames(table).includes(system),
  (system, { name, table }) => table === null && (name.endsWith(`/${system}`) || isBelow(name, system)),
  namesWithFolder,
];

const patternReadings: readonly Naming[] = [
  (system, { name, table }) => globToRegExp(system, table === null ? "(?:.*/)?" : "").test(name),
  (system, { table }) => table !== null && shortNames(table).some((name) => globToRegExp(system, "").test(name)),
  namesWithFolder,
];

/** A database of a file may be given with its extension and folder. */
function namesDatabase(system: string, { table }: LocationEvidence): boolean {
  if (table === null) return false;
  const base = (name: string): string => name.replace(/^.*\//, "").replace(/\.(db|db3|sqlite3?|sql)$/i, "");
  return system === table.database || base(system) === base(table.database);
}

/** What follows a folder or, behind `›`, an archive in the path of a file. */
const separators = ["/", " › "] as const;
const containerOf = (system: string): string => system.replace(/\/+$/, "");

function isIn(path: string, system: string): boolean {
  const container = containerOf(system);
  return container !== "" && separators.some((separator) => path.startsWith(`${container}${separator}`));
}

const isBelow = (path: string, system: string): boolean =>
  separators.some((separator) => path.includes(`/${containerOf(system)}${separator}`));

const schemaNames = ({ database, schema }: TableName): readonly string[] =>
  schema === null ? [] : [`${database}.${schema}`, schema];

const shortNames = ({ database, schema, table }: TableName): readonly string[] =>
  schema === null ? [table] : [`${schema}.${table}`, `${database}.${table}`, table];

/** The system may start with folders above the connector's. The rest must still name specific files. */
function namesWithFolder(system: string, place: LocationEvidence): boolean {
  if (place.table !== null) return false;
  const parts = system.split("/");
  return parts.slice(1).some((_, index) => {
    const rest = parts.slice(index + 1).join("/");
    if (!isSpecific(rest)) return false;
    return rest.includes("*") ? globToRegExp(rest, "").test(place.name) : rest === place.name || isIn(place.name, rest);
  });
}

/** `absences*.csv` names specific files; `*` and `*.csv` match any file. */
function isSpecific(pattern: string): boolean {
  const [last = ""] = pattern.replace(/\/+$/, "").split("/").slice(-1);
  return last.replace(/\.[^.]*$/, "").replaceAll("*", "") !== "";
}

function globToRegExp(glob: string, before: string): RegExp {
  const source = glob
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/?|\*/g, (stars) => (stars === "*" ? "[^/]*" : ".*"));
  return new RegExp(`^${before}${source}$`);
}
