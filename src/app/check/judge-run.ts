import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, type CheckShape, findingJson, runHeaderJson, unreadJson } from "../../render/index.ts";
import {
  type Breach,
  type Condition,
  createPolicyCheck,
  gapsOf,
  identityOf,
  isAboutRecord,
  isRepeated,
  type Review,
  type Reviews,
  recordFacts,
} from "../../run/index.ts";
import { type Baseline, reviewsOf } from "../baseline/index.ts";
import { judgedFindings, judgedRecords } from "../findings/index.ts";
import type { OpenRun } from "../open/index.ts";
import type { RecordedRun } from "../record/index.ts";
import type { Judgement } from "./judgement.ts";

export interface JudgementRequest {
  readonly conditions: readonly Condition[];
  readonly baseline: Baseline | null;
  /** Whether the result includes the findings themselves. */
  readonly keepsAll: boolean;
}

/** Maximum number of offenders listed per condition. */
const most = 20;

/** Evaluates the conditions on everything that a run found. Throws WCT_CHECK_NOTHING and read errors. */
export async function judgeRun(opened: OpenRun, record: RecordedRun, question: JudgementRequest): Promise<Judgement> {
  const { conditions, baseline, keepsAll } = question;
  const { records, unjudged: lostRecords } = await judgedRecords(opened.store, record);
  const asksRecord = conditions.some(isOfRecord);
  if (asksRecord && records.length + lostRecords.length === 0) throw nothingToCheck(record, "a record of processing");
  const policy = createPolicyCheck({
    // An unreadable record cannot be evaluated; that it is missing violates the policy by itself.
    conditions: records.length > 0 ? conditions : conditions.filter((one) => !isOfRecord(one)),
    record: recordFacts(records.map(({ content }) => content)),
    gaps: records.flatMap(({ artifact, content }) => gapsOf(artifact, content)),
    most,
  });
  const reviews = baseline === null ? null : await reviewsOf(opened, record, baseline);
  const grown: Growing = { findings: 0, from: 0, to: 0, unit: "matches" };
  let repeated = 0;
  const findings: Judgement["findings"][number][] = [];
  const judged = await judgedFindings(opened.store, record, (finding) => {
    const review = reviews?.of(identityOf(finding, finding.element)) ?? null;
    policy.take(finding.origin, finding.element, review);
    if (keepsAll) findings.push({ finding, review });
    if (isRepeated(finding.element)) repeated++;
    addGrowth(grown, review);
  });
  const asksFindings = conditions.some((one) => !isAboutRecord(one)) || keepsAll;
  if (asksFindings && judged.artifacts === 0) throw nothingToCheck(record, "findings");
  const unjudged = [...(asksFindings ? judged.unjudged : []), ...(asksRecord ? lostRecords : [])];
  const breaches = policy.breaches(judged.unread);
  const answer: CheckShape = {
    apiVersion,
    kind: "Check",
    run: runHeaderJson(record.run),
    passed: breaches.every(({ count }) => count === 0) && unjudged.length === 0,
    judged: { findings: judged.findings - repeated, records: records.length },
    baseline: baseline === null || reviews === null ? null : baselineJson(baseline, reviews, grown),
    conditions: breaches.map(breachJson),
    unjudged,
    incomplete: unreadJson(judged.unread),
  };
  return { answer, findings };
}

type Grown = NonNullable<CheckShape["baseline"]>["grown"];

type Growing = { -readonly [K in keyof Grown]: Grown[K] };

function addGrowth(grown: Growing, review: Review | null): void {
  if (!review?.growth) return;
  grown.findings++;
  grown.from += review.growth.from;
  grown.to += review.growth.to;
  if (review.growth.unit === "values") grown.unit = "values";
}

const baselineJson = ({ entries }: Baseline, { gone, moved }: Reviews, grown: Grown): CheckShape["baseline"] => ({
  findings: entries.length,
  ...{ gone: gone.length, moved, grown },
});

const isOfRecord = (one: Condition): boolean =>
  one.kind === "gaps" || (one.kind === "expression" && one.expression.asks.record);

const nothingToCheck = ({ run }: RecordedRun, what: string) =>
  wctError("WCT_CHECK_NOTHING", {
    message: `run "${run.id}" has no artifact with ${what}`,
    hint: "check a run whose runbook makes one, or omit the condition",
  });

function breachJson({ condition, count, findings, gaps, places }: Breach): CheckShape["conditions"][number] {
  return {
    condition: condition.text,
    broken: count,
    findings: findings.map(({ artifact, schema, element }) => findingJson(artifact, schema, element)),
    gaps,
    places: [...places],
  };
}
