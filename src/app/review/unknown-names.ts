import { nearest } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { FindingListShape } from "../../render/index.ts";
import type { FindingFilter } from "./filter.ts";
import { isAt, locationNames } from "./locations.ts";
import type { ReviewedFinding } from "./reviewed-findings.ts";

type UnknownName = FindingListShape["unknown"][number];

/**
 * Returns the categories, subjects and locations of a filter that no finding of the run has, each with the nearest that
 * one has.
 */
export function unknownNames(
  all: readonly ReviewedFinding[],
  { categories = [], subjects = [], locations = [] }: FindingFilter,
): readonly UnknownName[] {
  const known = {
    category: new Set(all.map(({ finding }) => finding.what)),
    subject: new Set(all.flatMap(({ finding: { element } }) => subjectOf(element))),
  };
  const unknown = (filter: keyof typeof known, values: readonly string[]): readonly UnknownName[] =>
    values
      .filter((value) => !known[filter].has(value))
      .map((value) => ({ filter, value, near: nearest(value, [...known[filter]].sort()) ?? null }));
  return [...unknown("category", categories), ...unknown("subject", subjects), ...unknownLocations(all, locations)];
}

function unknownLocations(all: readonly ReviewedFinding[], patterns: readonly string[]): readonly UnknownName[] {
  const names = all.flatMap(({ finding: { element, place } }) => [
    place,
    ...locationNames(element, { withParts: true }),
  ]);
  const known = [...new Set(names)].sort();
  return patterns
    .filter((pattern) => !all.some(({ finding: { element, place } }) => isAt(element, place, pattern)))
    .map((value) => ({ filter: "location", value, near: nearest(value, known) ?? null }));
}

function subjectOf(element: JsonValue): readonly string[] {
  const subject = isJsonObject(element) ? element["subject"] : undefined;
  return typeof subject === "string" ? [subject] : [];
}

const messageOf: Readonly<Record<UnknownName["filter"], string>> = {
  category: "no finding has the category",
  subject: "no finding has the data subject",
  location: "no finding is at the location",
};

/** Returns `no finding has the category "emial": did you mean "email"?` in its two parts. */
export function unknownNameText({ filter, value, near }: UnknownName) {
  return {
    message: `${messageOf[filter]} "${value}"`,
    hint: near === null ? null : `did you mean "${near}"?`,
  };
}
