import { JSONPathEnvironment, JSONPathError, type JSONPathQuery } from "json-p3";
import { type WctError, wctError } from "../../diagnostics/index.ts";
import { rewriteFractions } from "./fractions.ts";
import type { PathSource } from "./path-query.ts";

/** No real content is nested this deeply, but real content may exceed the library's default limit of 50. */
export const environment = new JSONPathEnvironment({ maxRecursionDepth: 5000 });

/** Parses an expression by RFC 9535. Throws WCT_USAGE_PATH with the position. */
export function compilePath(source: PathSource): JSONPathQuery {
  if (!source.text.startsWith("$")) {
    throw pathError(source, 0, { what: "it does not begin with $", hint: hintFor(source.text) });
  }
  const { text, place } = rewriteFractions(source.text);
  return guardedBy(source, () => environment.compile(text), place);
}

/** Runs library code and converts its errors, which quote only the expression, to WCT_USAGE_PATH. */
export function guardedBy<T>(source: PathSource, use: () => T, place = (at: number): number => at): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    // The library appends a piece of the expression and its own position. For an unterminated string it contains the
    // start.
    const said = error.message.replace(/ \('.*':\d+\)$/s, "").replaceAll("'", '"');
    const [, what = said, start] = /^(.*) starting at index (\d+)$/s.exec(said) ?? [];
    throw pathError(source, place(start === undefined ? error.token.index : Number(start) - 1), {
      what,
      hint: "use RFC 9535 syntax: $.items[?@.kind == 'x'].id",
    });
  }
}

/** Creates the error for a position, which counts from 0. */
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
