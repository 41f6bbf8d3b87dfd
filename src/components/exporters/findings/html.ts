import { htmlText, pageHead } from "../html-page.ts";
import { counted } from "../record/wording.ts";
import { columns, type DocumentCell, type Overview, overviewOf, partsOf } from "./parts.ts";
import type { DocumentContext, FindingsRest } from "./schemas.ts";

/**
 * Writes findings as one HTML file, with a table per location. Keeps one batch in memory, regardless of the total size.
 */
export async function* findingsHtml(context: DocumentContext, rest: FindingsRest): AsyncGenerator<string, void, void> {
  const overview = overviewOf(context.input.artifact, rest);
  yield above(overview);
  let places = 0;
  for await (const parts of partsOf(context)) {
    yield parts
      .map((part) => {
        if (part.kind === "row") return rowHtml(part.cells);
        places += 1;
        return `${places === 1 ? "" : tableEnd}${tableStart(part.title, `place-${places}`)}`;
      })
      .join("");
  }
  yield `${places === 0 ? "<p>Nothing was found.</p>\n" : tableEnd}</section>\n</main>\n</body>\n</html>\n`;
}

function above({ title, subtitle, findings, categories, notices }: Overview): string {
  const rows = categories.map(
    ({ name, count }) => `<tr><th scope="row">${htmlText(name)}</th><td>${count}</td></tr>\n`,
  );
  const left = notices.map((notice) => `<li>${htmlText(notice)}</li>\n`);
  return `${pageHead(`${title} - ${subtitle}`)}
<body>
<a class="skip" href="#content">Skip to the findings</a>
<header>
<p class="kicker">Findings</p>
<h1>${htmlText(title)}</h1>
<p class="subtitle">${htmlText(subtitle)}</p>
<div class="summary"><p><strong>${findings}</strong> <span>${counted(findings, "finding", "findings").replace(/^\d+ /, "")}</span></p>
<p>They are candidates for a person to confirm or reject; values are masked.</p></div>
</header>
<main id="content">
${rows.length === 0 ? "" : `<section aria-labelledby="categories">\n<h2 id="categories">Categories</h2>\n<div class="table" role="region" aria-labelledby="categories" tabindex="0"><table aria-labelledby="categories">\n<thead><tr><th scope="col">Category</th><th scope="col">Findings</th></tr></thead>\n<tbody>\n${rows.join("")}</tbody>\n</table></div>\n</section>\n`}${left.length === 0 ? "" : `<section aria-labelledby="left">\n<h2 id="left">Not read</h2>\n<ul>\n${left.join("")}</ul>\n</section>\n`}<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
`;
}

const head = columns.map((column) => `<th scope="col">${column}</th>`).join("");

const tableStart = (title: string, id: string): string => `<h3 id="${id}">${htmlText(title)}</h3>
<div class="table" role="region" aria-labelledby="${id}" tabindex="0"><table class="findings" aria-labelledby="${id}">
<thead><tr>${head}</tr></thead>
<tbody>
`;

const tableEnd = "</tbody>\n</table></div>\n";

function rowHtml([first, ...others]: readonly [DocumentCell, ...DocumentCell[]]): string {
  const cells = others.map((cell) => `<td>${cellHtml(cell)}</td>`).join("");
  return `<tr><th scope="row">${cellHtml(first)}</th>${cells}</tr>\n`;
}

const cellHtml = ({ text, tag }: DocumentCell): string =>
  `<span class="own">${htmlText(text)}</span>${tag === null ? "" : ` <span class="tag">${htmlText(tag)}</span>`}`;
