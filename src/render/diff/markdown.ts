import type { FindingShape } from "../shapes/index.ts";
import { markdownTable, markdownText, plural } from "../text/index.ts";
import { type ComparedArtifact, type DiffView, isDifferent } from "./model.ts";
import { causesOf, countsText, endText } from "./words.ts";

/** A comment on a pull request is limited to 65,536 characters. */
const mostFindings = 50;
const mostCharacters = 60_000;

/** Compares two runs for a pull request, in GitHub's Markdown. Ends with a newline. */
export function renderDiffMarkdown(view: DiffView): string {
  const changed = view.artifacts.filter(({ difference }) => difference.change !== "same");
  const head = `### ${view.before.id} → ${view.after.id}`;
  if (!isDifferent(view)) return `${head}\n\nNo artifact differs.\n`;
  const same = view.artifacts.length - changed.length;
  const rows = changed.slice(0, 100).map(artifactCells);
  const more = changed.length - rows.length;
  const blocks = [
    head,
    markdownTable(["artifact", "result", "cause"], rows),
    [...(more > 0 ? [`${plural(more, "artifact")} more differ.`] : []), `${plural(same, "artifact")} the same.`].join(
      " ",
    ),
  ];
  let left = mostCharacters - blocks.join("\n\n").length;
  for (const one of changed) {
    const block = findingsBlock(one);
    if (block === null) continue;
    left -= block.length;
    if (left < 0) {
      blocks.push("More findings differ than fit into a comment.");
      break;
    }
    blocks.push(block);
  }
  return `${blocks.join("\n\n")}\n`;
}

function artifactCells(one: ComparedArtifact): readonly string[] {
  const { id, before, after } = one.difference;
  const causes = causesOf(one).map(markdownText).join("<br>");
  return [`**${markdownText(id)}**`, resultCell(one), before === null || after === null ? "" : causes];
}

function resultCell({ difference: { before, after }, content, contentMissing }: ComparedArtifact): string {
  if (after === null) return "removed";
  if (before === null) return `added, ${markdownText(endText(after))}`;
  const [was, is] = [endText(before), endText(after)];
  const status = was === is ? is : `${was} → ${is}`;
  const counts = content?.elements ? `: ${countsText(content.elements, content.paths)}` : "";
  const missing = contentMissing === null ? "" : ` (content not compared: ${contentMissing})`;
  return markdownText(`${status}${counts}${missing}`);
}

function findingsBlock({ difference, content }: ComparedArtifact): string | null {
  const { findings = null, elements = null, paths = [] } = content ?? {};
  if (findings === null || elements === null) return null;
  const rows = [
    ...findings.new.map((one) => findingCells("new", one, "")),
    ...findings.gone.map((one) => findingCells("gone", one, "")),
    ...findings.changed.map(({ finding, fields }) => findingCells("changed", finding, fields.join(", "))),
  ];
  if (rows.length === 0) return null;
  const shown = rows.slice(0, mostFindings);
  const more = elements.new + elements.gone + elements.changed - shown.length;
  const summary = `<summary>${markdownText(difference.id)}: ${markdownText(countsText(elements, paths))}</summary>`;
  const table = markdownTable(["", "finding", "place", "confidence", "fields"], shown);
  const rest = more > 0 ? [`and ${more} more`] : [];
  return ["<details>", summary, "", table, "", ...rest, "</details>"].join("\n");
}

function findingCells(kind: string, { what, place, confidence, care }: FindingShape, fields: string) {
  const marks = [confidence, care].filter((mark) => mark !== null).join(", ");
  return [kind, what, place, marks, fields].map(markdownText);
}
