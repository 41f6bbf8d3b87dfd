import { findingText } from "../diff/index.ts";
import type { CheckShape } from "../shapes/index.ts";
import { formatCount, type Palette, plural, safeText } from "../text/index.ts";
import { placeText, unreadText } from "./unread.ts";

type Broken = CheckShape["conditions"][number];

export interface CheckTextOptions {
  readonly palette: Palette;
  /** Returns the command that shows all findings or gaps of an artifact. */
  readonly more: (artifact: string, part: "findings" | "gaps") => string;
}

/** Formats a judgement as text. Ends without a newline. */
export function renderCheckText(check: CheckShape, { palette, more }: CheckTextOptions): string {
  const verdict = check.passed ? palette.green("passed") : palette.red("failed");
  const head = `${palette.bold(check.run.id)}  ${verdict}   ${judgedText(check)}`;
  const blocks = check.conditions.map((one) => conditionBlock(check, one, { palette, more }));
  return [head, growthLine(check, palette), unreadLine(check, palette), ...blocks, unjudgedBlock(check, palette)]
    .filter((block) => block !== "")
    .join("\n");
}

function growthLine({ baseline }: CheckShape, palette: Palette): string {
  const text = baseline === null ? null : growthText(baseline.grown);
  return text === null ? "" : `  ${palette.yellow("grown")}  ${text}`;
}

function unreadLine({ incomplete }: CheckShape, palette: Palette): string {
  const text = unreadText(incomplete);
  return text === null ? "" : `  ${palette.yellow("unread")}  ${safeText(text)}`;
}

/** Returns `1 accepted finding grew from 1 to 4 matches`; null if none grew. */
export function growthText({ findings, from, to, unit }: NonNullable<CheckShape["baseline"]>["grown"]): string | null {
  if (findings === 0) return null;
  return `${plural(findings, "accepted finding")} grew from ${formatCount(from)} to ${formatCount(to)} ${unit}`;
}

/** Returns `88 findings, 1 record of processing; baseline of 80 findings, 2 of them gone`. */
export function judgedText({ judged, baseline, unjudged }: CheckShape): string {
  const records =
    judged.records === 0 ? "" : `, ${judged.records} ${judged.records === 1 ? "record" : "records"} of processing`;
  const gone = baseline === null || baseline.gone === 0 ? "" : `, ${baseline.gone} of them gone`;
  const moved = baseline === null || baseline.moved === 0 ? "" : `, ${baseline.moved} in renamed files`;
  const compared = baseline === null ? "" : `; baseline of ${plural(baseline.findings, "finding")}${gone}${moved}`;
  const known = unjudged.length === 0 ? "" : " as far as it could be checked";
  return `${plural(judged.findings, "finding")}${records}${known}${compared}`;
}

function conditionBlock(check: CheckShape, one: Broken, { palette, more }: CheckTextOptions): string {
  if (one.broken === 0) {
    const verdict = check.unjudged.length === 0 ? palette.green("passed") : palette.yellow("not known");
    return `  ${verdict}  ${safeText(one.condition)}`;
  }
  const lines = [
    ...one.findings.map((finding) => `    ${finding.artifact}  ${findingText(finding)}`),
    ...one.gaps.map((gap) => `    ${gapText(gap)}`),
    ...one.places.map((place) => `    ${safeText(placeText(place))}`),
  ];
  const rest = one.broken - lines.length;
  const artifact = one.findings[0]?.artifact ?? one.gaps[0]?.artifact;
  if (rest > 0 && artifact !== undefined)
    lines.push(
      palette.faint(`    and ${formatCount(rest)} more: ${more(artifact, one.gaps.length > 0 ? "gaps" : "findings")}`),
    );
  return [`  ${palette.red("failed")}  ${safeText(one.condition)}  ${one.broken}`, ...lines].join("\n");
}

function gapText({ item, activity, message }: Broken["gaps"][number]): string {
  return [item, activity ?? "", message]
    .filter((part) => part !== "")
    .map(safeText)
    .join("  ");
}

function unjudgedBlock({ unjudged }: CheckShape, palette: Palette): string {
  return unjudged
    .map(({ artifact, why }) => `  ${palette.red("failed")}  ${artifact} could not be checked: ${safeText(why)}`)
    .join("\n");
}
