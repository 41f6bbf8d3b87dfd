import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import { isRepeated, type Review } from "../review/index.ts";
import type { Condition } from "./conditions.ts";
import { type FindingFacts, type FindingOrigin, findingFacts, type RecordFacts, type RecordGap } from "./facts.ts";
import { type UnreadPlace, UnreadPlaces } from "./unread.ts";

/** One finding that meets a condition. */
interface Offender extends FindingOrigin {
  readonly element: JsonValue;
}

/** The findings, gaps or places that breach one condition. */
export interface Breach {
  readonly condition: Condition;
  /** Total number; the lists contain only the first ones. */
  readonly count: number;
  readonly findings: readonly Offender[];
  readonly gaps: readonly RecordGap[];
  readonly places: readonly UnreadPlace[];
}

interface PolicyCheck {
  /** `review`: what the baseline says; null without a baseline. */
  readonly take: (origin: FindingOrigin, element: JsonValue, review: Review | null) => void;
  /** Returns one breach for each condition, in their order. */
  readonly breaches: (unread?: UnreadPlaces) => readonly Breach[];
}

interface PolicyCheckOptions {
  readonly conditions: readonly Condition[];
  readonly record: RecordFacts | null;
  readonly gaps: readonly RecordGap[];
  /** Maximum number of offenders stored for each condition. */
  readonly most: number;
}

/** Returns whether a condition applies to the whole run instead of each finding. */
export const isAboutRecord = (condition: Condition): boolean =>
  condition.kind === "gaps" || (condition.kind === "expression" && !condition.expression.asks.finding);

/**
 * Checks findings one by one and stores those that breach the conditions. A finding and its copies, which say what the
 * law says about it, count once for each condition.
 */
export function createPolicyCheck({ conditions, record, gaps, most }: PolicyCheckOptions): PolicyCheck {
  const counts = conditions.map(() => 0);
  const offenders: Offender[][] = conditions.map(() => []);
  const counted = conditions.map(() => new Set<string>());
  return {
    take: (origin, element, review) => {
      const judged = findingFacts(origin, element, review);
      for (const [place, condition] of conditions.entries()) {
        if (isAboutRecord(condition) || !holds(condition, judged, record)) continue;
        const key = keyOf(origin, element);
        if (key !== null && counted[place]!.has(key)) continue;
        if (key !== null) counted[place]!.add(key);
        counts[place]! += 1;
        const kept = offenders[place]!;
        if (kept.length < most) kept.push({ ...origin, element });
      }
    },
    breaches: (unread = new UnreadPlaces()) =>
      conditions.map((condition, place): Breach => {
        const none = { condition, findings: [], gaps: [], places: [] };
        if (condition.kind === "unread") return { ...none, count: unread.count(), places: unread.all().slice(0, most) };
        if (condition.kind === "gaps") return { ...none, count: gaps.length, gaps: gaps.slice(0, most) };
        if (isAboutRecord(condition)) {
          const isBroken = condition.kind === "expression" && condition.expression.holds({ finding: null, record });
          return { ...none, count: isBroken ? 1 : 0 };
        }
        return { ...none, count: counts[place]!, findings: offenders[place]! };
      }),
  };
}

/** Returns what a finding and its copies have in common; null if it has no id. */
function keyOf({ artifact }: FindingOrigin, element: JsonValue): string | null {
  if (!isJsonObject(element) || typeof element["id"] !== "string" || element["id"] === "") return null;
  return JSON.stringify([isRepeated(element) ? element["artifact"]! : artifact, element["id"]]);
}

function holds(condition: Condition, finding: FindingFacts, record: RecordFacts | null): boolean {
  switch (condition.kind) {
    case "new":
      return finding.is_new;
    case "more":
      return finding.has_grown;
    // A finding that a reviewer rejected is wrong, so these do not apply to it.
    case "special-category":
      return finding.special_category && finding.status !== "rejected";
    case "high":
      return finding.confidence === "high" && finding.status !== "rejected";
    case "gaps":
    case "unread":
      return false;
    case "expression":
      return condition.expression.holds({ finding, record });
  }
}
