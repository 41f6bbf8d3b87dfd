import {
  type DataSubjectFinding,
  type Locator,
  locationText,
  type PersonalDataFinding,
  type ProcessingPurposeFinding,
} from "../../plugin/index.ts";
import { entityText, systemOf } from "../locators.ts";

/** All findings at one location: a table, or a file. */
export interface LocationEvidence {
  /** `shop.customers` for a table, the path for a file. */
  readonly name: string;
  readonly system: string;
  readonly personal: Sourced<PersonalDataFinding>[];
  readonly subjects: Sourced<DataSubjectFinding>[];
  readonly purposes: Sourced<ProcessingPurposeFinding>[];
}

export interface Sourced<F> {
  readonly artifact: string;
  readonly finding: F;
}

/** Findings by location. */
export type Evidence = ReadonlyMap<string, LocationEvidence>;

/** Collects the three kinds of findings. Returns locations in the order of their names. */
export function collectEvidence(): {
  readonly personal: (artifact: string, finding: PersonalDataFinding) => void;
  readonly subject: (artifact: string, finding: DataSubjectFinding) => void;
  readonly purpose: (artifact: string, finding: ProcessingPurposeFinding) => void;
  readonly done: () => Evidence;
} {
  const places = new Map<string, LocationEvidence>();
  const at = (locator: Locator): LocationEvidence => {
    const name = entityText(locator);
    const known = places.get(name);
    if (known !== undefined) return known;
    const made: LocationEvidence = { name, system: systemOf(locator), personal: [], subjects: [], purposes: [] };
    places.set(name, made);
    return made;
  };
  return {
    personal: (artifact, finding) => at(finding.locator).personal.push({ artifact, finding }),
    subject: (artifact, finding) => at(finding.locator).subjects.push({ artifact, finding }),
    purpose: (artifact, finding) => at(finding.locator).purposes.push({ artifact, finding }),
    done: () => new Map([...places].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
  };
}

/** Returns a finding's location for display. For a file it omits the line, because a source is the whole file. */
export const sourceOf = (locator: Locator): string => (locator.kind === "file" ? locator.path : locationText(locator));
