import type { FindingIdentity } from "./identity.ts";

/** What a reviewer decided: the data is known and may stay, or the finding is wrong. */
export const decisions = ["accepted", "rejected"] as const;
export type ReviewDecision = (typeof decisions)[number];

export const reviewStatuses = ["new", ...decisions] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** A decision about one finding, as a baseline contains it. */
export interface BaselineEntry extends Omit<FindingIdentity, "isEstimated"> {
  readonly status: ReviewDecision;
  readonly reason: string | null;
  readonly reviewer: string | null;
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
}

/** More matches, more distinct values, or more values where not all were examined, than were reviewed. */
export interface Growth {
  readonly from: number;
  readonly to: number;
  /** values: of the column or field, because not all of them were compared. */
  readonly unit: "matches" | "values";
}

/** What a baseline says about one finding. */
export interface Review {
  readonly status: ReviewStatus;
  readonly entry: BaselineEntry | null;
  /** Whether the entry belongs to a finding of another file, from which this one was renamed or moved. */
  readonly isMoved: boolean;
  readonly growth: Growth | null;
}

/** The reviews of the findings of one run. */
export interface Reviews {
  readonly of: (finding: FindingIdentity) => Review;
  /** Entries whose finding the run no longer has. */
  readonly gone: readonly BaselineEntry[];
  readonly moved: number;
}

const unreviewed: Review = { status: "new", entry: null, isMoved: false, growth: null };

/**
 * Matches the findings of a run with entries: first by artifact and id, then each entry whose finding is gone with a
 * finding that has the same artifact, category and signature. Each entry matches one finding only. The order of findings
 * and entries does not matter.
 */
export function createReviews(entries: readonly BaselineEntry[], findings: Iterable<FindingIdentity>): Reviews {
  const byId = new Map(entries.map((entry) => [keyOf(entry), entry] as const));
  const here = new Set<string>();
  const unmatched = new Map<string, FindingIdentity>();
  for (const finding of findings) {
    const key = keyOf(finding);
    here.add(key);
    if (!byId.has(key) && finding.signature !== null && finding.id !== "") unmatched.set(key, finding);
  }
  const absent = [...byId].flatMap(([key, entry]) => (here.has(key) ? [] : [entry]));
  const moves = pairMoved(absent, [...unmatched.values()]);
  const taken = new Set(moves.values());
  return {
    of: (finding) => {
      const own = finding.id === "" ? undefined : byId.get(keyOf(finding));
      const entry = own ?? moves.get(keyOf(finding));
      if (entry === undefined) return unreviewed;
      return { status: entry.status, entry, isMoved: own === undefined, growth: growthOf(entry, finding) };
    },
    gone: absent.filter((entry) => !taken.has(entry)),
    moved: moves.size,
  };
}

const keyOf = ({ artifact, id }: Pick<FindingIdentity, "artifact" | "id">): string => `${artifact}\n${id}`;

/** Pairs by order of ids, so that the result is the same for every order of the input. */
function pairMoved(
  absent: readonly BaselineEntry[],
  unmatched: readonly FindingIdentity[],
): ReadonlyMap<string, BaselineEntry> {
  const waiting = Map.groupBy(absent.filter(({ signature }) => signature !== null).toSorted(byId), signatureKey);
  const pairs = new Map<string, BaselineEntry>();
  for (const finding of unmatched.toSorted(byId)) {
    const entry = waiting.get(signatureKey(finding))?.shift();
    if (entry !== undefined) pairs.set(keyOf(finding), entry);
  }
  return pairs;
}

type Signed = Pick<FindingIdentity, "artifact" | "what" | "id" | "signature">;

const signatureKey = ({ artifact, what, signature }: Signed): string => [artifact, what, signature ?? ""].join("\n");

const byId = (a: Signed, b: Signed): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Estimates of a server differ from run to run; a smaller difference says nothing. */
const noise = 1.1;

/**
 * An entry without numbers, from an older baseline, never grows. Where not all values were examined, the matches are
 * those of a sample, and differ with it; then only the number of values counts.
 */
function growthOf(entry: BaselineEntry, finding: FindingIdentity): Growth | null {
  const { count, distinct, values, isEstimated } = finding;
  const isExact = count === values;
  if (entry.values !== null && values !== null) {
    if (values > entry.values * (isEstimated ? noise : 1))
      return { from: entry.values, to: values, unit: isExact ? "matches" : "values" };
    if (!isExact || entry.count !== entry.values) return null;
  }
  return moreOf(entry.count, count) ?? moreOf(entry.distinct, distinct);
}

const moreOf = (from: number | null, to: number | null): Growth | null =>
  from !== null && to !== null && to > from ? { from, to, unit: "matches" } : null;
