import { JSONPathEnvironment, JSONPathError, type JSONPathQuery } from "json-p3";
import { type WctError, wctError } from "../../diagnostics/index.ts";
import { rewriteFractions } from "./fractions.ts";
import type { PathSource } from "./path-query.ts";

/** JSON as deep as this is nobody's content; the library's own limit of 50 could be. */
export const environment = new JSONPathEnvironment({ maxRecursionDepth: 5000 });

/** Reads an expression by RFC 9535. Throws WCT_USAGE_PATH with the place. */
export function compilePath(source: PathSource): JSONPathQuery {
  if (!source.text.startsWith("$")) {
    throw pathError(source, 0, { what: "it does not begin with $", hint: hintFor(source.text) });
  }
  const { text, place } = rewriteFractions(source.text);
  return guardedBy(source, () => environment.compile(text), place);
}

/** Runs what the library does; its errors, which quote only the expression, become ours. */
export function guardedBy<T>(source: PathSource, use: () => T, place = (at: number): number => at): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    // The library adds a piece of the expression and its own idea of the place; of an open string it says the start.
    const said = error.message.replace(/ \('.*':\d+\)$/s, "").replaceAll("'", '"');
    const [, what = said, start] = /^(.*) starting at index (\d+)$/s.exec(said) ?? [];
    throw pathError(source, place(start === undefined ? error.token.index : Number(start) - 1), {
      what,
      hint: "write it as RFC 9535 has it: $.items[?@.kind == 'x'].id",
    });
  }
}

/** The error for a place, which counts from 0. */
export function pathError(source: PathSource, at: number, { what, hint }: { what: string; hint: string }): WctError {
  const column = Math.min(at, source.text.length) + 1;
  return wctError("WCT_USAGE_PATH", {
    message: `${source.option}: ${what}`,
    hint,
    location: { file: source.option, line: 1, column, endLine: 1, endColumn: column + 1 },
  });
}

function hintFor(text: string): string {
  const path = text.startsWith(".") || text.startsWith("[") ? `$${text}` : `$.${text}`;
  return text === "" ? "write $ for everything" : `write ${path}; a shell needs single quotes around it`;
}
