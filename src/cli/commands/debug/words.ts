import { wctError } from "../../../diagnostics/index.ts";

/** Splits off the first word of a text. */
export function firstWord(text: string): readonly [word: string, rest: string] {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(text) ?? [];
  return [word, rest];
}

/** Parses a whole number from `least`. Throws WCT_DEBUG_COMMAND, which quotes the command's usage. */
export function wholeNumber(
  text: string,
  { least, usage }: { readonly least: number; readonly usage: string },
): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw wctError("WCT_DEBUG_COMMAND", {
    message: text === "" ? "the command needs a number" : `"${text}" is not a number from ${least}`,
    hint: `write \`${usage}\``,
  });
}

/** Throws WCT_DEBUG_COMMAND if anything follows where nothing may. */
export function requireNothing(rest: string, usage: string): void {
  if (rest === "") return;
  throw wctError("WCT_DEBUG_COMMAND", { message: `"${rest}" is not expected here`, hint: `write \`${usage}\`` });
}
