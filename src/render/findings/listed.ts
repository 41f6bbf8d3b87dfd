import { isJsonObject, type JsonObject, type JsonValue, locationText } from "../../domain/index.ts";
import { findingLocation, identityOf, type Review } from "../../run/index.ts";
import type { FindingShape, ListedFindingShape } from "../shapes/index.ts";

/** Returns a finding with its review in the form of JSON output. */
export function listedFindingJson(finding: FindingShape, element: JsonValue, review: Review): ListedFindingShape {
  const { artifact, id, kind, what, place, confidence, score, care } = finding;
  const { count, distinct, values } = identityOf(finding, element);
  const locator = locatorOf(element);
  const group = groupOf(locator);
  return {
    ...{ artifact, id, kind, what, place, confidence, score, care },
    group,
    within: place.startsWith(group)
      ? place
          .slice(group.length)
          .replace(/^:(\d+)/, "line $1")
          .replace(/^[.:,]\s*/, "")
      : place,
    special: isJsonObject(element) && element["special_category"] === true,
    ...{ matches: count, distinct, values },
    review: reviewJson(review),
  };
}

function reviewJson({ status, entry, isMoved, growth }: Review): ListedFindingShape["review"] {
  return {
    status,
    reason: entry?.reason ?? null,
    reviewer: entry?.reviewer ?? null,
    date: entry?.date ?? null,
    moved: isMoved,
    growth,
  };
}

export const locatorOf = (element: JsonValue): JsonObject => {
  const locator = isJsonObject(element) ? element["locator"] : undefined;
  return isJsonObject(locator) ? locator : {};
};

/** Returns the table or file of a location. */
function groupOf(locator: JsonObject): string {
  const { kind, path } = locator;
  if (kind === "file" || kind === "field") return findingLocation({ kind: "file", path: path ?? "" });
  return locationText({ ...locator, column: undefined, field: undefined });
}
