import { formatPercent, percentOf } from "../../../plugin/index.ts";
import { htmlText, pageHead } from "../html-page.ts";
import type { Block, RecordDocument, Section, Value, ValueSource } from "./document.ts";
import { counted, remark } from "./wording.ts";

/**
 * Renders the document as one HTML file. It has no script, loads nothing, and its policy allows one style by digest.
 */
export function renderHtml(document: RecordDocument): string {
  return `${pageHead(`${document.title} - ${document.subtitle}`)}
<body>
<a class="skip" href="#content">Skip to the record</a>
<header>
<p class="kicker">Art. 30 GDPR</p>
<h1>${htmlText(document.title)}</h1>
<p class="subtitle">${htmlText(document.subtitle)}</p>
${summary(document)}
</header>
${contents(document)}
<main id="content">
${document.sections.map((section, index) => sectionHtml(section, { level: 2, number: `${index + 1}` })).join("\n")}
${sourcesHtml(document.sources)}
</main>
</body>
</html>
`;
}

function summary({ filled, applicable, completeness, gaps }: RecordDocument): string {
  const percent = formatPercent(completeness);
  const missing =
    gaps === 0 ? "No gap is known" : `<a href="#gaps">${counted(gaps, "gap", "gaps")} to be completed</a>`;
  return `<div class="summary">
<p><strong>${percent}</strong> <span>${filled} of ${applicable} entries filled</span></p>
<meter min="0" max="100" value="${percentOf(completeness)}" aria-label="Entries filled">${percent}</meter>
<p class="${gaps === 0 ? "complete" : "missing"}">${missing}</p>
</div>`;
}

function contents({ sections, sources }: RecordDocument): string {
  const link = (id: string, title: string): string => `<a href="#${id}">${htmlText(title)}</a>`;
  const items = sections.map(({ id, title, sections: inner }) => {
    const nested = id === "activities" ? inner.map((activity) => `<li>${link(activity.id, activity.title)}</li>`) : [];
    return `<li>${link(id, title)}${nested.length === 0 ? "" : `<ol>${nested.join("")}</ol>`}</li>`;
  });
  const last = sources.length === 0 ? [] : [`<li>${link("sources", "Sources")}</li>`];
  return `<nav aria-label="Contents"><h2>Contents</h2><ol>${[...items, ...last].join("\n")}</ol></nav>`;
}

function sectionHtml(section: Section, { level, number }: { readonly level: number; readonly number: string }): string {
  const item = section.item === null ? "" : ` <span class="item">Art. ${htmlText(section.item)}</span>`;
  const shownNumber = level > 3 ? "" : `<span class="number">${number}</span> `;
  const inner = section.sections.map((part, index) =>
    sectionHtml(part, { level: level + 1, number: `${number}.${index + 1}` }),
  );
  return `<section id="${section.id}" class="level-${level}" aria-labelledby="${section.id}-title">
<h${level} id="${section.id}-title">${shownNumber}${htmlText(section.title)}${item}</h${level}>
${[...section.blocks.map((block) => blockHtml(block, `${section.id}-title`)), ...inner].join("\n")}
</section>`;
}

function blockHtml(block: Block, heading: string): string {
  switch (block.kind) {
    case "text":
      return `<p>${htmlText(block.text)}</p>`;
    case "gap":
      return `<div class="gap"><p><strong>To be completed:</strong> ${htmlText(block.message)}</p><p class="how">${htmlText(block.howToFill)}</p></div>`;
    case "facts":
      return `<dl>${block.rows.map(({ label, values }) => `<div><dt>${htmlText(label)}</dt>${values.map((value) => `<dd>${valueHtml(value)}</dd>`).join("")}</div>`).join("\n")}</dl>`;
    case "table":
      return tableHtml(block, heading);
  }
}

function tableHtml({ caption, columns, rows }: Extract<Block, { kind: "table" }>, heading: string): string {
  const label = caption === null ? `aria-labelledby="${heading}"` : `aria-label="${htmlText(caption)}"`;
  const head = columns.map((column) => `<th scope="col">${htmlText(column)}</th>`).join("");
  const body = rows.map(([first, ...others]) => {
    const rowHead = first === undefined ? "" : `<th scope="row">${valueHtml(first)}</th>`;
    return `<tr>${rowHead}${others.map((value) => `<td>${valueHtml(value)}</td>`).join("")}</tr>`;
  });
  // A table that is wider than the screen must also scroll by keyboard, so it can be focused.
  return `<div class="table" role="region" ${label} tabindex="0"><table${caption === null ? ` ${label}` : ""}>${caption === null ? "" : `\n<caption>${htmlText(caption)}</caption>`}
<thead><tr>${head}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table></div>`;
}

// A short text such as 30(1)(c) must not wrap at its parentheses.
const shortText = 12;

function valueHtml({ text, status, sources, tag }: Value): string {
  const word = remark(status);
  const kind = status ?? (text.length <= shortText ? "short" : "own");
  const parts = [
    `<span class="${kind}">${htmlText(text)}</span>`,
    ...(tag === null ? [] : [`<span class="tag">${htmlText(tag)}</span>`]),
    ...(word === null ? [] : [`<span class="remark">${htmlText(word)}</span>`]),
  ];
  return parts.join(" ") + (sources.length === 0 ? "" : `<sup>${sources.map(sourceLink).join(", ")}</sup>`);
}

const sourceLink = (number: number): string =>
  `<a href="#source-${number}" aria-label="Source ${number}">${number}</a>`;

function sourcesHtml(sources: readonly ValueSource[]): string {
  if (sources.length === 0) return "";
  return `<section id="sources" class="level-2" aria-labelledby="sources-title">
<h2 id="sources-title">Sources</h2>
<ol class="sources">
${sources.map(sourceHtml).join("\n")}
</ol>
</section>`;
}

function sourceHtml({ number, kind, origin, findings, places, further }: ValueSource): string {
  const listed = places.map((place) => `<code>${htmlText(place)}</code>`).join(", ");
  const more = further === 0 ? "" : ` and ${further} more`;
  const count = `${counted(findings, "finding", "findings")} of `;
  const intro = `${kind === "finding" ? count : ""}${htmlText(origin)}`;
  return `<li id="source-${number}">${intro}${places.length === 0 ? "" : `: ${listed}${more}`}</li>`;
}
