import type { Locator } from "../../../plugin/index.ts";
import { entityText, isInDatabase } from "../../locators.ts";
import { examplesText, noticeGroups } from "../notice-groups.ts";
import { counted, spoken } from "../record/wording.ts";
import type { AnyFinding, DocumentContext, FindingsRest } from "./schemas.ts";

export interface DocumentCell {
  readonly text: string;
  /** The reason why the finding needs special care; null if it does not. */
  readonly tag: string | null;
}

export const columns = ["Where", "What", "How it was found", "Confidence"] as const;

/** One part of a document about findings. Rows belong to the location that precedes them. */
export type DocumentPart =
  | { readonly kind: "place"; readonly title: string }
  | { readonly kind: "row"; readonly cells: readonly [DocumentCell, ...DocumentCell[]] };

/** The summary at the top of the document. */
export interface Overview {
  readonly title: string;
  readonly subtitle: string;
  readonly findings: number;
  /** Number of findings per category, most frequent first. */
  readonly categories: readonly { readonly name: string; readonly count: number }[];
  /** What was not read, one text for each reason. */
  readonly notices: readonly string[];
}

export function overviewOf(artifact: string, { summary, analysis }: FindingsRest): Overview {
  const [kind, counts] =
    "by_category" in summary
      ? ["Personal data", summary.by_category]
      : "by_subject" in summary
        ? ["Data subjects", summary.by_subject]
        : ["Purposes of processing", summary.by_purpose];
  const categories = Object.entries(counts).map(([name, count]) => ({ name: spoken(name), count }));
  return {
    title: kind,
    subtitle: `Artifact ${artifact}, ruleset ${analysis.ruleset.uri}`,
    findings: summary.findings,
    categories: categories.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    notices: noticeGroups(analysis.limits.notices).map((group) => `${group.reason}: ${examplesText(group)}`),
  };
}

/**
 * Returns findings in their original order. Analysers sort them by location and category, so each location is one
 * group.
 */
export async function* partsOf({
  input,
  signal,
}: DocumentContext): AsyncGenerator<readonly DocumentPart[], void, void> {
  let current: string | null = null;
  for await (const batch of input.batches()) {
    signal.throwIfAborted();
    const parts: DocumentPart[] = [];
    for (const finding of batch) {
      const title = placeOf(finding.locator);
      if (title !== current) parts.push({ kind: "place", title });
      current = title;
      parts.push({ kind: "row", cells: cellsOf(finding) });
    }
    yield parts;
  }
}

/** Returns the table or file that contains a finding. */
const placeOf = (locator: Locator): string => `${isInDatabase(locator) ? "Table" : "File"} ${entityText(locator)}`;

function spotOf(locator: Locator): string {
  switch (locator.kind) {
    case "column":
      return locator.column;
    case "field":
      return locator.field;
    case "table":
      return "the table";
    case "file":
      return locator.line === undefined ? "the file" : `line ${locator.line}`;
  }
}

const plain = (text: string, tag: string | null = null): DocumentCell => ({ text, tag });

function cellsOf(finding: AnyFinding): readonly [DocumentCell, ...DocumentCell[]] {
  const { text, tag } = claimOf(finding);
  const review = finding.review?.required === true ? "to be reviewed" : null;
  return [
    plain(spotOf(finding.locator)),
    plain(spoken(text), tag),
    plain(foundBy(finding)),
    plain(`${finding.confidence} (${finding.score})`, review),
  ];
}

function claimOf(finding: AnyFinding): DocumentCell {
  if ("category" in finding) return plain(finding.category, finding.special_category ? "special category" : null);
  if ("subject" in finding) return plain(finding.subject, finding.vulnerable === null ? null : "special care");
  return plain(finding.purpose, finding.sensitive ? "sensitive" : null);
}

const shownAtMost = 3;

/** Returns the masked values, or the rules that matched. A finding can have many of them. */
function foundBy(finding: AnyFinding): string {
  if (!("category" in finding)) {
    const rules = [...new Set(finding.signals.map(({ kind, rule }) => `${kind}: ${rule}`))];
    return shortList(rules);
  }
  const { count, distinct } = finding.matches;
  if (count === 0) return ["its name", ...shortened(finding.evidence).map((texts) => `samples ${texts}`)].join(", ");
  const matches = `${counted(count, "match", "matches")}, ${distinct} distinct`;
  return [matches, ...shortened(finding.evidence)].join(": ");
}

const shortened = (evidence: readonly { readonly text: string }[]): readonly string[] =>
  evidence.length === 0 ? [] : [shortList(evidence.map(({ text }) => text))];

const shortList = (texts: readonly string[]): string =>
  [...texts.slice(0, shownAtMost), ...(texts.length > shownAtMost ? ["..."] : [])].join(", ");
