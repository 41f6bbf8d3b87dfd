import type { CheckShape } from "../shapes/index.ts";
import { formatCount, markdownTable, markdownText } from "../text/index.ts";
import { growthText, judgedText } from "./text.ts";
import { placeText, unreadText } from "./unread.ts";

/** Formats a judgement in GitHub's Markdown. Ends with a newline. */
export function renderCheckMarkdown(check: CheckShape): string {
  const verdict = check.passed ? "✅ passed" : "❌ failed";
  const rows = check.conditions.map(({ condition, broken }) => [
    markdownText(condition),
    broken > 0 ? `**failed** by ${broken}` : check.unjudged.length === 0 ? "passed" : "not known",
  ]);
  const growth = check.baseline === null ? null : growthText(check.baseline.grown);
  const unread = unreadText(check.incomplete);
  const blocks = [
    `### Check of ${check.run.id}: ${verdict}`,
    `${judgedText(check)}.`,
    ...(growth === null ? [] : [`${growth}.`]),
    ...(unread === null ? [] : [`${markdownText(unread)}.`]),
    ...(rows.length > 0 ? [markdownTable(["condition", "result"], rows)] : []),
    ...check.unjudged.map(
      ({ artifact, why }) => `**${markdownText(artifact)}** could not be checked: ${markdownText(why)}`,
    ),
    ...check.conditions.flatMap(brokenBlock),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function brokenBlock({
  condition,
  broken,
  findings,
  gaps,
  places,
}: CheckShape["conditions"][number]): readonly string[] {
  if (places.length > 0)
    return [`#### ${markdownText(condition)}`, places.map((place) => `- ${markdownText(placeText(place))}`).join("\n")];
  if (findings.length + gaps.length === 0) return [];
  const table =
    gaps.length > 0
      ? markdownTable(
          ["item", "activity", "gap"],
          gaps.map((gap) => [gap.item, gap.activity ?? "", gap.message].map(markdownText)),
        )
      : markdownTable(
          ["artifact", "finding", "place", "confidence"],
          findings.map(({ artifact, what, place, confidence, care }) => {
            const marks = [confidence, care].filter((mark) => mark !== null).join(", ");
            return [artifact, what, place, marks].map(markdownText);
          }),
        );
  const rest = broken - findings.length - gaps.length;
  return [`#### ${markdownText(condition)}`, table, ...(rest > 0 ? [`and ${formatCount(rest)} more`] : [])];
}
