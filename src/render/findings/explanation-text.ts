import type { ExplanationShape } from "../shapes/index.ts";
import { command, type Invocation, type Palette, safeText, wrapped } from "../text/index.ts";

export interface ExplanationStyle {
  readonly palette: Palette;
  /** Null for unlimited. */
  readonly width: number | null;
  readonly call: Invocation;
}

/** Formats an explanation as text for people. Ends without a newline. */
export function renderExplanation(explanation: ExplanationShape, style: ExplanationStyle): string {
  const { finding, what, where, amount, rule, against, toCheck, evidence, related } = explanation;
  const { palette } = style;
  const score = finding.score === null ? "" : `  score ${finding.score.toFixed(2)}`;
  const confidence = finding.confidence === null ? "" : ` (${finding.confidence})`;
  const head = `${palette.bold(safeText(`${finding.what}  ${finding.place}`))}${score}${confidence}`;
  const none = "Nothing that was read speaks against it.";
  const blocks = [
    [head, `id ${finding.id}  ${finding.artifact} of ${explanation.run.id}`].join("\n"),
    paragraph([what, where, ...(amount === null ? [] : [amount])].map(safeText).join(" "), style, ""),
    section("Why it counts", stepLines(explanation), style),
    section("What speaks against it", against.length === 0 ? [none] : against, style),
    section("What a person should check", toCheck, style),
    section("Samples", evidence, style),
    section("Rule", ruleLines(rule), style),
    section("Decision", decisionLines(explanation, style), style),
    section("Related findings", related.slice(0, 10), style),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function section(title: string, lines: readonly string[], style: ExplanationStyle): string {
  if (lines.length === 0) return "";
  const body = lines.map((line) => paragraph(safeText(line), style, "  "));
  return [style.palette.bold(title), ...body].join("\n");
}

function paragraph(text: string, { width }: ExplanationStyle, indent: string): string {
  return wrapped(`${indent}${text}`, { width, indent: `${indent}  ` }).join("\n");
}

function stepLines({ steps, finding }: ExplanationShape): readonly string[] {
  const lines = steps.map(({ effect, score, sentence }) => {
    const numbers = [effect === 0 ? "" : signed(effect), score === null ? "" : `= ${score.toFixed(2)}`];
    return `${numbers.filter((one) => one !== "").join(" ")}  ${sentence}`.trim();
  });
  const note = "A score is not a probability. It is high from 0.85, medium from 0.65, and low below that.";
  return finding.score === null ? lines : [...lines, note];
}

const signed = (effect: number): string => `${effect < 0 ? "-" : "+"}${Math.abs(effect).toFixed(2)}`;

function ruleLines({ id, ruleset, digest, component }: ExplanationShape["rule"]): readonly string[] {
  const version = digest === null ? "" : `, SHA-256 ${digest.slice(0, 12)}`;
  return [
    ...(id === "" ? [] : [`${id}${ruleset === null ? "" : ` of ${ruleset}${version}`}`]),
    ...(component === null ? [] : [`applied by ${component}`]),
  ];
}

function decisionLines({ finding, run }: ExplanationShape, { call }: ExplanationStyle): readonly string[] {
  const { status, reason, reviewer, date, moved, growth } = finding.review;
  const id = finding.id.slice(0, 12);
  if (status === "new")
    return [`None yet: \`${command(`findings accept ${run.id} ${id} --reason "..."`, call)}\`, or \`reject\`.`];
  const by = [...(reviewer === null ? [] : [`by ${reviewer}`]), ...(date === null ? [] : [`on ${date}`])].join(" ");
  return [
    `${status === "accepted" ? "Accepted" : "Rejected"}${by === "" ? "" : ` ${by}`}${reason === null ? "" : `: ${reason}`}`,
    ...(moved ? ["The decision was made for a file that had another name or folder."] : []),
    ...(growth === null ? [] : [`It grew from ${growth.from} to ${growth.to} ${growth.unit} since then.`]),
  ];
}
