import type { DataSubjectFinding, Locator, PersonalDataFinding, ProcessingPurposeFinding } from "../../plugin/index.ts";

/** What was found at one place that belongs together: a table, or a file. */
export interface Place {
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

/** Findings by the place where they stand. */
export type Evidence = ReadonlyMap<string, Place>;

/** Collects findings of the three kinds; places come out in the order of their names. */
export function collectEvidence(): {
  readonly personal: (artifact: string, finding: PersonalDataFinding) => void;
  readonly subject: (artifact: string, finding: DataSubjectFinding) => void;
  readonly purpose: (artifact: string, finding: ProcessingPurposeFinding) => void;
  readonly done: () => Evidence;
} {
  const places = new Map<string, Place>();
  const at = (locator: Locator): Place => {
    const { name, system } = placeOf(locator);
    const known = places.get(name);
    if (known !== undefined) return known;
    const made: Place = { name, system, personal: [], subjects: [], purposes: [] };
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

function placeOf(locator: Locator): { name: string; system: string } {
  if (locator.kind === "column" || locator.kind === "table") {
    const schema = locator.schema === undefined ? "" : `${locator.schema}.`;
    return { name: `${locator.database}.${schema}${locator.table}`, system: locator.database };
  }
  return { name: locator.path, system: locator.path };
}

/** Where a finding stands, for people: `shop.customers.email`, `logs/access.log`, `crm.json: people[].name`. */
export function sourceOf(locator: Locator): string {
  if (locator.kind === "column") return `${placeOf(locator).name}.${locator.column}`;
  if (locator.kind === "field") return `${locator.path}: ${locator.field}`;
  return placeOf(locator).name;
}
