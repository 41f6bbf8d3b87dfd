import {
  type DataSubjectFinding,
  type Locator,
  locationText,
  type PersonalDataFinding,
  type ProcessingPurposeFinding,
} from "../../plugin/index.ts";
import { entityText, isInDatabase, systemOf } from "../locators.ts";

/** All findings at one location: a table, or a file. */
export interface LocationEvidence {
  /** `shop.customers` for a table, the path for a file. */
  readonly name: string;
  readonly system: string;
  /** Null for a file. */
  readonly table: TableName | null;
  readonly personal: Sourced<PersonalDataFinding>[];
  readonly subjects: Sourced<DataSubjectFinding>[];
  readonly purposes: Sourced<ProcessingPurposeFinding>[];
}

export interface TableName {
  readonly database: string;
  readonly schema: string | null;
  readonly table: string;
}

/** A finding and its artifact. */
export interface Sourced<F> {
  readonly artifact: string;
  readonly finding: F;
}

/** Findings by location. */
export interface Evidence {
  readonly places: readonly LocationEvidence[];
  /** Whether the record has findings of this kind as an input, however many they are. */
  readonly analysed: { readonly subjects: boolean; readonly purposes: boolean };
}

/** Collects the three kinds of findings. Returns locations in the order of their names. */
export function collectEvidence(): {
  readonly personal: (artifact: string, finding: PersonalDataFinding) => void;
  readonly subject: (artifact: string, finding: DataSubjectFinding) => void;
  readonly purpose: (artifact: string, finding: ProcessingPurposeFinding) => void;
  readonly done: (analysed: Evidence["analysed"]) => Evidence;
} {
  const places = new Map<string, LocationEvidence>();
  const at = (locator: Locator): LocationEvidence => {
    const name = entityText(locator);
    const known = places.get(name);
    if (known !== undefined) return known;
    const place = { name, system: systemOf(locator), table: tableOf(locator) };
    const made: LocationEvidence = { ...place, personal: [], subjects: [], purposes: [] };
    places.set(name, made);
    return made;
  };
  return {
    personal: (artifact, finding) => at(finding.locator).personal.push({ artifact, finding }),
    subject: (artifact, finding) => at(finding.locator).subjects.push({ artifact, finding }),
    purpose: (artifact, finding) => at(finding.locator).purposes.push({ artifact, finding }),
    done: (analysed) => ({
      places: [...places.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
      analysed,
    }),
  };
}

const tableOf = (locator: Locator): TableName | null =>
  isInDatabase(locator) ? { database: locator.database, schema: locator.schema ?? null, table: locator.table } : null;

/** Returns a finding's location for display. For a file it omits the line, because a source is the whole file. */
export const sourceOf = (locator: Locator): string => (locator.kind === "file" ? locator.path : locationText(locator));
