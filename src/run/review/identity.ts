import { isJsonObject, type JsonValue } from "../../domain/index.ts";

/** What identifies a finding in a baseline, and what tells whether it has grown. None of it is personal data. */
export interface FindingIdentity {
  readonly artifact: string;
  /** Category, subject or purpose. */
  readonly what: string;
  /** Empty if the finding has none; it is then always new. */
  readonly id: string;
  /** Number of matches; null if the finding does not count them. */
  readonly count: number | null;
  /** Number of distinct values; null if the finding does not count them. */
  readonly distinct: number | null;
  /** Number of values that it may stand for; null if the finding does not say it. */
  readonly values: number | null;
  /** Whether the number of values is an estimate. */
  readonly isEstimated: boolean;
  /** Equal after the file was renamed or moved; null if the finding has none. */
  readonly signature: string | null;
}

/** Returns whether a finding repeats one of another artifact, to add what the law says about it. */
export const isRepeated = (element: JsonValue): boolean =>
  isJsonObject(element) && isJsonObject(element["gdpr"]) && typeof element["artifact"] === "string";

/**
 * Returns the identity of a finding of any schema. One that repeats another has the identity of that one, so that a
 * decision is made once.
 */
export function identityOf(
  { artifact, what, id }: Pick<FindingIdentity, "artifact" | "what" | "id">,
  element: JsonValue,
): FindingIdentity {
  const finding = isJsonObject(element) ? element : {};
  const matches = isJsonObject(finding["matches"]) ? finding["matches"] : {};
  const { signature } = finding;
  return {
    artifact: isRepeated(element) && typeof finding["artifact"] === "string" ? finding["artifact"] : artifact,
    ...{ what, id },
    count: naturalOr(matches["count"]),
    distinct: naturalOr(matches["distinct"]),
    values: naturalOr(matches["values"]),
    isEstimated: matches["values_estimated"] === true,
    signature: typeof signature === "string" && signature !== "" ? signature : null,
  };
}

const naturalOr = (value: JsonValue | undefined): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
