import { type ArtifactId, isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { findingKind } from "../finding.ts";
import type { Review } from "../review/index.ts";

/** The fields of a finding that conditions can use. A missing field is "", 0 or false. */
export interface FindingFacts {
  readonly artifact: string;
  readonly id: string;
  /** `personal_data`, `data_subject`, `processing_purpose`, or a plugin's own. */
  readonly kind: string;
  readonly category: string;
  readonly subject: string;
  readonly purpose: string;
  readonly rule: string;
  /** `low`, `medium`, `high`. */
  readonly confidence: string;
  readonly score: number;
  /** Number of matches. */
  readonly count: number;
  readonly special_category: boolean;
  readonly sensitive: boolean;
  readonly vulnerable: string;
  readonly review: boolean;
  readonly path: string;
  readonly table: string;
  readonly column: string;
  readonly field: string;
  /** Not in the baseline. */
  readonly is_new: boolean;
  /** `new`, `accepted`, `rejected`. */
  readonly status: string;
  /** The number of matches that were reviewed; 0 for a new finding. */
  readonly accepted_count: number;
  /** Has more matches, or more distinct values, than were reviewed. */
  readonly has_grown: boolean;
}

/**
 * The fields of the record of processing that conditions can use: sums over the whole run, and the lowest completeness.
 */
export interface RecordFacts {
  readonly gaps: number;
  readonly activities: number;
  readonly unassigned: number;
  /** 0 to 1. */
  readonly completeness: number;
}

/** One missing item in a record of processing. */
export interface RecordGap {
  readonly artifact: ArtifactId;
  readonly item: string;
  readonly activity: string | null;
  readonly message: string;
}

export interface FindingOrigin {
  readonly artifact: ArtifactId;
  readonly schema: string;
}

/** Extracts the facts of a finding of any schema. */
export function findingFacts(
  { artifact, schema }: FindingOrigin,
  value: JsonValue,
  review: Review | null,
): FindingFacts {
  const finding = objectOf(value);
  const locator = objectOf(finding["locator"]);
  return {
    artifact,
    id: textOf(finding["id"]),
    kind: findingKind(schema),
    category: textOf(finding["category"]),
    subject: textOf(finding["subject"]),
    purpose: textOf(finding["purpose"]),
    rule: textOf(finding["rule"]),
    confidence: textOf(finding["confidence"]),
    score: numberOf(finding["score"]),
    count: numberOf(objectOf(finding["matches"])["count"]),
    special_category: finding["special_category"] === true,
    sensitive: finding["sensitive"] === true,
    vulnerable: textOf(finding["vulnerable"]),
    review: objectOf(finding["review"])["required"] === true,
    path: textOf(locator["path"]),
    table: textOf(locator["table"]),
    column: textOf(locator["column"]),
    field: textOf(locator["field"]),
    is_new: review !== null && review.status === "new",
    status: review?.status ?? "new",
    accepted_count: review?.entry?.count ?? 0,
    has_grown: review !== null && review.growth !== null,
  };
}

/** Combines the facts of several records of processing; null if there are none. */
export function recordFacts(records: readonly JsonObject[]): RecordFacts | null {
  if (records.length === 0) return null;
  const sum = (key: string): number => records.reduce((all, record) => all + listOf(record[key]).length, 0);
  const completeness = records.map((record) => numberOf(objectOf(record["completeness"])["overall"]));
  return {
    gaps: sum("gaps"),
    activities: sum("activities"),
    unassigned: sum("unassigned"),
    completeness: Math.min(...completeness),
  };
}

/** Returns the gaps of a record of processing, in its order. */
export function gapsOf(artifact: ArtifactId, record: JsonObject): readonly RecordGap[] {
  return listOf(record["gaps"])
    .map(objectOf)
    .map(({ item, activity, message }) => ({
      artifact,
      item: textOf(item),
      activity: typeof activity === "string" ? activity : null,
      message: textOf(message),
    }));
}

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
const numberOf = (value: JsonValue | undefined): number => (typeof value === "number" ? value : 0);
