import type { WctError } from "../diagnostics/index.ts";
import { wctError } from "../diagnostics/index.ts";

/**
 * Converts a message of the argument parser to the style of all other errors: names in double quotes, the next action
 * as a hint. `error: unknown command 'rnu'\n(Did you mean run?)` becomes `unknown command "rnu"` with `did you mean
 * "run"?`. `command`: the words that name the command, such as `runs export`; empty for the program.
 */
export function usageError(said: string, command: readonly string[] = []): WctError {
  const [first = "", ...rest] = said.replace(/^error: /, "").split("\n");
  const [, what = first, advice = ""] =
    /^(.+? (?:is invalid(?: for argument '[^']*')?|arguments? for '[^']*'))\. (.+)$/s.exec(first) ?? [];
  const missing = /^missing required argument '([^']*)'/.exec(what)?.[1] ?? "";
  const hint = missingHints[missing] ?? [advice, ...rest].map(asHint).find((line) => line !== "");
  return wctError("WCT_USAGE", {
    message: what.replace(badArgument, 'argument "$2" cannot be "$1"').replace(quoted, '"$1"'),
    hint: hint ?? `see \`${["wct", ...command, "--help"].join(" ")}\``,
  });
}

/** What to write for an argument that most commands need. */
const missingHints: Readonly<Record<string, string>> = {
  run: "write `latest` for the newest run; `wct runs` lists all",
  finding: "name the run and then the finding: `wct explain latest 0a1b2c3d`; `wct findings latest` lists the ids",
};

const badArgument = /^command-argument value '([^']*)' is invalid for argument '([^']*)'/;
const quoted = /'([^']*)'/g;

function asHint(line: string): string {
  const meant = /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(line)?.[1];
  if (meant !== undefined) return `did you mean ${meant.replaceAll(/[^, ]+/g, '"$&"')}?`;
  return (line.charAt(0).toLowerCase() + line.slice(1)).replace(/\.$/, "");
}
