import { nearest } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { FindingListShape } from "../../render/index.ts";
import type { FindingFilter } from "./filter.ts";
import type { ReviewedFinding } from "./reviewed-findings.ts";

type UnknownName = FindingListShape["unknown"][number];

/** Returns the categories and subjects of a filter that no finding of the run has, each with the nearest that one has. */
export function unknownNames(
  all: readonly ReviewedFinding[],
  { categories = [], subjects = [] }: FindingFilter,
): readonly UnknownName[] {
  const known = {
    category: new Set(all.map(({ finding }) => finding.what)),
    subject: new Set(all.flatMap(({ finding: { element } }) => subjectOf(element))),
  };
  const unknown = (filter: UnknownName["filter"], values: readonly string[]): readonly UnknownName[] =>
    values
      .filter((value) => !known[filter].has(value))
      .map((value) => ({ filter, value, near: nearest(value, [...known[filter]].sort()) ?? null }));
  return [...unknown("category", categories), ...unknown("subject", subjects)];
}

function subjectOf(element: JsonValue): readonly string[] {
  const subject = isJsonObject(element) ? element["subject"] : undefined;
  return typeof subject === "string" ? [subject] : [];
}

/** Returns `no finding has the category "emial": did you mean "email"?` in its two parts. */
export function unknownNameText({ filter, value, near }: UnknownName) {
  return {
    message: `no finding has the ${filter === "category" ? "category" : "data subject"} "${value}"`,
    hint: near === null ? null : `did you mean "${near}"?`,
  };
}
