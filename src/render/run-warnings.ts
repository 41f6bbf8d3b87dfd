import { type Call, command } from "./call.ts";
import { type Palette, safeText } from "./paint.ts";
import type { RunView, WarningRow } from "./run-view.ts";
import { plural } from "./units.ts";
import { wrapped } from "./wrap.ts";

export interface WarningStyle {
  readonly palette: Palette;
  readonly call: Call;
  /** Of the terminal; null: none. */
  readonly width: number | null;
}

/** More of them would hide what else a summary tells. */
const mostWarnings = 10;
const indent = " ".repeat(12);

/** `  warnings  files: 3 places were not read in full: ...`, a line for each. */
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
