/** The style of the HTML form, on screen (light and dark) and on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--paper:#fff;--shade:#f6f8fa;--accent:#0b5394;--gap:#8a4b00;--gap-shade:#fff6e5;--gap-line:#e0a040;--tag:#8c1d40;--tag-shade:#fdeef2}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa4af;--line:#343b44;--paper:#14181d;--shade:#1c2229;--accent:#79b8f2;--gap:#f2c078;--gap-shade:#2d2416;--gap-line:#a06a1c;--tag:#f5a3ba;--tag-shade:#371c26}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0 auto;max-width:62rem;padding:3rem 1.5rem 6rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;overflow-wrap:break-word}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,.table:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
.kicker{margin:0;color:var(--accent);font-size:.85rem;font-weight:600;letter-spacing:.08em;text-transform:uppercase}
h1{margin:.2rem 0 .3rem;font-size:2.1rem;line-height:1.2;letter-spacing:-.01em}
.subtitle{margin:0;color:var(--soft);font-size:1.1rem}
.summary{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.5rem;margin:1.75rem 0;padding:.9rem 1.2rem;border:1px solid var(--line);border-radius:.5rem;background:var(--shade)}
.summary p{margin:0}
.summary strong{font-size:1.35rem;font-variant-numeric:tabular-nums}
.summary span{color:var(--soft)}
.summary .missing,.summary .missing a{color:var(--gap);font-weight:600}
meter{flex:1 1 10rem;height:.9rem;min-width:8rem}
meter::-webkit-meter-bar{border:0;background:var(--line)}
nav{margin:0 0 2.5rem;padding:0 0 1.25rem;border-bottom:1px solid var(--line)}
nav h2{margin:0 0 .4rem;font-size:.85rem;color:var(--soft);font-weight:600;border:0;padding:0}
nav ol{margin:0;padding-left:1.4rem;columns:2 20rem}
nav ol ol{columns:auto;color:var(--soft)}
nav li{break-inside:avoid}
h2{margin:3rem 0 1rem;padding-bottom:.3rem;border-bottom:2px solid var(--ink);font-size:1.45rem;line-height:1.25}
h3{margin:2.25rem 0 .8rem;font-size:1.2rem;line-height:1.3}
h4{margin:1.6rem 0 .5rem;font-size:1rem;line-height:1.3}
section.level-3{margin:1.5rem 0 2rem;padding:.1rem 1.4rem 1.2rem;border:1px solid var(--line);border-radius:.5rem}
section.level-3>h3{margin-top:1.1rem}
.number{color:var(--soft);font-weight:400;font-variant-numeric:tabular-nums}
.item{margin-left:.4rem;color:var(--soft);font-size:.8rem;font-weight:400;white-space:nowrap}
p{margin:.5rem 0}
dl{margin:.5rem 0}
dl>div{display:grid;grid-template-columns:13rem 1fr;gap:0 1rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
dl>div:last-child{border-bottom:0}
dt{grid-column:1;color:var(--soft);font-weight:400}
dd{grid-column:2;margin:0}
.table{margin:.75rem 0 1.25rem;overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.93rem}
caption{padding:.2rem 0;color:var(--soft);font-size:.85rem;font-weight:600;text-align:left}
th,td{padding:.45rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400;min-width:5rem}
thead th{background:var(--shade);color:var(--soft);font-size:.82rem;font-weight:600;white-space:nowrap}
tbody th{font-weight:600}
.own{overflow-wrap:anywhere}
.findings th{min-width:11rem}
.findings td{min-width:8.5rem}
.short{white-space:nowrap}
.gap{margin:.75rem 0;padding:.6rem .9rem;border-left:4px solid var(--gap-line);background:var(--gap-shade);border-radius:0 .3rem .3rem 0}
.gap p{margin:0}
.gap strong{color:var(--gap)}
.gap .how{color:var(--soft);font-size:.92rem}
.needs_human{color:var(--gap);font-weight:600}
.not_applicable,.not_detected{color:var(--soft);font-style:italic;font-weight:400}
.tag,.remark{display:inline-block;padding:0 .45em;border-radius:1em;font-size:.75rem;font-weight:600;white-space:nowrap}
.tag{color:var(--tag);background:var(--tag-shade)}
.remark{color:var(--soft);border:1px solid var(--line);font-weight:400}
sup{margin-left:.2em;font-size:.7rem;font-weight:400;line-height:0}
sup a{text-decoration:none}
code{font:.85em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.sources{padding-left:2rem;color:var(--soft);font-size:.88rem}
.sources li{margin:.25rem 0}
.sources li:target{color:var(--ink);background:var(--gap-shade)}
@media(max-width:40rem){body{padding-top:1.5rem}h1{font-size:1.6rem}dl>div{grid-template-columns:1fr}dt,dd{grid-column:1}section.level-3{padding:.1rem .8rem .8rem}}
@media print{
@page{margin:18mm 16mm}
:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--shade:#f2f2f2;--accent:#000;--gap:#000;--gap-shade:#fff;--gap-line:#000;--tag:#000;--tag-shade:#fff}
body{max-width:none;padding:0;font-size:10pt}
.skip{display:none}
a{text-decoration:none}
.table{overflow:visible}
section.level-3{padding:0;border:0}
h2,h3,h4,caption{break-after:avoid}
tr,.gap,dl>div,.summary{break-inside:avoid}
thead{display:table-header-group}
.tag{border:1px solid #000}
}
`;
