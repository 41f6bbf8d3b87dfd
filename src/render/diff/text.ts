import type { FindingShape } from "../shapes/index.ts";
import type { Palette } from "../text/index.ts";
import { formatDuration, plural, safeText } from "../text/index.ts";
import { type ComparedArtifact, type ContentDifference, type DiffView, isDifferent } from "./model.ts";
import { causesOf, countsText, endText, findingText } from "./words.ts";

interface DiffTextOptions {
  readonly palette: Palette;
  readonly ascii: boolean;
  /** Includes durations, unchanged artifacts, ids of findings, and all known findings. */
  readonly verbose: boolean;
}

/** Maximum number of findings of one kind that a reader takes in at a glance. */
const mostFindings = 20;
const mostPaths = 8;

/** Formats the comparison of two runs as text. Ends without a newline. */
export function renderDiffText(view: DiffView, options: DiffTextOptions): string {
  const { before, after, artifacts } = view;
  const { bold } = options.palette;
  const shown = artifacts.filter(({ difference }) => options.verbose || difference.change !== "same");
  const same = artifacts.filter(({ difference }) => difference.change === "same").length;
  return [
    `${bold(before.id)} (${before.status}) ${arrow(options)} ${bold(after.id)} (${after.status})`,
    ...shown.map((one) => artifactBlock(one, options)),
    isDifferent(view) ? `${same} of ${plural(artifacts.length, "artifact")} the same` : "no artifact differs",
  ].join("\n\n");
}

function artifactBlock(one: ComparedArtifact, options: DiffTextOptions): string {
  const { difference, content, contentMissing } = one;
  const { before, after } = difference;
  const lines = [headLine(one, options)];
  lines.push(...causesOf(one).map((text) => `  ${difference.change === "same" ? "without effect" : "cause"}: ${text}`));
  if (options.verbose && before !== null && after !== null) {
    lines.push(
      `  duration: ${formatDuration(before.durationMs)} ${arrow(options)} ${formatDuration(after.durationMs)}`,
    );
  }
  if (contentMissing !== null) lines.push(`  content not compared: ${contentMissing}`);
  if (content?.elements)
    lines.push(`  ${content.findings ? "findings" : "elements"}: ${countsText(content.elements, content.paths)}`);
  if (content?.findings) lines.push(...findingLines(content.findings, content.elements, options));
  if (content !== null) lines.push(...pathLines(content, options));
  return lines.join("\n");
}

const arrow = ({ ascii }: DiffTextOptions): string => (ascii ? "->" : "→");

/** Omits differences of sums, which only follow from differences of the elements. */
function pathLines({ elements, paths }: ContentDifference, { verbose }: DiffTextOptions): readonly string[] {
  const telling = paths.filter((path) => verbose || elements === null || !/^summary\b/.test(path));
  const shown = verbose ? telling : telling.slice(0, mostPaths);
  if (shown.length === 0) return [];
  const more = telling.length > shown.length ? " and more" : "";
  return [`  differs at: ${shown.map(safeText).join(", ")}${more}`];
}

function headLine({ difference: { id, change, before, after } }: ComparedArtifact, options: DiffTextOptions) {
  const { palette } = options;
  const name = palette.bold(id);
  if (after === null) return `${palette.red("-")} ${name}  only in the earlier run`;
  if (before === null) return `${palette.green("+")} ${name}  only in the later run, ${endText(after)}`;
  if (change === "same") return `= ${name}  the same, ${endText(after)}`;
  const [was, is] = [endText(before), endText(after)];
  return `${palette.yellow("~")} ${name}  ${was === is ? is : `${was} ${arrow(options)} ${is}`}`;
}

type Findings = NonNullable<NonNullable<ComparedArtifact["content"]>["findings"]>;
type Counts = NonNullable<ComparedArtifact["content"]>["elements"];

function findingLines(findings: Findings, counts: Counts, { palette, verbose }: DiffTextOptions): readonly string[] {
  const line = (finding: FindingShape, tail = ""): string =>
    `${findingText(finding)}${tail}${verbose ? `  ${safeText(finding.id)}` : ""}`;
  const block = (lines: readonly string[], total: number): readonly string[] => {
    const shown = verbose ? lines : lines.slice(0, mostFindings);
    const more = total - shown.length;
    return more > 0 ? [...shown, `      and ${more} more`] : shown;
  };
  return [
    ...block(
      findings.new.map((one) => `    ${palette.green("+")} ${line(one)}`),
      counts?.new ?? 0,
    ),
    ...block(
      findings.gone.map((one) => `    ${palette.red("-")} ${line(one)}`),
      counts?.gone ?? 0,
    ),
    ...block(
      findings.changed.map(
        ({ finding, fields }) =>
          `    ${palette.yellow("~")} ${line(finding, `  (${fields.map(safeText).join(", ")})`)}`,
      ),
      counts?.changed ?? 0,
    ),
  ];
}
