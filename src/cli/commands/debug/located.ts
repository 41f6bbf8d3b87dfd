import { type Diagnostic, isWctError, type SourceRange, WctError } from "../../../diagnostics/index.ts";
import type { InputLine } from "./input/index.ts";
import type { DebugCommandOptions } from "./options.ts";

/** The name under which diagnostics point into an expression. */
const expressionName = "<expression>";
/** The name of a line that a person typed. */
export const typedName = "this line";

/** Returns the diagnostics of a command, with their places in its line. */
export function locatedInLine(all: readonly Diagnostic[], { text, location }: InputLine): readonly Diagnostic[] {
  const [first, ...rest] = all;
  const offset = offsets[first?.location?.file ?? ""]?.(text);
  if (offset !== undefined) {
    const at = { file: location?.file ?? typedName, line: location?.line ?? 1, offset };
    return all.map((one) => moved({ ...one, message: one.message.replace(/^--path: /, "") }, at));
  }
  return first === undefined || first.location !== undefined || location === null
    ? all
    : [{ ...first, location }, ...rest];
}

/** Where the texts that diagnostics point into begin in a line, by the name that the diagnostics give them. */
const offsets: Readonly<Record<string, (line: string) => number>> = {
  // What follows ` if ` of `break`, else what follows the command.
  [expressionName]: (line) => (/^\s*b\w*\s(?:.*?\s)?if\s+/.exec(line) ?? /^\s*\S+\s+/.exec(line))?.[0].length ?? 0,
  "--path": (line) => Math.max(0, line.indexOf("$")),
};

interface Target {
  readonly file: string;
  readonly line: number;
  /** Number of characters before the expression. */
  readonly offset: number;
}

function moved(one: Diagnostic, { file, line, offset }: Target): Diagnostic {
  if (one.location === undefined) return one;
  const { column, endColumn } = one.location;
  const location: SourceRange = { file, line, endLine: line, column: column + offset, endColumn: endColumn + offset };
  return { ...one, location };
}

/** Returns an error about a condition of an option with its place in the option's value, if only one has a condition. */
export function locatedInOption(error: unknown, options: DebugCommandOptions): unknown {
  if (!isWctError(error) || error.diagnostics[0]?.location?.file !== expressionName) return error;
  const given = [["--break", options.break ?? []] as const, ["--break-after", options.breakAfter ?? []] as const];
  const all = given.flatMap(([option, texts]) => texts.map((text, place) => ({ option, text, line: place + 1 })));
  const [only, another] = all.filter(({ text }) => /\sif\s/.test(text));
  if (only === undefined || another !== undefined) return error;
  const offset = /^.*?\sif\s+/.exec(only.text)?.[0].length ?? 0;
  const [first, ...rest] = error.diagnostics.map((one) => moved(one, { file: only.option, line: only.line, offset }));
  return first === undefined ? error : new WctError([first, ...rest], { cause: error });
}
