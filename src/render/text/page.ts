import { drawingStyle, markup } from "./markup.ts";

interface Page {
  readonly title: string;
  readonly subtitle: string | null;
  /** HTML. */
  readonly body: string;
}

/** Renders one self-contained HTML file: no script, nothing loaded. Ends with a newline. */
export function renderPage({ title, subtitle, body }: Page): string {
  const under = subtitle === null ? "" : `<p class="sub">${markup(subtitle)}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${markup(title)}</title>
<style>${drawingStyle}${pageStyle}</style>
</head>
<body class="wct">
<header><h1>${markup(title)}</h1>${under}</header>
<main>
${body}
</main>
</body>
</html>
`;
}

/** The smallest scale of a drawing to fit the window: below it is unreadable, so it scrolls instead. */
const readable = 0.6;

/** Renders a drawing within a page; it scrolls if the window is too narrow. */
export function renderFigure(svg: string, label: string): string {
  const [, width = "0"] = /<svg[^>]* width="([\d.]+)"/.exec(svg) ?? [];
  const least = Math.round(Number(width) * readable);
  return `<div class="figure" tabindex="0" role="region" aria-label="${markup(label)}" style="--least:${least}px">${svg}</div>`;
}

const pageStyle = `
body{margin:0;background:var(--paper);line-height:1.5}header,main{padding:0 2rem}header{padding-top:1.5rem}
h1{font-size:1.4rem;margin:0;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:2rem 0 .5rem}.sub{color:var(--faint);margin:.2rem 0 1rem}
.figure{overflow:auto;border:1px solid var(--hair);border-radius:10px;padding:.5rem}.figure svg{display:block;margin:auto;max-width:max(100%,var(--least,0px));height:auto}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--hair);overflow-wrap:anywhere}
th{color:var(--faint);font-weight:500;white-space:nowrap}td.mono{min-width:9rem}td.n,th.n{text-align:right}
.status{border-radius:6px;padding:.1rem .5rem;color:#111;white-space:nowrap;border:1px solid}.status.dashed{border-style:dashed}
details{border:1px solid var(--hair);border-radius:10px;margin:.5rem 0;padding:.4rem .8rem}summary{cursor:pointer}details .figure{margin:.6rem 0;border:0}
.facts{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:1rem 0;padding:0;list-style:none}.facts b{display:block;font-size:1.2rem}.facts span{color:var(--faint);font-size:.85rem}
@media print{details::details-content{content-visibility:visible}.figure{overflow:visible;border:0}.figure svg{max-width:100%;height:auto}}`;
