import { termText } from "../../plugin/index.ts";
import type { Evidence, LocationEvidence } from "./evidence.ts";
import type { DeclaredActivity } from "./organisation.ts";
import { resolveSystem } from "./systems.ts";

/** Suggests one activity for each detected purpose. Used when no activities are declared. */
export function suggestActivities({ places }: Evidence): DeclaredActivity[] {
  const holding = places.filter(({ personal }) => personal.length > 0);
  const found = holding.flatMap((place) => place.purposes.map(({ finding }) => finding.purpose));
  return [...new Set(found)].sort().map((purpose) => ({ id: purpose, name: termText(purpose), purposes: [purpose] }));
}

/** An activity that a system suggests, and the locations in it. */
interface SuggestedSystem extends Pick<DeclaredActivity, "id" | "name" | "systems"> {
  readonly places: readonly LocationEvidence[];
}

/**
 * Suggests one activity for each database or folder with locations that no activity covers. If that is all of it, the
 * suggestion names it as a whole.
 */
export function suggestSystems(
  places: readonly LocationEvidence[],
  unclaimed: readonly LocationEvidence[],
  takenIds: readonly string[],
): readonly SuggestedSystem[] {
  const taken = new Set(takenIds);
  return [...Map.groupBy(unclaimed, containerOf)].map(([container, open]) => {
    const isWhole = container !== "" && namesExactly(container, places, open);
    const systems = isWhole ? [container] : open.map(({ name }) => name);
    const name = isWhole ? container : partName(container, open);
    const id = freeId(slugOf(name), taken);
    taken.add(id);
    return { id, name, systems, places: open };
  });
}

/** A single table or file gives its own name. */
function partName(container: string, [only, ...more]: readonly LocationEvidence[]): string {
  if (only === undefined || more.length > 0) return container === "" ? "Files" : container;
  if (only.table !== null) return only.table.table;
  const file = only.name.replace(/^.*(?:\/|› )/, "");
  return file.replace(/(?<=.)\.[^.]*$/, "");
}

/** Whether a name, written as a system, covers these locations with personal data and no others. */
function namesExactly(
  system: string,
  places: readonly LocationEvidence[],
  wanted: readonly LocationEvidence[],
): boolean {
  const covered = resolveSystem(system, places).places.filter(({ personal }) => personal.length > 0);
  return covered.length === wanted.length && covered.every((place) => wanted.includes(place));
}

/** Returns the database of a table and the folder or archive of a file; empty for a file outside of folders. */
function containerOf({ name, table }: LocationEvidence): string {
  if (table !== null) return table.database;
  const archive = name.indexOf(" › ");
  if (archive >= 0) return name.slice(0, archive);
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "") || "activity";

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}
