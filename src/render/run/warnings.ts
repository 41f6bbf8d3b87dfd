import { command, type Invocation, type Palette, plural, safeText, wrapped } from "../text/index.ts";
import type { RunView, WarningRow } from "./view.ts";

interface WarningStyle {
  readonly palette: Palette;
  readonly call: Invocation;
  /** Width of the terminal; null: not a terminal. */
  readonly width: number | null;
}

/** More warnings would hide the rest of the summary. */
const mostWarnings = 10;
const indent = " ".repeat(12);

/** Returns `  warnings  files: 3 places were not read in full: ...`, one line each. */
export function warningBlock({ run, warnings }: RunView, style: WarningStyle): readonly string[] {
  const lines = warnings.slice(0, mostWarnings).flatMap((one, i) => warningLines(one, i === 0, style));
  const more = warnings.length - mostWarnings;
  const [first] = warnings.slice(mostWarnings);
  if (first === undefined) return lines;
  const log = command(`inspect ${run.id} ${first.artifact} --log`, style.call);
  return [...lines, ...wrapped(`${indent}and ${plural(more, "more warning")}: ${log}`, { ...style, indent })];
}

function warningLines({ artifact, text }: WarningRow, isFirst: boolean, { palette, width }: WarningStyle) {
  const [first = "", ...rest] = wrapped(`${indent}${artifact}: ${safeText(text)}`, { width, indent });
  const head = isFirst ? `  ${palette.yellow("warnings")}  ${first.trimStart()}` : first;
  return [head, ...rest];
}
