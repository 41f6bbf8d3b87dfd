import { findingText } from "../diff/words.ts";
import { type Palette, safeText } from "../paint.ts";
import type { CheckShape } from "../shapes/check.ts";
import { formatCount, plural } from "../units.ts";

type Broken = CheckShape["conditions"][number];

export interface CheckTextOptions {
  readonly palette: Palette;
  /** The command that shows all findings of an artifact. */
  readonly more: (artifact: string) => string;
}

/** A judgement as people read it. Ends without newline. */
export function renderCheckText(check: CheckShape, { palette, more }: CheckTextOptions): string {
  const verdict = check.passed ? palette.green("passed") : palette.red("broken");
  const head = `${palette.bold(check.run.id)}  ${verdict}   ${judgedText(check)}`;
  const blocks = check.conditions.map((one) => conditionBlock(one, palette, more));
  return [head, ...blocks, unjudgedBlock(check, palette)].filter((block) => block !== "").join("\n");
}

/** `88 findings, 1 record of processing; baseline of 80 findings, 2 of them gone`. */
export function judgedText({ judged, baseline }: CheckShape): string {
  const records =
    judged.records === 0 ? "" : `, ${judged.records} ${judged.records === 1 ? "record" : "records"} of processing`;
  const gone = baseline === null || baseline.gone === 0 ? "" : `, ${baseline.gone} of them gone`;
  const compared = baseline === null ? "" : `; baseline of ${plural(baseline.findings, "finding")}${gone}`;
  return `${plural(judged.findings, "finding")}${records}${compared}`;
}

function conditionBlock(one: Broken, palette: Palette, more: CheckTextOptions["more"]): string {
  if (one.broken === 0) return `  ${palette.green("passed")}  ${safeText(one.condition)}`;
  const lines = [
    ...one.findings.map((finding) => `    ${finding.artifact}  ${findingText(finding)}`),
    ...one.gaps.map((gap) => `    ${gapText(gap)}`),
  ];
  const rest = one.broken - lines.length;
  const artifact = one.findings[0]?.artifact ?? one.gaps[0]?.artifact;
  if (rest > 0 && artifact !== undefined)
    lines.push(palette.faint(`    and ${formatCount(rest)} more: ${more(artifact)}`));
  return [`  ${palette.red("broken")}  ${safeText(one.condition)}  ${one.broken}`, ...lines].join("\n");
}

function gapText({ item, activity, message }: Broken["gaps"][number]): string {
  return [item, activity ?? "", message]
    .filter((part) => part !== "")
    .map(safeText)
    .join("  ");
}

function unjudgedBlock({ unjudged }: CheckShape, palette: Palette): string {
  return unjudged
    .map(({ artifact, why }) => `  ${palette.red("broken")}  ${artifact} could not be judged: ${safeText(why)}`)
    .join("\n");
}
