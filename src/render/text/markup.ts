import { safeText } from "../../diagnostics/index.ts";

/**
 * Escapes text for HTML and XML, in elements and in quoted attributes, on one line. Characters that these do not allow
 * are replaced.
 */
export function markup(text: string): string {
  return safeText(
    text
      .toWellFormed()
      .replace(/[\ufffe\uffff]/g, "\ufffd")
      .replace(/\s/g, " "),
  ).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Escapes texts as the lines of a tooltip, which a `title` preserves. */
export const markupLines = (lines: readonly string[]): string => lines.map(markup).join("\n");

/** Formats a number with at most two decimals, without trailing zeros. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

const fonts = `ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif`;
const monospace = `ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace`;

/** The style that drawings share: colours follow the reader's light or dark setting. */
export const drawingStyle = `
.wct{--paper:#ffffff;--ink:#1f2328;--faint:#656d76;--line:#8c959f;--hair:#d8dee4;--box:#ffffff;--critical:#0b57d0;color:var(--ink);font-family:${fonts}}
@media (prefers-color-scheme:dark){.wct{--paper:#0d1117;--ink:#e6edf3;--faint:#9198a1;--line:#7d8590;--hair:#30363d;--box:#161b22;--critical:#79b8ff}}
@media print{.wct{--paper:#ffffff;--ink:#000000;--faint:#444444;--line:#555555;--hair:#cccccc;--box:#ffffff;--critical:#0b57d0}}
.wct .paper{fill:var(--paper)}.wct .ink{fill:var(--ink)}.wct .faint{fill:var(--faint)}
.wct text{font-size:12px;fill:var(--ink)}.wct .mono{font-family:${monospace}}
.wct .title{font-size:15px;font-weight:600}.wct .small{font-size:11px}`;
